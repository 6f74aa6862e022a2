// What a reader fills in beside the answers. Sums are kept too, so that every copy has them.

import { make } from "../my-work/elements.js";
import { isWhole, sum } from "./applied.js";

const NOT_WHOLE = "Write a whole number, in digits alone; this is not kept.";

function isFit(field) {
  if (!field.validity.valid) return false;
  return field.type !== "number" || field.value === "" || isWhole(field.value);
}

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
      const told = make(field.ownerDocument, "span", { className: "hb-note", hidden: true }, NOT_WHOLE);
      told.setAttribute("role", "status");
      if (field.type === "number") field.parentElement.append(told);
      field.addEventListener(event, () => {
        told.hidden = isFit(field);
        if (field.type !== "date" || isFit(field)) set(id, isFit(field) ? field.value : "");
      });
    }
  }
  return ({ parameters }) => {
    for (const { id, fields, output } of page.parameters) {
      const text = parameters.get(id) ?? "";
      if (output) output.textContent = text || "the sum of the above";
      for (const field of fields) {
        if (field.type === "radio") field.checked = field.value === text;
        else if (field !== field.ownerDocument.activeElement && isFit(field)) field.value = text;
      }
    }
  };
}
