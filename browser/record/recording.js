// The box in which a reader makes a decision record: a page to print, Markdown to commit, JSON.

import { disclosure } from "../answering/disclosure.js";
import { say, statusOf } from "../base/say.js";
import { button, download, make } from "../my-work/elements.js";
import { asMarkdown, recordOf } from "./record.js";
import { boardOf, viewOf } from "./view.js";

const KEPT = "These three stay in this browser and in the record: neither a link nor an exported file has them.";

/**
 * The button and the box; `show` keeps it up to date. A page that makes its record otherwise has
 * `record(state, decided)`. Who decided is kept in the store, under the page's playbook.
 */
export function recording(document, page, store) {
  const status = statusOf(document);
  const field = (label, type) => {
    const input =
      type === "textarea"
        ? make(document, "textarea", { rows: 2, maxLength: 10_000 })
        : make(document, "input", { type, maxLength: 200 });
    return { input, row: make(document, "label", {}, make(document, "span", {}, label), input) };
  };
  const by = field("Who decided", "text");
  const on = field("On", "date");
  const statement = field("In a sentence (may stay empty)", "textarea");
  const paper = make(document, "div", { className: "hb-paper" });
  let state;
  const decided = () => ({
    by: by.input.value.trim(),
    on: on.input.value || null,
    statement: statement.input.value.trim(),
  });
  const record = () =>
    page.record
      ? page.record(state, decided())
      : recordOf(page, state.sheet, state.answers, state.found, decided());
  const fill = () => paper.replaceChildren(...viewOf(document, record()));
  const print = (made) => {
    paper.replaceChildren(...made);
    const { classList } = document.documentElement;
    classList.add("hb-printing-paper");
    globalThis.addEventListener("afterprint", () => {
      classList.remove("hb-printing-paper");
      fill();
    }, { once: true });
    globalThis.print();
  };
  const name = `${page.playbook}-decision`;
  const tools = [
    button(document, "Print the record", "", () => print(viewOf(document, record()))),
    ...(page.playbook === "why-still-almost-ready"
      ? [button(document, "Print the board page", "", () => print(boardOf(document, record(), blockOf())))]
      : []),
    button(document, "Download Markdown", "", () => {
      download(document, `${name}.md`, asMarkdown(record()), "text/markdown");
      say(status, `${name}.md is made.`);
    }),
    button(document, "Download JSON", "", () => {
      const text = `${JSON.stringify(record(), null, 2)}\n`;
      download(document, `${name}.json`, text, "application/json");
      say(status, `${name}.json is made.`);
    }),
  ];

  /** The first item that caused the verdict, else the first at its worst, as the main block. */
  function blockOf() {
    const worst = page.rules.scale[0];
    const cause = state.found.causes.find((id) => state.answers.get(id)?.answer !== page.rules.scale.at(-1));
    const first = page.entries.find(({ id }) => state.answers.get(id)?.answer === worst);
    const id = cause ?? first?.id;
    const entry = page.entries.find((one) => one.id === id);
    const { evidence, owner, due } = state.answers.get(id) ?? {};
    const none = state.found.verdict === "go" ? "none" : undefined;
    return { block: entry?.text ?? none, evidence, owner, due };
  }

  const inputs = Object.entries({ by, on, statement }).map(([name, { input }]) => [name, input]);
  const takeUp = () => {
    const kept = store.decided(page.playbook);
    for (const [name, input] of inputs) {
      const value = kept[name] ?? "";
      if (input !== document.activeElement && input.value.trim() !== value) input.value = value;
    }
  };
  for (const [name, input] of inputs) {
    // One field at a time, since another tab may have filled in the others.
    input.addEventListener("input", () => {
      const now = { ...store.decided(page.playbook), [name]: decided()[name] };
      const result = store.setDecided(page.playbook, now);
      if (!result.ok) say(status, result.reason);
      fill();
    });
    input.addEventListener("blur", () => {
      takeUp();
      fill();
    });
  }
  const { opener, box } = disclosure(document, "Decision record", "hb-recording", fill);
  box.append(
    make(document, "div", { className: "hb-reply-fields" }, by.row, on.row, statement.row),
    make(document, "p", { className: "hb-note" }, KEPT),
    make(document, "div", { className: "hb-mine-tools" }, ...tools),
    paper,
  );
  return {
    opener,
    box,
    show(next) {
      state = next;
      takeUp();
      if (!box.hidden) fill();
    },
  };
}
