// A team's answers to one playbook, as generator/answers.py has them. Pure: a change makes a new
// sheet (edit.js), and what a stranger wrote becomes one only through `read`.
//
//   sheet   { playbook, version, handbook_version, answers: Map of answers by item id,
//             parameters: Map of texts by name }
//   answer  { answer, not_applicable, waiver, owner, due, note, evidence, fingerprint }; answer and
//           due are text or null, not_applicable is { reason, approver } or null, waiver is
//           { reason, approver, until } or null, the rest is text
//   page    { playbook, version, handbook_version, items: Map of fingerprints by item id,
//             aliases: Map of new addresses by old ones, `playbook` or `playbook#item` }
//
// Functions that can fail return { ok: true, … } or { ok: false, reason } with words for a reader.

export const MAX_FIELD = 10_000;
export const MAX_ITEMS = 2_000;

/** What a reader fills in of an answer, in the order in which it is shown. */
export const FIELDS = ["answer", "not_applicable", "waiver", "owner", "due", "note", "evidence"];

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const MAX_ID = 64;
const LONE = /\p{Surrogate}/u;
const BLANK = Object.freeze({
  answer: null,
  not_applicable: null,
  waiver: null,
  owner: "",
  due: null,
  note: "",
  evidence: "",
  fingerprint: "",
});

class Wrong extends Error {}

/** A sheet with nothing in it. */
export function make({ playbook, version = "", handbook_version = "" }) {
  return { playbook, version, handbook_version, answers: new Map(), parameters: new Map() };
}

/** The answer to an item, blank if there is none. */
export function answerTo(sheet, item) {
  return sheet.answers.get(item) ?? BLANK;
}

/** Whether an item has a judgement: an answer, or that it does not apply. */
export function isAnswered(answer) {
  return answer.answer !== null || answer.not_applicable !== null;
}

/** Whether nothing was filled in. */
export function isBlank(answer) {
  return FIELDS.every((field) => !answer[field]);
}

export function isEmpty(sheet) {
  return sheet.answers.size === 0 && sheet.parameters.size === 0;
}

export function isId(text) {
  return typeof text === "string" && text.length <= MAX_ID && ID.test(text);
}

/** Whether a text is a day that exists, as in 2026-11-20, between 1900 and 2200. */
export function isDay(text) {
  if (!/^(?:19\d\d|20\d\d|21\d\d|2200)-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The sheet that parsed JSON holds, checked field by field: { ok, sheet } or { ok, reason }. */
export function read(data) {
  return attempt(() => ({ sheet: sheetOf(data) }));
}

/** One answer with a field set, checked: { ok, answer } or { ok, reason }. */
export function withField(answer, field, value) {
  return attempt(() => ({
    answer: answerOf({ ...answer, [field]: value || BLANK[field] }, `"${field}"`),
  }));
}

/** A parameter's text, checked: { ok, text } or { ok, reason }. */
export function readParameter(name, text) {
  return attempt(() => ({ text: parameterOf(name, text, `"${name}"`) }));
}

/** The sheet as JSON data, with what is empty left out; the command line reads the same. */
export function toJson(sheet) {
  const { playbook, version, handbook_version, answers, parameters } = sheet;
  const filled = (record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value));
  return {
    playbook,
    ...filled({ version, handbook_version }),
    answers: Object.fromEntries(
      [...answers].map(([item, { not_applicable, waiver, ...rest }]) => {
        const { reason, approver } = not_applicable ?? {};
        const set_aside = not_applicable && { reason, ...filled({ approver }) };
        const waived = waiver && { reason: waiver.reason, ...filled(waiver) };
        return [item, filled({ not_applicable: set_aside, waiver: waived, ...rest })];
      }),
    ),
    ...(parameters.size ? { parameters: Object.fromEntries(parameters) } : {}),
  };
}

function attempt(make) {
  try {
    return { ok: true, ...make() };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, reason: error.message };
    throw error;
  }
}

