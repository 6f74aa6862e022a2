// What "My work" says of each sheet. Pure: the page's own data and the store's sheets go in.

import { known } from "../answers/aliases.js";
import { changedSince } from "../answers/changes.js";
import { isAnswered } from "../answers/sheet.js";
import { PARTS, nameOf } from "../vendors/comparison.js";

const CHANGES = {
  changed: "reads differently now",
  gone: "is no longer asked",
  moved: "stands in another playbook now",
};

/**
 * The playbooks by id, as { title, address, texts: Map of words by item id, page }, from the page's
 * data; for `page` see answers/sheet.js.
 */
export function readPlaybooks(data, handbook_version) {
  const aliases = new Map(data.flatMap(({ aliases }) => Object.entries(aliases)));
  return new Map(
    data.map(({ id, title, version, address, items }) => [
      id,
      {
        title,
        address,
        texts: new Map(items.map(([item, , text]) => [item, text])),
        page: {
          playbook: id,
          version,
          handbook_version,
          items: new Map(items.map(([item, fingerprint]) => [item, fingerprint])),
          aliases,
        },
      },
    ]),
  );
}

/**
 * How far a sheet is: { title, address, count, changes: [{ words, address }] }. A playbook that this
 * handbook lacks has no address, and its id for a title.
 */
export function progressOf(sheet, playbook) {
  if (!playbook) {
    const count = `${many(answered(sheet.answers), "item")} answered`;
    return { title: sheet.playbook, address: "", count, changes: [] };
  }
  const { title, address, texts, page } = playbook;
  const here = known(sheet, page).sheet.answers;
  return {
    title,
    address,
    count: `${answered(here)} of ${many(page.items.size, "item")} answered`,
    changes: changedSince(sheet, page).map(({ item, change }) => ({
      words: `${texts.get(item) ?? item}: ${CHANGES[change]}`,
      address: change === "changed" ? `${address}#${item}` : "",
    })),
  };
}

/** How far a comparison of vendors is, in words. */
export function comparedSoFar({ vendors }) {
  const answers = vendors.flatMap((vendor) => PARTS.map((part) => answered(vendor[part].answers)));
  const items = many(answers.reduce((one, other) => one + other, 0), "item");
  return `${many(vendors.length, "vendor")}: ${vendors.map(nameOf).join(", ")}; ${items} answered`;
}

function answered(answers) {
  return [...answers.values()].filter(isAnswered).length;
}

/** "1 item", "2 items". */
export function many(number, one) {
  return `${number} ${one}${number === 1 ? "" : "s"}`;
}

/** When it was, in the reader's time, from a time as in 2026-11-20T10:00:00.000Z; or nothing. */
export function spoken(when) {
  const time = new Date(when);
  if (Number.isNaN(time.getTime())) return "";
  return time.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
}
