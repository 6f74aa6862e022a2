// A long page is seen sooner if its far parts are laid out after its first view: item.css and find.css
// put that off, and here each is done in an idle moment of its own, so that soon the whole page is as
// any other, to scroll, to search in and to read aloud.

const PARTS = ":is(.md-content__inner > .hb-item, .hb-found > section > section):not([data-laid-out])";

const whenIdle = globalThis.requestIdleCallback ?? ((then) => setTimeout(then));

/** Lays out what was put off, part by part; may be called again. */
export function layOutFarParts(document) {
  const parts = [...document.querySelectorAll(PARTS)];
  const next = () => {
    const part = parts.shift();
    if (!part) return;
    part.dataset.laidOut = "";
    part.getBoundingClientRect(); // else browsers may lay out several at once, in one long task
    whenIdle(next);
  };
  whenIdle(next);
}
