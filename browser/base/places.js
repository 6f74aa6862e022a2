// Where a page is scrolled to, Material's script for instant navigation writes into the browser's
// history a moment after the scrolling has ended. If another page has been asked for meanwhile, and is
// on its way, that is the place of a page that is about to go, in the entry of the one to come: Back
// then leads to a wrong place, and a link to an item to where the last page stood.

let shown;

/** Lets an entry of the history keep no place but that of its own page; may be called again. */
export function keepPlaces() {
  if (shown === undefined) guard(history);
  shown = location.pathname;
}

function guard(history) {
  const replace = history.replaceState;
  history.replaceState = (...entry) => {
    if (location.pathname === shown) replace.apply(history, entry);
  };
}
