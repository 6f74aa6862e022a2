// A page that a browser loads is announced, and the next Tab starts at its top. A page that instant
// navigation swaps in is neither: so the focus goes where the reader is brought.

let last;

/** Gives the focus to the title of a page swapped in, or to what its address names; once a page. */
export function arrive(document) {
  const title = document.querySelector("article h1");
  const loaded = last === undefined; // by the browser itself
  if (!title || title === last) return;
  last = title;
  if (loaded) return;
  const place = document.querySelector("article :target") ?? title;
  if (place.tabIndex < 0) {
    place.tabIndex = -1;
    place.addEventListener("blur", () => place.removeAttribute("tabindex"), { once: true });
  }
  place.focus({ preventScroll: true });
}
