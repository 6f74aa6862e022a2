// The text formats with a reader's answers in them: the segments of each file, joined here.

import { toJson } from "../answers/sheet.js";
import { say, statusOf } from "../base/say.js";
import { button, download, make } from "../my-work/elements.js";
import { join } from "../segments/join.js";
import { dataOf } from "../segments/load.js";
import { disclosure } from "./disclosure.js";

/** The button and the box in which a reader takes answers out. */
export function takingOut(document, page) {
  const status = statusOf(document);
  const code = (words) => make(document, "code", {}, words);
  let kept;
  const links = [...document.querySelectorAll(".hb-take a[data-segments]")];
  const file = async (link) => {
    const segments = await dataOf(link.download, link.dataset.segments);
    return join(segments, kept.answers, kept.sheet.parameters);
  };
  const guarded = (act) => async () => {
    try {
      await act();
    } catch (error) {
      say(status, `That did not work: ${error.message}.`);
    }
  };
  const { opener, box } = disclosure(document, "Take my answers out", "hb-taking-out", () => {
    if (box.childElementCount) return;
    const rows = links.map((link) => {
      const name = link.textContent;
      const save = button(document, "Download", "", guarded(async () => {
        download(document, link.download, await file(link), link.dataset.type);
        say(status, `${link.download} is made, with your answers.`);
      }));
      const copy = button(document, "Copy", "", guarded(async () => {
        await navigator.clipboard.writeText(await file(link));
        say(status, `Copied: ${name}, with your answers.`);
      }));
      save.setAttribute("aria-label", `Download: ${name}`);
      copy.setAttribute("aria-label", `Copy: ${name}`);
      return make(document, "li", {}, make(document, "span", {}, name), save, copy);
    });
    const sheet = button(document, "Download the answer sheet (JSON)", "", () => {
      const text = `${JSON.stringify(toJson(kept.sheet), null, 2)}\n`;
      download(document, `${page.playbook}-answers.json`, text, "application/json");
    });
    box.append(
      make(document, "p", {}, "The same files as on this page, with your answers in them:"),
      make(document, "ul", {}, ...rows),
      make(document, "p", {}, sheet, " for the commands ", code("handbook assess"), " and ", code("handbook export"), "."),
      make(document, "p", {}, "Excel, Word, Calendar and JSON files cannot carry answers from this page. ", code("handbook export"), " writes them from the answer sheet, with ", code("--answers"), "."),
    );
  });
  return { opener, box, show: (state) => (kept = state) };
}
