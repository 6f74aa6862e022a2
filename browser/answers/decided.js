// Who decided, when, and in which words, as it is kept beside a playbook's answers or a gate. Pure.

import { MAX_FIELD, isDay } from "./sheet.js";

const NOTHING = Object.freeze({ by: "", on: null, statement: "" });

/** What a kept text says, nothing where it says something else: { by, on, statement }. */
export function readDecided(text) {
  try {
    const { by, on, statement } = JSON.parse(text);
    return { by: words(by), on: isDay(on) ? on : null, statement: words(statement) };
  } catch {
    return NOTHING;
  }
}

export function isUndecided({ by, on, statement }) {
  return !by && !on && !statement;
}

function words(text) {
  return typeof text === "string" ? text.slice(0, MAX_FIELD) : "";
}
