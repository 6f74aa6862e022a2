// A page that a browser loads is announced, and the next Tab starts at its top. A page that instant
// navigation swaps in is neither: so the focus goes where the reader is brought.

let arrived = false;

/** Gives the focus to the title of a page swapped in, or to the item its address names. */
export function arrive(document) {
  if (!arrived) return (arrived = true); // the browser loaded it
  const place = document.querySelector("article :target") ?? document.querySelector("article h1");
  if (!place) return;
  if (place.tabIndex < 0) {
    place.tabIndex = -1;
    place.addEventListener("blur", () => place.removeAttribute("tabindex"), { once: true });
  }
  place.focus({ preventScroll: true });
}
