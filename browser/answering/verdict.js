// The verdict as words: what it is, what caused it, what would alter it. Pure apart from elements.

import { make } from "../my-work/elements.js";
import { many } from "../my-work/progress.js";

export const VERDICTS = { open: "Open", go: "Go", fix: "Fix", stop: "Stop" };

/** How far the answers go, in a sentence. */
export function progress({ items, answered, evidenced, claimed, not_applicable }) {
  const asked = items - not_applicable;
  const shown = answered
    ? `: ${evidenced} with evidence named, ${claimed} merely claimed`
    : "";
  const aside = not_applicable ? ` ${many(not_applicable, "item")} set aside of ${items}.` : "";
  return `${answered} of ${asked} answered${shown}.${aside}`;
}

/** The verdict in one line, as it is announced. */
export function announced(result) {
  return `Verdict: ${VERDICTS[result.verdict].toLowerCase()}. ${progress(result)}`;
}

/** What the verdict rests on, as elements; `linked(id)` is a link to an item. */
export function explained(document, { rules }, result, linked) {
  const list = (ids) => make(document, "ul", {}, ...ids.map((id) => make(document, "li", {}, linked(id))));
  const told = [];
  const rule = result.rule === null ? null : rules.rows[result.rule];
  const { leads } = rules;
  if (rule) {
    told.push(make(document, "p", {}, make(document, "strong", {}, rule.title), ` ${rule.advice}`));
  } else if (!result.answered) {
    told.push(make(document, "p", {}, "Nothing is answered yet, so nothing is decided."));
  } else if (result.verdict !== "open") {
    told.push(make(document, "p", {}, `However the rest is answered, this is ${result.verdict}.`));
  } else if (leads) {
    const words = `Where it ends is open: the worst that can be reached is ${result.worst}, the best ${result.best}.`;
    told.push(make(document, "p", {}, words));
  } else {
    const words = `With the rest at its worst this is ${result.worst}, at its best ${result.best}.`;
    told.push(make(document, "p", {}, words));
  }
  if (result.causes.length) {
    const way = leads ? "The way there:" : "What caused it:";
    told.push(make(document, "p", {}, way), list(result.causes));
  }
  if (result.undecided.length && result.answered) {
    const open = leads ? "To be answered next:" : "Still open, and it may depend on:";
    told.push(make(document, "p", {}, open), list(result.undecided));
  }
  if (result.changes.length && result.answered) {
    const each = result.changes.map(({ item, answer }) =>
      make(document, "li", {}, linked(item), `: ${answer}`),
    );
    const fewest = `Fewest changes that would make it ${result.altered}:`;
    told.push(make(document, "p", {}, fewest), make(document, "ul", {}, ...each));
  } else if (result.verdict !== "open") {
    told.push(make(document, "p", {}, "No one or two answers would alter it."));
  }
  return told;
}
