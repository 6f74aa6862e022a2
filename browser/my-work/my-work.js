// The page "My work": everything in progress in this browser, to go on with, take out, bring in or
// erase. What it knows of the playbooks stands in the page; what is kept comes from the two stores,
// of answers and of compared vendors.

import { isEmpty } from "../answers/sheet.js";
import { pageStore } from "../answers/store.js";
import { blank, carried } from "../vendors/comparison.js";
import { pageComparison } from "../vendors/kept.js";
import { withTaken } from "../vendors/taking-in.js";
import { button, download, make } from "./elements.js";
import { fileName, readFile, writeFile } from "./file.js";
import { askWhatToTake, counted, renamed, sheetsToAsk, vendorsToAsk } from "./incoming.js";
import { comparedSoFar, many, progressOf, readPlaybooks, spoken } from "./progress.js";

const MAX_FILE = 40_000_000; // bytes; readFile counts characters
const VENDORS = "#vendors"; // no playbook has such an id

/** Brings the page to life, once. */
export function showMyWork(document) {
  const root = document.querySelector(".hb-work");
  if (!root?.hidden) return;
  const data = JSON.parse(document.querySelector(".hb-work-data").textContent);
  const playbooks = readPlaybooks(data.playbooks, root.dataset.handbook);
  const pageOf = (playbook) => playbooks.get(playbook)?.page ?? { playbook, items: new Map(), aliases: new Map() };
  const pages = { questions: pageOf(data.vendors.questions), signs: pageOf(data.vendors.signs) };
  const store = pageStore();
  const comparison = pageComparison(pages);
  const part = (name) => root.querySelector(`.hb-work-${name}`);
  const step = part("step");

  // What was renamed, a playbook or an item, brings along what stood under its old name.
  const addresses = [...playbooks.values()].flatMap(({ page }) => [...page.aliases.values()]);
  const renamedOnes = new Set(addresses.map((address) => address.split("#")[0]));
  for (const id of renamedOnes) store.open(playbooks.get(id).page);

  const say = (words) => {
    part("said").textContent = words;
  };

  const show = () => {
    const { ok, code, reason, sheets, damaged, more } = store.list();
    const { comparison: compared, undo } = comparison.get();
    const held = document.activeElement?.dataset?.focus;
    const warnings = damaged.map((one) => damagedBox(document, one, titleOf(one), erase));
    for (const one of comparison.unreadable()) {
      warnings.push(damagedBox(document, one, data.vendors.title, erase));
    }
    if (!ok) warnings.unshift(make(document, "p", {}, reason));
    part("warnings").replaceChildren(...warnings);
    const entries = sheets.map(sheetEntry);
    if (compared.vendors.length || undo) entries.push(vendorsEntry(compared, undo));
    part("list").replaceChildren(...entries);
    part("none").hidden = !ok || entries.length > 0;
    part("actions").hidden = code === "blocked";
    part("export").disabled = !entries.length;
    part("erase").disabled = !entries.length && !damaged.length && !more;
    if (held) focusOn(held);
  };

  const focusOn = (key) => {
    const found = [...root.querySelectorAll("[data-focus]")].find(({ dataset }) => dataset.focus === key);
    (found ?? part("said")).focus();
  };

  const titleOf = ({ playbook }) => playbooks.get(playbook)?.title ?? (playbook || "something");

  const sheetEntry = ({ playbook, sheet, changed, undo }) => {
    const when = spoken(changed);
    const { count, ...progress } = progressOf(sheet, playbooks.get(playbook));
    return entry(playbook, {
      ...progress,
      facts: [count, when && `last changed ${when}`].filter(Boolean).join(", "),
      gone: isEmpty(sheet),
      undo,
      clear: () => store.clear(playbook),
      back: () => store.undo(playbook),
    });
  };

  const vendorsEntry = (compared, undo) =>
    entry(VENDORS, {
      title: data.vendors.title,
      address: data.vendors.address,
      facts: comparedSoFar(compared),
      changes: [],
      gone: !compared.vendors.length,
      undo,
      clear: () => comparison.replace(blank()),
      back: () => comparison.undo(),
    });

  const entry = (key, { title, address, facts, changes, gone, undo, ...does }) => {
    const heading = address ? make(document, "a", { href: address }, title) : `${title} `;
    const back = () => {
      const result = does.back();
      say(result.ok ? `${title} is as it was.` : result.reason);
      focusOn(`clear:${key}`);
    };
    const clear = () => {
      const result = does.clear();
      say(result.ok ? `${title} is cleared. Undo brings it back until you leave this page.` : result.reason);
      focusOn(`undo:${key}`);
    };
    const named = (made) => {
      made.setAttribute("aria-label", `${made.textContent}: ${title}`);
      return made;
    };
    return make(
      document,
      "li",
      {},
      make(
        document,
        "div",
        { className: "hb-work-entry" },
        make(document, "p", {}, make(document, "strong", {}, heading)),
        make(document, "p", { className: "hb-note" }, gone ? "Cleared." : facts, address ? "" : " Not in this handbook."),
        changes.length && !gone ? changesBox(document, changes) : "",
      ),
      make(
        document,
        "p",
        { className: "hb-work-buttons" },
        undo ? named(button(document, "Undo", `undo:${key}`, back)) : "",
        gone ? "" : named(button(document, "Clear", `clear:${key}`, clear)),
      ),
    );
  };

  const erase = (key) => {
    const result = store.eraseDamaged(key);
    say(result.ok ? "Erased." : result.reason);
    show();
  };

  const openStep = (...inside) => {
    step.replaceChildren(...inside);
    step.hidden = false;
    focusOn("step");
  };
  const leaveStep = (key) => {
    step.hidden = true;
    step.replaceChildren();
    (root.querySelector(`.hb-work-${key}`) ?? part("said")).focus();
  };

  part("export").addEventListener("click", () => {
    const now = new Date();
    const sheets = store.list().sheets.map(({ sheet }) => sheet);
    const { vendors } = comparison.get().comparison;
    const text = writeFile({ sheets, vendors }, {
      when: now.toISOString(),
      handbook_version: root.dataset.handbook,
    });
    download(document, fileName(now), text, "application/json");
    say(`${fileName(now)} is made. It holds notes, names and evidence too: mind who gets it.`);
  });

  part("file").querySelector("input").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    const result =
      file.size > MAX_FILE
        ? { ok: false, reason: "it is larger than 10 MB" }
        : readFile(await file.text().catch(() => ""));
    target.value = "";
    if (!result.ok) {
      leaveStep("file input");
      say(`The file ${file.name} was not imported: ${result.reason}. What was here stays.`);
      return;
    }
    say("");
    const leave = () => leaveStep("file input");
    const take = (chosen) => {
      const taken = takeAll(chosen);
      const count = counted(chosen.filter(({ way }) => way !== "mine")) || "Nothing";
      say(taken.ok ? `${count} imported.` : `Not imported. ${taken.reason}`);
      // Where it was refused, the choices stay, to be made otherwise.
      if (taken.ok) leave();
      else part("said").focus();
    };
    const sheetOf = (playbook) => store.get(playbook).sheet;
    const { vendors: mine } = comparison.get().comparison;
    const asked = [
      ...sheetsToAsk(renamed(result.sheets, playbooks), { playbooks, sheetOf }),
      ...vendorsToAsk(carried(result, pages).vendors, { playbooks, mine }),
    ];
    openStep(...askWhatToTake(document, asked, { take, leave }));
  });

  /** Takes in everything that was chosen; where one of the stores refuses, neither has changed. */
  const takeAll = (chosen) => {
    const vendors = chosen.filter(({ kind, way }) => kind === "vendor" && way !== "mine");
    if (vendors.length) {
      const made = withTaken(comparison.get().comparison, vendors);
      if (!made.ok) return made;
      const kept = comparison.replace(made.comparison);
      if (!kept.ok) {
        comparison.undo();
        return kept;
      }
    }
    const taken = store.take(chosen.filter(({ kind }) => kind === "playbook"));
    if (!taken.ok && vendors.length) comparison.undo();
    return taken;
  };

  part("erase").addEventListener("click", () => {
    const words = "Every answer, note, name and vendor that this handbook keeps in this browser goes, also what could not be read. This cannot be undone.";
    const doIt = () => {
      const result = store.eraseAll();
      comparison.forget();
      say(result.ok ? "Everything is erased." : result.reason);
      leaveStep("said");
      show();
    };
    openStep(
      make(document, "h2", { tabIndex: -1, focus: "step" }, "Erase everything?"),
      make(document, "p", {}, words),
      make(
        document,
        "p",
        { className: "hb-work-buttons" },
        button(document, "Erase everything", "", doIt),
        button(document, "Keep everything", "", () => leaveStep("erase")),
      ),
    );
  });

  store.subscribe(show);
  comparison.subscribe(show);
  part("said").tabIndex = -1;
  root.hidden = false;
  document.querySelector(".hb-work-off").hidden = true;
  show();
}

function changesBox(document, changes) {
  const lines = changes.map(({ words, address }) =>
    make(document, "li", {}, address ? make(document, "a", { href: address }, words) : words),
  );
  const summary = `${many(changes.length, "answer")} to look at again: the handbook has changed since`;
  return make(
    document,
    "details",
    {},
    make(document, "summary", {}, summary),
    make(document, "ul", {}, ...lines),
  );
}

function damagedBox(document, { key, text, reason }, title, erase) {
  const save = () => download(document, "damaged-answers.txt", text, "text/plain");
  return make(
    document,
    "div",
    {},
    make(document, "p", {}, `What is kept for “${title}” cannot be used: ${reason}. It is left as it is.`),
    make(
      document,
      "p",
      { className: "hb-work-buttons" },
      button(document, "Save it as a file", `save:${key}`, save),
      button(document, "Erase it", `erase:${key}`, () => erase(key)),
    ),
  );
}
