// A long page is seen sooner if its far parts are laid out after its first view: item.css and find.css
// put that off where the root element says so, and here each is done in an idle moment of its own, so
// that soon the whole page is as any other. A page to which somebody comes back, and one that instant
// navigation swaps in, is laid out at once: where it is scrolled to must stay true.

const PARTS = ".md-content__inner > .hb-item, .hb-found > section > section";

const whenIdle = globalThis.requestIdleCallback ?? ((then) => setTimeout(then));

let started = false;

/** Lays out what was put off, part by part on the first page of a visit, else at once. */
export function layOutFarParts(document) {
  const { dataset } = document.documentElement;
  if (started) delete dataset.far;
  started = true;
  if (dataset.far === undefined) return;
  const all = () => layOutAtOnce(document);
  // Whoever goes through the page by keys may be at its end before its parts are in place.
  document.addEventListener("keydown", all, { once: true, capture: true });
  const parts = [...document.querySelectorAll(PARTS)];
  const next = () => {
    const part = parts.shift();
    if (!part || dataset.far === undefined) return all();
    part.dataset.laidOut = "";
    part.getBoundingClientRect(); // else browsers may lay out several at once, in one long task
    whenIdle(next);
  };
  whenIdle(next);
}

/** Lays out all that was put off. */
export function layOutAtOnce(document) {
  delete document.documentElement.dataset.far;
}
