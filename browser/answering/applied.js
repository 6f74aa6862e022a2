// What a reader's own choices set aside, and what adds up. generator/answers.py does the same.

import { isSetAside } from "../verdicts/verdicts.js";

export const BY_CHOICE = "by the choice above";
const WHOLE = /^-?(?:0|[1-9][0-9]{0,14})$/;

/** The answers, with the items set aside that a choice among the parameters leaves out. */
export function applied(entries, { answers, parameters }) {
  const made = new Map(answers);
  for (const { id, applies, strength } of entries) {
    const chosen = applies && parameters.get(applies.parameter);
    if (!chosen || applies.one_of.includes(chosen)) continue;
    const own = made.get(id)?.not_applicable;
    if (own && isSetAside({ strength }, own)) continue;
    const reason = { reason: applies.because, approver: BY_CHOICE };
    made.set(id, { ...made.get(id), not_applicable: reason });
  }
  return made;
}

/** Whether a text is a whole number that is held exactly. */
export function isWhole(text) {
  return WHOLE.test(text);
}

/** The sum of whole numbers among the texts, or "" if none is there. */
export function sum(texts) {
  const whole = texts.filter((text) => WHOLE.test(text ?? ""));
  return whole.length ? String(whole.reduce((total, text) => total + Number(text), 0)) : "";
}
