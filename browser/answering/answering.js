// Answering a playbook: what somebody chooses is kept in this browser as it is entered, and the
// verdict follows. Nothing leaves the browser unless the reader takes it out.

import { changedSince, goneOf, shown } from "../answers/changes.js";
import { FIELDS, isEmpty } from "../answers/sheet.js";
import { pageStore } from "../answers/store.js";
import { say, statusOf } from "../base/say.js";
import { button, make } from "../my-work/elements.js";
import { beside } from "../verdicts/tree.js";
import { evaluate } from "../verdicts/verdicts.js";
import { applied } from "./applied.js";
import { enterAgain, takeEarly } from "./early.js";
import { readPage, rulesOf } from "./page.js";
import { parametersOf } from "./parameters.js";
import { replyOf } from "./reply.js";
import { receiveShared, sharing } from "./sharing.js";
import { takingOut } from "./taking-out.js";
import { VERDICTS, announced, explained, progress } from "./verdict.js";
import { recording } from "../record/recording.js";

const KEPT =
  "Kept in this browser alone, until you take it out. Sites on one address share this storage, and managed browsers may wipe it.";

const NO_RULES = "The rules did not arrive, so there is no verdict. Your answers are kept; load the page again.";

/** Makes a playbook's page answerable, once. */
export async function offerAnswers(document) {
  const read = readPage(document);
  if (!read || read.home.dataset.ready !== undefined) return;
  read.home.dataset.ready = "";
  const rules = await rulesOf(document, read).catch(() => say(statusOf(document), NO_RULES));
  if (read.strip.isConnected) start(document, { ...read, rules: rules ?? null });
}

function start(document, page) {
  const store = pageStore();
  const replies = page.entries.map((entry) => [entry.id, replyOf(document, page, entry, store)]);
  const showParameters = parametersOf(page, store);
  const panel = panelOf(document, page);
  const bar = barOf(document, page);
  const tools = [takingOut, recording, sharing].map((made) => made(document, page, store));
  // A button that goes away under somebody's fingers hands the focus to the one that takes it back.
  const clear = button(document, "Clear all", "", () => {
    store.clear(page.playbook);
    undo.focus();
  });
  const undo = button(document, "Undo clear", "", () => {
    store.undo(page.playbook);
    clear.focus();
  });
  const gone = goneBox(document, page, store);
  panel.tools.append(...tools.map(({ opener }) => opener), clear, undo);
  panel.rest.append(gone.box, ...tools.map(({ box }) => box));

  let before = null;
  const show = ({ sheet, damaged, undo: undoable, ...result }) => {
    const answers = applied(page.entries, sheet);
    const changed = new Map(changedSince(sheet, page).map((one) => [one.item, one]));
    const passed = page.rules?.leads ? beside(page.rules, answers) : new Set();
    for (const [id, reply] of replies) reply(sheet, answers, changed.get(id), passed.has(id));
    showParameters(sheet);
    gone.show(sheet);
    const found = page.rules && evaluate(page.rules, answers);
    panel.show(found, answers, { result, damaged });
    bar.show(found, isEmpty(sheet), answers.size);
    clear.disabled = isEmpty(sheet);
    undo.hidden = !undoable;
    undo.textContent = undoable === "take" ? "Undo taking in" : "Undo clear";
    for (const tool of tools) tool.show?.({ sheet, answers, found });
    const words = found && announced(found);
    if (words && before !== null && words !== before) panel.announce(words);
    before = words;
  };
  const stop = store.subscribe((state) => {
    if (!page.strip.isConnected) return stop();
    if (state.playbook === page.playbook) show(state);
  });
  page.home.hidden = false;
  const early = takeEarly(document);
  show(store.open(page));
  enterAgain(early);
  receiveShared(document, page, store);
}

