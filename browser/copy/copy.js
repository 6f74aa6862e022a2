// Puts a playbook, a group or an item on the clipboard: Markdown for plain fields, a list for rich
// ones. Where that is refused, a field to copy from opens instead.

import { say, statusOf } from "../base/say.js";
import { asHtml, asMarkdown, tasks } from "./list.js";
import { readPlaybook } from "./reading.js";

/** Adds the buttons to a playbook's page, once. */
export function offerCopies(document) {
  const playbook = readPlaybook(document);
  if (!playbook || document.querySelector(".hb-copy")) return;
  const { strip, title, identity, sections } = playbook;
  const status = statusOf(document);

  const offer = (label, named, copy) => {
    const button = make(document, "button", { type: "button", className: "hb-copy hb-screen" });
    button.textContent = label;
    if (named) button.setAttribute("aria-label", `${label}: ${named}`);
    button.addEventListener("click", () => take(copy, button, status));
    return button;
  };
  // Pages keep a place of the button's size for each, so that nothing moves when it comes.
  const put = (row, button) => row.querySelector(".hb-copy-place").append(button);

  put(strip, offer("Copy playbook", "", playbook));
  for (const section of sections) {
    const group = { title, facts: [], sections: [section], identity };
    put(section.heading.nextElementSibling, offer("Copy group", section.title, group));
    for (const entry of section.entries) {
      const one = { title: "", facts: [], sections: [{ title: "", entries: [entry] }], identity };
      put(entry.box, offer("Copy", entry.text, one));
    }
  }
}

/** Puts a copy on the clipboard and says so; `button` asked for it. */
export async function take(copy, button, status) {
  const text = asMarkdown(copy);
  const html = asHtml(copy);
  const count = tasks(copy);
  const what = count === 1 ? "1 item" : count ? `${count} items` : "the text";
  try {
    const rich = await write(text, html);
    closeField(button.ownerDocument);
    say(status, `Copied ${what}, as ${rich ? "a list and as Markdown" : "Markdown"}.`);
  } catch {
    openField(button, text, html);
    say(status, "This browser did not allow copying. Copy the text from the field.");
  }
}

/** Whether rich text went along; throws where the clipboard is absent or refused. */
async function write(text, html) {
  const { clipboard } = navigator;
  if (!globalThis.ClipboardItem || !clipboard.write) {
    await clipboard.writeText(text);
    return false;
  }
  const blob = (type, content) => new Blob([content], { type });
  const both = { "text/plain": blob("text/plain", text), "text/html": blob("text/html", html) };
  await clipboard.write([new ClipboardItem(both)]);
  return true;
}

function openField(button, text, html) {
  const document = button.ownerDocument;
  closeField(document);
  const box = make(document, "div", { className: "hb-copy-field hb-screen" });
  const label = make(document, "label", { htmlFor: "hb-copy-text" });
  label.textContent = "This browser did not allow copying. Copy the text from here:";
  const field = make(document, "textarea", { id: "hb-copy-text", readOnly: true, rows: 8 });
  field.value = text;
  const close = make(document, "button", { type: "button", className: "hb-copy" });
  close.textContent = "Close";
  const leave = () => {
    closeField(document);
    button.focus();
  };
  close.addEventListener("click", leave);
  box.addEventListener("keydown", ({ key }) => key === "Escape" && leave());
  // Copied whole by hand, it brings the rich text along as the button would have.
  field.addEventListener("copy", (event) => {
    if (field.selectionStart > 0 || field.selectionEnd < field.value.length) return;
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", html);
    event.preventDefault();
  });
  box.append(label, field, close);
  (button.closest(".hb-copy-place") ?? button).parentElement.after(box);
  field.focus();
  field.select();
}

function closeField(document) {
  document.querySelector(".hb-copy-field")?.remove();
}

export function make(document, name, properties) {
  return Object.assign(document.createElement(name), properties);
}
