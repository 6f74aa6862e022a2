// Vendors side by side: a column of the table for each, kept in this browser alone, and the ranking.

import { answerTo } from "../answers/sheet.js";
import { say, statusOf } from "../base/say.js";
import { askedOf } from "../gate/asked.js";
import { button, download, make } from "../my-work/elements.js";
import { many } from "../my-work/progress.js";
import { cellOf } from "./cell.js";
import * as comparison from "./comparison.js";
import { pageComparison } from "./kept.js";
import { badgeOf, pointsOf, rankingOf, standingOf } from "./standing.js";

const MAX_FILE = 40_000_000; // bytes; parse counts characters
const FILE = `${comparison.FORMAT}.json`;
const KEPT =
  "Kept in this browser alone, until you export it, here or under My work. Sites on one address share this storage, and managed browsers may wipe it. “Erase everything” under My work removes it too.";

/** Brings the page to life, once. */
export function compareVendors(document) {
  const root = document.querySelector("section.hb-vendors");
  if (!root?.hidden) return;
  const table = document.querySelector(".hb-vendors-table");
  const data = JSON.parse(document.querySelector(".hb-vendors-data").textContent);
  const pages = {
    questions: askedOf(data.questions, root.dataset.handbook),
    signs: askedOf(data.signs, root.dataset.handbook),
  };
  const store = pageComparison(pages);
  const columns = columnsOf(document, table, pages, store);
  const panel = panelOf(document, root, pages, store, columns);
  const show = (view) => {
    const standing = standingOf(view.comparison, pages);
    columns.show(view.comparison, standing);
    panel.show(view, standing);
  };
  const stop = store.subscribe((view) => (root.isConnected ? show(view) : stop()));
  for (const blank of table.querySelectorAll(".hb-vendors-blank")) blank.remove();
  root.hidden = false;
  document.querySelector(".hb-vendors-off").hidden = true;
  show(store.get());
}

/** The columns of the table; they are made again only when vendors come or go. */
function columnsOf(document, table, pages, store) {
  const [head] = table.tHead.rows;
  const rows = [...table.querySelectorAll("tr[data-item]")];
  const groups = [...table.querySelectorAll(".hb-vendors-group th")];
  const sums = make(document, "tr", { className: "hb-vendors-sums" }, make(document, "th", { scope: "row" }, "Where it stands"));
  table.tHead.after(make(document, "tbody", {}, sums));
  let made = null;

  function columnOf(id, at) {
    const name = make(document, "input", { type: "text", maxLength: comparison.MAX_NAME, placeholder: `Vendor ${at + 1}` });
    name.setAttribute("aria-label", `Name of vendor ${at + 1}`);
    name.addEventListener("input", () => store.change((one) => comparison.renamed(one, id, name.value)));
    const remove = button(document, "Remove", "", () => {
      const { comparison: latest } = store.get();
      store.replace(comparison.removed(latest, id).comparison);
      document.querySelector(".hb-vendors-add").focus();
    });
    const called = make(document, "span", { className: "hb-vendors-paper" });
    const heading = make(document, "th", { scope: "col" }, name, remove, called);
    const sum = make(document, "td", {});
    const cells = rows.map((row) => {
      const { part, item } = row.dataset;
      const { scale, entries } = pages[part];
      const text = entries.find((entry) => entry.id === item).text;
      const { cell, show } = cellOf(document, { part, scale, text }, {
        set: (field, value) =>
          store.change((one) => comparison.answered(one, id, part, pages[part], item, field, value)),
        take: () => store.change((one) => comparison.emptied(one, id, part, item)),
      });
      row.append(cell);
      return { cell, show: (vendor, words) => show(answerTo(vendor[part], item), words) };
    });
    head.append(heading);
    sums.append(sum);
    return {
      id,
      name,
      remove: () => [heading, sum, ...cells.map(({ cell }) => cell)].forEach((one) => one.remove()),
      show(vendor, stands) {
        if (name !== document.activeElement && name.value !== vendor.name) name.value = vendor.name;
        remove.setAttribute("aria-label", `Remove ${stands.name}`);
        called.textContent = stands.name;
        sum.replaceChildren(...sumOf(stands));
        for (const { show } of cells) show(vendor, stands.name);
      },
    };
  }

  const sumOf = ({ begun, out, questions, signs, seen, unsure, score }) => !begun ? ["Nothing is answered yet"] : [
    ...(out ? [make(document, "strong", {}, "Out")] : []),
    make(document, "div", {}, "Answers: ", badgeOf(document, questions.verdict)),
    make(document, "div", {}, pointsOf(score)),
    make(document, "div", {}, "Red flags: ", badgeOf(document, signs.verdict)),
    make(document, "div", {}, `${seen} seen, ${unsure} unsure, ${signs.unanswered} open of ${signs.items}`),
  ];

  return {
    show({ vendors }, standing) {
      const ids = vendors.map(({ id }) => id);
      if (made?.map(({ id }) => id).join() !== ids.join()) {
        for (const column of made ?? []) column.remove();
        made = ids.map(columnOf);
        for (const group of groups) group.colSpan = ids.length + 1;
      }
      made.forEach((column, at) => column.show(vendors[at], standing[at]));
    },
    focusLast: () => made.at(-1)?.name.focus(),
  };
}

