// The fields that stand behind an answer: evidence, owner, date, note, why it does not apply, and a
// waiver. They are made when somebody asks for them, or when there is something in them.

import { make } from "../my-work/elements.js";

const PLAIN = [
  ["evidence", "Evidence: a link, or where to find it", "textarea"],
  ["note", "Note", "textarea"],
  ["owner", "Owner", "text"],
  ["due", "By", "date"],
];
const ASIDE = [
  ["reason", "Why it does not apply", "text"],
  ["approver", "Who agreed", "text"],
];
const WAIVER = [
  ["reason", "Why it goes on without", "text"],
  ["approver", "Who allows it", "text"],
  ["until", "Until", "date"],
];

/** The fields of an item, with `show(answer)` to fill them in; `set(field, value)` is called back. */
export function fieldsOf(document, entry, set) {
  const inputs = new Map();
  const row = (label, type, key, changed) => {
    const input =
      type === "textarea"
        ? make(document, "textarea", { rows: 2, maxLength: 10_000 })
        : make(document, "input", { type, maxLength: 10_000 });
    input.addEventListener("input", changed);
    inputs.set(key, input);
    return make(document, "label", {}, make(document, "span", {}, label), input);
  };
  const grouped = (name, fields, empty) => {
    const changed = () => {
      const made = Object.fromEntries(
        fields.map(([key]) => [key, inputs.get(`${name}.${key}`).value || empty[key]]),
      );
      set(name, name === "waiver" && !made.reason && !made.approver && !made.until ? null : made);
    };
    return fields.map(([key, label, type]) => row(label, type, `${name}.${key}`, changed));
  };
  const plain = PLAIN.map(([key, label, type]) =>
    row(label, type, key, () => set(key, inputs.get(key).value)),
  );
  const aside = make(
    document,
    "div",
    { className: "hb-reply-fields", hidden: true },
    ...grouped("not_applicable", ASIDE, { reason: "", approver: "" }),
  );
  const waiver = make(
    document,
    "details",
    { className: "hb-reply-waiver" },
    make(document, "summary", {}, "Goes on without it for a time"),
    make(
      document,
      "div",
      { className: "hb-reply-fields" },
      ...grouped("waiver", WAIVER, { reason: "", approver: "", until: null }),
    ),
  );
  const rest = make(document, "div", { className: "hb-reply-fields" }, ...plain);
  const box = make(document, "div", { className: "hb-reply-more" }, aside, rest, waiver);

  const fill = (key, value) => {
    const input = inputs.get(key);
    if (input !== document.activeElement && input.value !== value) input.value = value;
  };
  const show = (answer) => {
    for (const [key] of PLAIN) fill(key, answer[key] ?? "");
    for (const [key] of ASIDE) fill(`not_applicable.${key}`, answer.not_applicable?.[key] ?? "");
    for (const [key] of WAIVER) fill(`waiver.${key}`, answer.waiver?.[key] ?? "");
    aside.hidden = !answer.not_applicable;
    if (answer.waiver) waiver.open = true;
  };
  return { box, show, first: () => inputs.get(aside.hidden ? "evidence" : "not_applicable.reason") };
}