/** Answers to items that the playbook no longer has, each to be removed. */
function goneBox(document, page, store) {
  const list = make(document, "ul");
  const title = "Answered once and no longer asked here. It counts no more, but is exported and shared until you remove it:";
  const box = make(document, "div", { className: "hb-gone", hidden: true }, make(document, "p", {}, title), list);
  const entryOf = (id, answer) => {
    const said = FIELDS.map((field) => shown(answer, field)).filter(Boolean).join("; ");
    const remove = button(document, "Remove", "", () => {
      store.clearItem(page.playbook, id);
      (list.querySelector("button") ?? page.home.querySelector("h2")).focus();
    });
    remove.setAttribute("aria-label", `Remove: ${id}`);
    return make(document, "li", {}, make(document, "code", {}, id), ` ${said} `, remove);
  };
  return {
    box,
    show(sheet) {
      const ids = goneOf(page, sheet);
      box.hidden = !ids.length;
      list.replaceChildren(...ids.map((id) => entryOf(id, sheet.answers.get(id))));
    },
  };
}

function panelOf(document, page) {
  const badge = make(document, "span", { className: "hb-badge" });
  const title = make(document, "h2", { id: "your-verdict", tabIndex: -1 }, "Your verdict ");
  if (page.rules) title.append(badge);
  else title.textContent = "Your answers";
  const far = make(document, "p");
  const told = make(document, "div");
  const failed = make(document, "p", { className: "hb-mine-failed", hidden: true });
  failed.setAttribute("role", "alert");
  const tools = make(document, "div", { className: "hb-mine-tools" });
  const rest = make(document, "div");
  const kept = make(document, "p", { className: "hb-note" }, KEPT);
  // Heard, not seen: the bar at the lower edge shows the same.
  const announced = make(document, "p", { className: "hb-unseen" });
  announced.setAttribute("role", "status");
  page.home.replaceChildren(title, failed, announced, far, told, tools, rest, kept);
  const texts = new Map(page.entries.map(({ id, text }) => [id, text]));
  const linked = (id) => make(document, "a", { href: `#${id}` }, texts.get(id) ?? id);
  return {
    tools,
    rest,
    announce(words) {
      announced.textContent = words;
    },
    show(found, answers, { result, damaged }) {
      const wrong = damaged
        ? `What was kept here could not be read (${damaged}); it is set aside when you go on.`
        : result.ok === false && result.reason;
      failed.hidden = !wrong;
      failed.textContent = wrong || "";
      if (!found) {
        far.textContent = `${answers.size} of ${page.entries.length} answered.`;
        return;
      }
      badge.textContent = VERDICTS[found.verdict];
      badge.className = `hb-badge hb-badge--${found.verdict}`;
      far.textContent = progress(found);
      told.replaceChildren(...explained(document, page, found, linked));
    },
  };
}

/** The verdict in a line at the lower edge, once there is something to say, and the way to the rest. */
function barOf(document, page) {
  const badge = make(document, "span", { className: "hb-badge" });
  const far = make(document, "span");
  const link = make(document, "a", { href: "#your-verdict" }, page.rules ? "Your verdict" : "Your answers");
  const work = make(document, "a", { href: page.home.dataset.work }, "My work");
  const bar = make(document, "div", { className: "hb-bar hb-screen", hidden: true }, badge, far, link, work);
  page.home.after(bar);
  // Browsers bring a text field's first line into view, which leaves the rest below the bar.
  page.strip.parentElement.addEventListener("focusin", ({ target }) => {
    if (bar.hidden || bar.contains(target)) return;
    const hidden = target.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
    if (hidden > 0) globalThis.scrollBy(0, hidden + 8);
  });
  return {
    show(found, empty, answered) {
      bar.hidden = empty;
      document.documentElement.toggleAttribute("data-hb-bar", !empty);
      badge.hidden = !found;
      const asked = found ? found.items - found.not_applicable : page.entries.length;
      far.textContent = `${found?.answered ?? answered} of ${asked} answered`;
      if (!found) return;
      badge.textContent = VERDICTS[found.verdict];
      badge.className = `hb-badge hb-badge--${found.verdict}`;
    },
  };
}
