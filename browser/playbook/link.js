// Makes the link of an item a button that copies its address. Where copying is refused, the
// address is put where anybody can copy it from: the address bar.

import { say, statusOf } from "../base/say.js";

// A link is no copy: nobody can tell later what it led to when it was sent.
const SHOWS_THEN = "It leads to the item as it reads then.";

/** Replaces the links to a playbook's items, once. */
export function offerLinks(document) {
  const links = [...document.querySelectorAll("a.hb-anchor")];
  if (!links.length) return;
  const status = statusOf(document);
  for (const link of links) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hb-anchor";
    button.id = link.id;
    button.setAttribute("aria-labelledby", link.getAttribute("aria-labelledby"));
    button.textContent = "Copy link";
    button.addEventListener("click", () => take(link.href, status));
    link.replaceWith(button);
  }
}

async function take(address, status) {
  try {
    await navigator.clipboard.writeText(address);
    say(status, `Link copied. ${SHOWS_THEN}`);
  } catch {
    location.assign(address);
    say(status, `This browser did not allow copying. The link stands in the address bar. ${SHOWS_THEN}`);
  }
}
