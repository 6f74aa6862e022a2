// For instant navigation Material's script gives all addresses on a page their full form, by setting
// each to itself as soon as it starts. A browser then loads and applies the style sheets anew, while
// somebody reads. So the script in overrides/partials/header.html lets the address of a style sheet
// be set without effect, and here it gets its full form once another page is asked for: there the
// sheets are compared by their addresses, and those that are the same stay.

/** Gives style sheets their full addresses as soon as a link is followed; may be called again. */
export function nameSheets(document) {
  const name = () => {
    for (const sheet of document.querySelectorAll("[rel=stylesheet]")) {
      if (!sheet.hasOwnProperty("href")) continue; // not held back
      const { href } = sheet;
      delete sheet.href;
      sheet.href = href;
    }
    document.removeEventListener("click", followed, true);
    globalThis.removeEventListener("popstate", name);
  };
  const followed = ({ target }) => target.closest("a[href]") && name();
  document.addEventListener("click", followed, true);
  globalThis.addEventListener("popstate", name);
}
