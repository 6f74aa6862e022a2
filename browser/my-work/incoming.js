// The step between choosing a file and taking it in: what would change, playbook by playbook.

import { carry } from "../answers/aliases.js";
import { WAYS, preview } from "../answers/preview.js";
import { isEmpty } from "../answers/sheet.js";
import { button, make } from "./elements.js";
import { many } from "./progress.js";

const SHOWN_ROWS = 100;
const SHOWN_WORDS = 300;
const LABELS = {
  answer: "Answer",
  not_applicable: "Not applicable",
  owner: "Owner",
  due: "By",
  note: "Note",
  waiver: "Goes on without",
  evidence: "Evidence",
  parameter: "Own figure",
};
const OFFERS = { mine: "Keep mine", theirs: "Take theirs", merge: "Merge" };
const NEW_OFFERS = { mine: "Leave it out", theirs: "Take it in" };

/** The sheets of a file under the names that this handbook has for them. */
export function renamed(sheets, playbooks) {
  const made = new Map();
  for (const sheet of sheets) {
    const [anyone] = playbooks.values();
    const id = anyone?.page.aliases.get(sheet.playbook) ?? sheet.playbook;
    const playbook = playbooks.get(id);
    const carried = playbook ? carry(sheet, playbook.page).sheet : sheet;
    // Under its old and its new name in one file: the new name's answers are the later ones.
    if (!made.has(id) || sheet.playbook === id) made.set(id, carried);
  }
  return [...made.values()];
}

/** The step: `sheetOf` has mine by playbook id; `take` gets [{ sheet, way }], `leave` nothing. */
export function askWhatToTake(document, sheets, { playbooks, sheetOf, take, leave }) {
  const asked = sheets.map((theirs, number) => {
    const mine = sheetOf(theirs.playbook);
    const playbook = playbooks.get(theirs.playbook);
    return { theirs, ...askOne(document, { mine, theirs, playbook, number }) };
  });
  const news = asked.filter(({ box }) => box);
  const chosen = () => news.map(({ theirs: sheet, way }) => ({ sheet, way: way() }));
  const title = make(document, "h2", { tabIndex: -1, focus: "step" }, "What would change");
  const alike = asked.length - news.length;
  const told = alike ? `${many(alike, "playbook")} the same as here already.` : "";
  return [
    title,
    make(document, "p", {}, "Nothing has changed yet. ", told),
    ...news.map(({ box }) => box),
    make(
      document,
      "p",
      { className: "hb-work-buttons" },
      news.length ? button(document, "Import", "import", () => take(chosen())) : "",
      button(document, news.length ? "Cancel" : "Close", "cancel", leave),
    ),
  ];
}

function askOne(document, { mine, theirs, playbook, number }) {
  const seen = preview(mine, theirs);
  if (!seen.theirs.length) return { box: null };
  const isNew = isEmpty(mine);
  const offers = isNew ? NEW_OFFERS : OFFERS;
  const changes = make(document, "div");
  let way = isNew ? "theirs" : "merge";
  const show = () => changes.replaceChildren(...told(document, seen, way, playbook));
  const radios = WAYS.filter((one) => offers[one]).map((one) => {
    const radio = make(document, "input", {
      type: "radio",
      name: `hb-work-way-${number}`,
      value: one,
      checked: one === way,
    });
    radio.addEventListener("change", () => {
      way = one;
      show();
    });
    return make(document, "label", {}, radio, ` ${offers[one]}`);
  });
  const title = playbook?.title ?? `${theirs.playbook} (not in this handbook)`;
  const box = make(
    document,
    "fieldset",
    {},
    make(document, "legend", {}, title),
    make(document, "p", { className: "hb-work-ways" }, ...radios),
    changes,
  );
  show();
  return { box, way: () => way };
}

function told(document, seen, way, playbook) {
  const rows = seen[way];
  const conflicts = way === "merge" ? seen.conflicts : [];
  const line = (words) => make(document, "p", {}, words);
  return [
    line(rows.length ? `${many(rows.length, "change")}:` : "Nothing changes."),
    ...listed(document, rows, becomes, playbook),
    conflicts.length ? line(`${many(conflicts.length, "conflict")}, in which yours stays:`) : "",
    ...listed(document, conflicts, clashes, playbook),
  ];
}

function becomes({ from, to }) {
  if (!from) return `${quoted(to)} (was empty)`;
  return to ? `${quoted(from)} becomes ${quoted(to)}` : `${quoted(from)} is taken out`;
}

function clashes({ mine, theirs }) {
  return `yours is ${quoted(mine)}, theirs is ${quoted(theirs)}`;
}

/** The rows by item, each field of it in a line. */
function listed(document, rows, words, playbook) {
  if (!rows.length) return [];
  const lines = new Map();
  for (const row of rows.slice(0, SHOWN_ROWS)) {
    const line = make(document, "li", {}, `${LABELS[row.field]}: ${words(row)}`);
    lines.set(row.id, [...(lines.get(row.id) ?? []), line]);
  }
  const items = [...lines].map(([id, inner]) => {
    const title = make(document, "strong", {}, playbook?.texts.get(id) ?? id);
    return make(document, "li", {}, title, make(document, "ul", {}, ...inner));
  });
  const more = rows.length - SHOWN_ROWS;
  if (more > 0) items.push(make(document, "li", {}, `and ${more} more`));
  return [make(document, "ul", {}, ...items)];
}

function quoted(words) {
  return `“${words.length > SHOWN_WORDS ? `${words.slice(0, SHOWN_WORDS)}…` : words}”`;
}
