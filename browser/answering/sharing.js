// A link that carries the answers, made on purpose, and the preview of one that somebody opened.

import { decode, encode } from "../answers/share.js";
import { isShared } from "../answers/traces.js";
import { say, statusOf } from "../base/say.js";
import { askWhatToTake, sheetsToAsk } from "../my-work/incoming.js";
import { button, make } from "../my-work/elements.js";
import { disclosure } from "./disclosure.js";

const CHOICES = [
  ["notes", "Notes and reasons"],
  ["names", "Names of owners and of those who agreed"],
  ["evidence", "Evidence"],
];
const FILLED = ["filled", "What was filled in as free text, which may hold names"];

/** The button and the box in which a reader makes a link. */
export function sharing(document, page, store) {
  const status = statusOf(document);
  const texts = page.parameters.filter(({ type }) => type === "text");
  const plain = new Set(page.parameters.filter((one) => !texts.includes(one)).map(({ id }) => id));
  let field;
  /** A link that carries something else than what is ticked and kept now must not be passed on. */
  const withdraw = () => {
    if (field) [field.hidden, field.value] = [true, ""];
  };
  const { opener, box } = disclosure(document, "Share a link", "hb-sharing", () => {
    if (box.childElementCount) return;
    const ticks = [...CHOICES, ...(texts.length ? [FILLED] : [])].map(([name, words]) => [
      name,
      make(document, "input", { type: "checkbox" }),
      words,
    ]);
    for (const [, tick] of ticks) tick.addEventListener("change", withdraw);
    field = make(document, "input", { type: "text", readOnly: true, hidden: true });
    field.setAttribute("aria-label", "The link");
    const make_link = button(document, "Make the link and copy it", "", async () => {
      const wanted = Object.fromEntries(ticks.map(([name, tick]) => [name, tick.checked]));
      const { sheet } = store.get(page.playbook);
      const made = await encode(sheet, page.address, { ...wanted, plain });
      field.hidden = !made.ok;
      if (!made.ok) return say(status, made.reason);
      field.value = made.link;
      try {
        await navigator.clipboard.writeText(made.link);
        say(status, "The link is copied. Whoever holds it holds the answers.");
      } catch {
        field.focus();
        field.select();
        say(status, "This browser did not allow copying. Copy the link from the field.");
      }
    });
    box.append(
      make(
        document,
        "p",
        {},
        "The link carries your answers after its #, which is sent to no server. Whoever holds the link holds the answers. It cannot be called back.",
      ),
      make(
        document,
        "fieldset",
        {},
        make(document, "legend", {}, "Put in, too"),
        ...ticks.map(([, tick, words]) => make(document, "label", {}, tick, ` ${words}`)),
      ),
      make(document, "p", {}, make_link),
      field,
    );
  });
  return { opener, box, show: withdraw };
}

/** Shows what a link carries before anything is taken; listens for links opened later, too. */
export function receiveShared(document, page, store) {
  const receive = async () => {
    if (!page.strip.isConnected) return globalThis.removeEventListener("hashchange", receive);
    const { hash } = location;
    if (!isShared(hash)) return;
    // The answers do not stay in the address: it is copied, kept and looked at.
    history.replaceState(history.state, "", page.address);
    const found = await decode(hash, [page.playbook]);
    show(found);
  };
  const texts = new Map([
    ...page.parameters.map(({ id, label }) => [id, label]),
    ...page.entries.map(({ id, text }) => [id, text]),
  ]);
  const box = make(document, "section", { className: "hb-received hb-screen", hidden: true });
  page.strip.after(box);
  const close = () => {
    box.hidden = true;
    box.replaceChildren();
    page.home.querySelector("h2").focus();
  };
  const show = (found) => {
    box.hidden = false;
    if (!found.ok) {
      box.replaceChildren(
        make(document, "h2", { tabIndex: -1 }, "This link could not be opened"),
        make(document, "p", {}, `${found.reason} What is kept here stays as it is.`),
        make(document, "p", {}, button(document, "Close", "", close)),
      );
    } else {
      const asked = sheetsToAsk([found.sheet], {
        playbooks: new Map([[page.playbook, { title: page.title, page, texts }]]),
        sheetOf: (playbook) => store.get(playbook).sheet,
      });
      const steps = askWhatToTake(document, asked, {
        take: (chosen) => {
          const result = store.take(chosen);
          close();
          say(statusOf(document), result.ok ? "Taken in." : result.reason);
        },
        leave: close,
      });
      box.replaceChildren(make(document, "h2", { tabIndex: -1 }, "Somebody shared answers with you"), ...steps);
    }
    const title = box.querySelector("h2");
    box.setAttribute("aria-label", title.textContent);
    title.focus();
  };
  globalThis.addEventListener("hashchange", receive);
  receive();
}