function sheetOf(data) {
  const fields = record(data, "the sheet", [
    "playbook",
    "version",
    "handbook_version",
    "start", // only a kickoff that the command line plans has one
    "answers",
    "parameters",
  ]);
  const playbook = fields.get("playbook");
  if (!isId(playbook)) throw new Wrong(`"playbook" must be a playbook's id`);
  return {
    playbook,
    version: optional(fields, "version", `"version"`),
    handbook_version: optional(fields, "handbook_version", `"handbook_version"`),
    answers: entries(fields.get("answers"), "answers", (given, item, where) => {
      if (!isId(item)) throw new Wrong(`${where}: ${quoted(item)} is not an item's id`);
      return answerOf(given, where);
    }),
    parameters: entries(fields.get("parameters"), "parameters", (given, name, where) =>
      parameterOf(name, given, where),
    ),
  };
}

function entries(data, name, entryOf) {
  const fields = data === undefined ? new Map() : record(data, `"${name}"`);
  if (fields.size > MAX_ITEMS) throw new Wrong(`"${name}" has more than ${MAX_ITEMS} entries`);
  return new Map(
    [...fields].map(([key, given]) => [key, entryOf(given, key, `${name}, ${quoted(key)}`)]),
  );
}

function answerOf(data, where) {
  const fields = record(data, where, Object.keys(BLANK));
  const text = (field) => optional(fields, field, `${where}, "${field}"`);
  const due = fields.get("due") ?? null;
  if (due !== null && !isDay(due)) {
    throw new Wrong(`${where}, "due" must be a day that exists, as in 2026-11-20`);
  }
  return Object.freeze({
    answer: fields.get("answer") === null ? null : text("answer") || null,
    not_applicable: setAside(fields.get("not_applicable") ?? null, where),
    waiver: waived(fields.get("waiver") ?? null, where),
    owner: text("owner"),
    due,
    note: text("note"),
    evidence: text("evidence"),
    fingerprint: text("fingerprint"),
  });
}

function setAside(data, where) {
  if (data === null) return null;
  const place = `${where}, "not_applicable"`;
  const fields = record(data, place, ["reason", "approver"]);
  return Object.freeze({
    reason: words(fields.get("reason"), `${place}, "reason"`),
    approver: optional(fields, "approver", `${place}, "approver"`),
  });
}

function waived(data, where) {
  if (data === null) return null;
  const place = `${where}, "waiver"`;
  const fields = record(data, place, ["reason", "approver", "until"]);
  const until = fields.get("until") ?? null;
  if (until !== null && !isDay(until)) {
    throw new Wrong(`${place}, "until" must be a day that exists, as in 2026-11-20`);
  }
  return Object.freeze({
    reason: words(fields.get("reason"), `${place}, "reason"`),
    approver: optional(fields, "approver", `${place}, "approver"`),
    until,
  });
}

function parameterOf(name, text, where) {
  if (!isId(name)) throw new Wrong(`${where}: ${quoted(name)} is not a parameter's name`);
  return words(text, where);
}

/** The fields as a Map, so that no name of a field can reach a prototype. */
function record(data, where, known) {
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new Wrong(`${where} must be a group of fields`);
  }
  const fields = new Map(Object.entries(data));
  const stray = known && [...fields.keys()].find((name) => !known.includes(name));
  if (stray !== undefined && known) throw new Wrong(`${where} has no field ${quoted(stray)}`);
  return fields;
}

function optional(fields, name, where) {
  return fields.has(name) ? words(fields.get(name), where) : "";
}

function words(value, where) {
  if (typeof value !== "string") throw new Wrong(`${where} must be text`);
  if (value.length > MAX_FIELD && [...value].length > MAX_FIELD) {
    throw new Wrong(`${where} is longer than ${MAX_FIELD} characters`);
  }
  if (LONE.test(value)) throw new Wrong(`${where} holds half a character`);
  return value;
}

/** A stranger's words in a message, cut short. */
function quoted(text) {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
