// A vendor's answer to one question, or whether one sign was seen, in a cell of the table.

import { make } from "../my-work/elements.js";

const NOT_APPLICABLE = "not-applicable";
const REST = [
  ["evidence", "Evidence"],
  ["reason", "Why it does not apply"],
  ["approver", "Who agreed"],
];

/**
 * The cell and `show(answer, name)` to fill it in. `set(field, value)` is called back as in
 * answers/edit.js, `take` where the answer is taken back.
 */
export function cellOf(document, { part, scale, text }, { set, take }) {
  const choices = [
    ["", "–"],
    ...scale.map((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)]),
    [NOT_APPLICABLE, "Not applicable"],
  ];
  const options = choices.map(([value, words]) => make(document, "option", { value }, words));
  const select = make(document, "select", {}, ...options);
  const fields = REST.map(([key, placeholder]) => {
    const input = make(document, "input", { type: "text", placeholder, maxLength: 10_000, hidden: true });
    input.addEventListener("input", () => {
      if (key === "evidence") return set("evidence", input.value);
      const [, reason, approver] = fields.map(([, { value }]) => value);
      set("not_applicable", { reason, approver });
    });
    return [key, input, placeholder];
  });
  const paper = make(document, "span", { className: "hb-vendors-paper" });
  select.addEventListener("change", () => {
    if (select.value === NOT_APPLICABLE) set("not_applicable", { reason: "", approver: "" });
    else if (select.value) set("answer", select.value);
    else take();
  });
  const cell = make(document, "td", {}, select, ...fields.map(([, input]) => input), paper);
  return {
    cell,
    show(answer, name) {
      const aside = answer?.not_applicable;
      const value = aside ? NOT_APPLICABLE : (answer?.answer ?? "");
      select.value = choices.some(([word]) => word === value) ? value : "";
      select.setAttribute("aria-label", `${name}: ${text}`);
      const texts = { evidence: answer?.evidence ?? "", ...(aside ?? {}) };
      for (const [key, input, words] of fields) {
        const wanted = texts[key] ?? "";
        input.hidden = key === "evidence" ? part === "signs" || !(select.value || wanted) : !aside;
        input.setAttribute("aria-label", `${words}, ${name}: ${text}`);
        if (input !== document.activeElement && input.value !== wanted) input.value = wanted;
      }
      cell.dataset.place = aside ? "aside" : scale.indexOf(value);
      const said = [select.value && select.selectedOptions[0].textContent, ...Object.values(texts)];
      paper.textContent = said.filter(Boolean).join(". ");
    },
  };
}
