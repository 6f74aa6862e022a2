// A button that opens a box of tools, and closes it again.

import { button, make } from "../my-work/elements.js";

/** { opener, box }: `filled` is called whenever the box opens. */
export function disclosure(document, words, className, filled) {
  const box = make(document, "div", { className: `hb-mine-box ${className}`, hidden: true });
  const opener = button(document, words, "", () => {
    box.hidden = !box.hidden;
    opener.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) filled();
  });
  opener.setAttribute("aria-expanded", "false");
  return { opener, box };
}
