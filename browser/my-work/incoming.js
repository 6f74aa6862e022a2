// The step between choosing a file and taking it in: what would change, playbook by playbook and
// vendor by vendor.

import { carry } from "../answers/aliases.js";
import { WAYS, preview } from "../answers/preview.js";
import { isEmpty } from "../answers/sheet.js";
import { nameOf } from "../vendors/comparison.js";
import { paired, previewOf } from "../vendors/taking-in.js";
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
  parameter: "Filled in",
  name: "Name",
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

/**
 * What a file brings, to ask about: [{ kind, title, textOf, isNew, seen, … }], with `sheet` or with
 * `mine` and `theirs`, as those who take it in want them. `sheetOf` has my sheet by playbook id.
 */
export function sheetsToAsk(sheets, { playbooks, sheetOf }) {
  return sheets.map((sheet) => {
    const mine = sheetOf(sheet.playbook);
    const playbook = playbooks.get(sheet.playbook);
    return {
      kind: "playbook",
      title: playbook?.title ?? `${sheet.playbook} (not in this handbook)`,
      textOf: (id) => playbook?.texts.get(id) ?? id,
      isNew: isEmpty(mine),
      seen: preview(mine, sheet),
      sheet,
    };
  });
}

/** The same for vendors; `mine` are those compared here. */
export function vendorsToAsk(vendors, { playbooks, mine: compared }) {
  return paired(compared, vendors).map(({ mine, theirs }, at) => ({
    kind: "vendor",
    title: `Vendor: ${nameOf(theirs, at)}`,
    textOf: (row) => {
      const [part, item] = row.split("#");
      return item ? (playbooks.get(theirs[part].playbook)?.texts.get(item) ?? item) : "The vendor";
    },
    isNew: !mine,
    seen: previewOf(mine, theirs),
    mine,
    theirs,
  }));
}

/** How many of each kind, as in "2 playbooks and 1 vendor". */
export function counted(asked) {
  return ["playbook", "vendor"]
    .map((kind) => [asked.filter((one) => one.kind === kind).length, kind])
    .filter(([count]) => count)
    .map(([count, kind]) => many(count, kind))
    .join(" and ");
}

/** The step: `take` gets what was asked about, each with its `way`; `leave` gets nothing. */
export function askWhatToTake(document, asked, { take, leave }) {
  const news = asked
    .filter(({ seen }) => seen.theirs.length)
    .map((one, number) => ({ one, ...askOne(document, one, number) }));
  const chosen = () => news.map(({ one, way }) => ({ ...one, way: way() }));
  const title = make(document, "h2", { tabIndex: -1, focus: "step" }, "What would change");
  const alike = counted(asked.filter(({ seen }) => !seen.theirs.length));
  const told = alike ? `${alike} the same as here already.` : "";
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

function askOne(document, { title, textOf, isNew, seen }, number) {
  const offers = isNew ? NEW_OFFERS : OFFERS;
  const changes = make(document, "div");
  let way = isNew ? "theirs" : "merge";
  const show = () => changes.replaceChildren(...told(document, seen, way, textOf));
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

function told(document, seen, way, textOf) {
  const rows = seen[way];
  const conflicts = way === "merge" ? seen.conflicts : [];
  const line = (words) => make(document, "p", {}, words);
  return [
    line(rows.length ? `${many(rows.length, "change")}:` : "Nothing changes."),
    ...listed(document, rows, becomes, textOf),
    conflicts.length ? line(`${many(conflicts.length, "conflict")}, in which yours stays:`) : "",
    ...listed(document, conflicts, clashes, textOf),
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
function listed(document, rows, words, textOf) {
  if (!rows.length) return [];
  const lines = new Map();
  for (const row of rows.slice(0, SHOWN_ROWS)) {
    const line = make(document, "li", {}, `${LABELS[row.field]}: ${words(row)}`);
    lines.set(row.id, [...(lines.get(row.id) ?? []), line]);
  }
  const items = [...lines].map(([id, inner]) => {
    const title = make(document, "strong", {}, textOf(id));
    return make(document, "li", {}, title, make(document, "ul", {}, ...inner));
  });
  const more = rows.length - SHOWN_ROWS;
  if (more > 0) items.push(make(document, "li", {}, `and ${more} more`));
  return [make(document, "ul", {}, ...items)];
}

function quoted(words) {
  return `“${words.length > SHOWN_WORDS ? `${words.slice(0, SHOWN_WORDS)}…` : words}”`;
}
