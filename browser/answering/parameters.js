// What a reader fills in beside the answers. Sums are kept too, so that every copy has them.

import { sum } from "./applied.js";

/** Makes the parameters work; returns `show(sheet)` for what is kept. */
export function parametersOf(page, store) {
  const set = (id, text) => {
    const result = store.setParameter(page, id, text);
    const { parameters } = result.sheet;
    for (const { id: total, sum_of } of page.parameters.filter(({ sum_of }) => sum_of.includes(id))) {
      const made = sum(sum_of.map((part) => parameters.get(part)));
      if (made !== (parameters.get(total) ?? "")) store.setParameter(page, total, made);
    }
  };
  for (const { id, fields } of page.parameters) {
    for (const field of fields) {
      const event = field.type === "radio" ? "change" : "input";
      field.addEventListener(event, () => field.validity.valid && set(id, field.value));
    }
  }
  return ({ parameters }) => {
    for (const { id, fields, output } of page.parameters) {
      const text = parameters.get(id) ?? "";
      if (output) output.textContent = text || "the sum of the above";
      for (const field of fields) {
        if (field.type === "radio") field.checked = field.value === text;
        else if (field !== field.ownerDocument.activeElement && field.value !== text) field.value = text;
      }
    }
  };
}
