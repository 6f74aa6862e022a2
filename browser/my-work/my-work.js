// The page "My work": everything in progress in this browser, to go on with, take out, bring in or
// erase. What it knows of the playbooks stands in the page; what is kept comes from the store.

import { fileName, readFile, writeFile } from "../answers/file.js";
import { pageStore } from "../answers/store.js";
import { button, download, make } from "./elements.js";
import { askWhatToTake, renamed } from "./incoming.js";
import { many, progressOf, readPlaybooks, spoken } from "./progress.js";

const MAX_FILE = 40_000_000; // bytes; readFile counts characters

/** Brings the page to life, once. */
export function showMyWork(document) {
  const root = document.querySelector(".hb-work");
  if (!root?.hidden) return;
  const data = document.querySelector(".hb-work-playbooks").textContent;
  const playbooks = readPlaybooks(data, root.dataset.handbook);
  const store = pageStore();
  const part = (name) => root.querySelector(`.hb-work-${name}`);
  const step = part("step");

  // A playbook that was renamed brings along what stood under its old name.
  const renamedOnes = new Set([...playbooks.values()].flatMap(({ page }) => [...page.aliases.values()]));
  for (const id of renamedOnes) store.open(playbooks.get(id).page);

  const say = (words) => {
    part("said").textContent = words;
  };

  const show = () => {
    const { ok, code, reason, sheets, damaged, more } = store.list();
    const held = document.activeElement?.dataset?.focus;
    const warnings = damaged.map((one) => damagedBox(document, one, playbooks, erase));
    if (!ok) warnings.unshift(make(document, "p", {}, reason));
    part("warnings").replaceChildren(...warnings);
    part("list").replaceChildren(...sheets.map(entry));
    part("none").hidden = !ok || sheets.length > 0;
    part("actions").hidden = code === "blocked";
    part("export").disabled = !sheets.length;
    part("erase").disabled = !sheets.length && !damaged.length && !more;
    if (held) focusOn(held);
  };

  const focusOn = (key) => {
    const found = [...root.querySelectorAll("[data-focus]")].find(({ dataset }) => dataset.focus === key);
    (found ?? part("said")).focus();
  };

  const entry = ({ playbook, sheet, changed, undo }) => {
    const { title, address, count, changes } = progressOf(sheet, playbooks.get(playbook));
    const heading = address ? make(document, "a", { href: address }, title) : `${title} `;
    const when = spoken(changed);
    const gone = undo && !sheet.answers.size && !sheet.parameters.size;
    const facts = gone ? "Cleared." : [count, when && `last changed ${when}`].filter(Boolean).join(", ");
    const back = () => {
      const result = store.undo(playbook);
      say(result.ok ? `${title} is as it was.` : result.reason);
      focusOn(`clear:${playbook}`);
    };
    const clear = () => {
      const result = store.clear(playbook);
      say(result.ok ? `${title} is cleared. Undo brings it back until you leave this page.` : result.reason);
      focusOn(`undo:${playbook}`);
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
        make(document, "p", { className: "hb-note" }, facts, address ? "" : " Not in this handbook."),
        changes.length && !gone ? changesBox(document, changes) : "",
      ),
      make(
        document,
        "p",
        { className: "hb-work-buttons" },
        undo ? named(button(document, "Undo", `undo:${playbook}`, back)) : "",
        gone ? "" : named(button(document, "Clear", `clear:${playbook}`, clear)),
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
    const text = writeFile(sheets, {
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
    const sheets = renamed(result.sheets, playbooks);
    const take = (chosen) => {
      const taken = store.take(chosen);
      const count = chosen.filter(({ way }) => way !== "mine").length;
      say(taken.ok ? `${many(count, "playbook")} imported.` : `Not imported. ${taken.reason}`);
      leaveStep("file input");
    };
    const sheetOf = (playbook) => store.get(playbook).sheet;
    const leave = () => leaveStep("file input");
    openStep(...askWhatToTake(document, sheets, { playbooks, sheetOf, take, leave }));
  });

  part("erase").addEventListener("click", () => {
    const words = "Every answer, note and name that this handbook keeps in this browser goes, also what could not be read. This cannot be undone.";
    const doIt = () => {
      const result = store.eraseAll();
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

function damagedBox(document, { key, playbook, text, reason }, playbooks, erase) {
  const title = playbooks.get(playbook)?.title ?? (playbook || "something");
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
