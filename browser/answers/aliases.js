// Answers that outlive the names of their items and playbooks.

import { make } from "./sheet.js";

/** The sheet with what the page has, and what it lacks: { sheet, unknown: Map of answers }. */
export function known(sheet, page) {
  const on = (wanted) =>
    new Map([...sheet.answers].filter(([item]) => page.items.has(item) === wanted));
  return { sheet: { ...sheet, answers: on(true) }, unknown: on(false) };
}

/**
 * The sheet as the page now names its playbook and items: { sheet, carried }, where carried lists
 * { from, to } for every answer that moved. In a sheet of the same playbook, what leads elsewhere, or
 * where an answer stands already, stays as it is; of another playbook's, it is left out.
 */
export function carry(sheet, page) {
  const own = sheet.playbook === page.playbook;
  const renamed = page.aliases.get(sheet.playbook) === page.playbook;
  const made = { ...make(sheet), playbook: page.playbook };
  const carried = [];
  const late = [];
  for (const [item, answer] of sheet.answers) {
    const from = `${sheet.playbook}#${item}`;
    const to = resolve(from, page);
    const [playbook, name] = to.split("#");
    if (own && (to === from || playbook !== page.playbook || page.items.has(item))) {
      made.answers.set(item, answer);
    } else if (playbook === page.playbook) {
      late.push({ item, name, answer, from, to });
    }
  }
  for (const { item, name, answer, from, to } of late) {
    if (!made.answers.has(name)) {
      made.answers.set(name, answer);
      carried.push({ from, to });
    } else if (own) {
      made.answers.set(item, answer);
    }
  }
  if (own || renamed) made.parameters = new Map(sheet.parameters);
  return { sheet: made, carried };
}

/**
 * My sheet with what stood under older names: { sheet, carried, settled }. `has` tells of a key (see
 * saved.js) whether anything was ever entered under it here: that stays, so that what was emptied
 * does not come back. `settled` lists the renamed playbooks whose answers are all here now.
 */
export function adopt(mine, others, page, has) {
  const { sheet, carried } = carry(mine, page);
  const settled = [];
  for (const other of others) {
    const found = carry(other, page);
    let left = 0;
    for (const part of ["answers", "parameters"]) {
      for (const [name, value] of found.sheet[part]) {
        if (has(`${part}:${name}`)) left += 1;
        else if (!sheet[part].has(name)) sheet[part].set(name, value);
      }
    }
    if (!mine.answers.size) Object.assign(sheet, dates(other));
    carried.push(...found.carried.filter(({ to }) => !has(`answers:${to.split("#")[1]}`)));
    if (page.aliases.get(other.playbook) === page.playbook && !left) settled.push(other.playbook);
  }
  return { sheet, carried, settled };
}

function dates({ version, handbook_version }) {
  return { version, handbook_version };
}

/** Where an item stands now, following renamed items and playbooks; the address itself if none. */
export function resolve(address, { aliases }) {
  const seen = new Set();
  let here = address;
  while (!seen.has(here)) {
    seen.add(here);
    const [playbook, item] = here.split("#");
    const renamed = aliases.get(playbook);
    here = aliases.get(here) ?? (renamed === undefined ? here : `${renamed}#${item}`);
  }
  return here;
}