function panelOf(document, root, pages, store, columns) {
  const status = statusOf(document);
  const order = make(document, "div", {});
  const failed = make(document, "p", { className: "hb-mine-failed", hidden: true });
  failed.setAttribute("role", "alert");
  const add = button(document, "Add a vendor", "", () => {
    const result = store.change((one) => comparison.added(one, randomId(), pages));
    if (result.comparison.vendors.length) columns.focusLast();
  });
  add.className = "hb-vendors-add";
  const save = button(document, "Export as a file", "", () => {
    download(document, FILE, comparison.write(store.get().comparison), "application/json");
    say(status, `${FILE} is made. It holds names and evidence: mind who gets it.`);
  });
  const file = make(document, "input", { type: "file", accept: ".json,application/json" });
  file.addEventListener("change", async () => {
    const [given] = file.files;
    if (!given) return;
    const read =
      given.size > MAX_FILE
        ? { ok: false, reason: "it is larger than 10 MB" }
        : comparison.parse(await given.text().catch(() => ""));
    file.value = "";
    if (!read.ok) return say(status, `The file was not imported: ${read.reason}. What was here stays.`);
    const { ok, reason } = store.replace(read.comparison);
    const count = many(read.comparison.vendors.length, "vendor");
    say(status, ok ? `${count} imported in place of what was here. “Undo” brings that back.` : reason);
  });
  const print = button(document, "Print the table", "", () => globalThis.print());
  const clear = button(document, "Clear all", "", () => store.replace(comparison.blank()));
  const undo = button(document, "Undo", "", () => {
    store.undo();
    add.focus();
  });
  root.replaceChildren(
    make(document, "h2", { id: "vendors-standing" }, "Where the vendors stand"),
    failed,
    order,
    make(
      document,
      "div",
      { className: "hb-mine-tools" },
      add,
      save,
      make(document, "label", { className: "hb-work-file" }, "Import a file ", file),
      print,
      clear,
      undo,
    ),
    make(document, "p", { className: "hb-note" }, KEPT),
  );
  return {
    show({ ok, reason, damaged, undo: undoable }, standing) {
      const wrong = damaged
        ? `What was kept here could not be read: ${damaged}. It is set aside when you go on.`
        : !ok && reason;
      failed.hidden = !wrong;
      failed.textContent = wrong || "";
      order.replaceChildren(...rankingOf(document, standing, pages));
      add.disabled = standing.length >= comparison.MAX_VENDORS;
      save.disabled = !standing.length;
      clear.disabled = !standing.length;
      undo.hidden = !undoable;
    },
  };
}

function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
