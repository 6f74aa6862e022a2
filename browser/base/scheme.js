// The switch between the light and the dark scheme. What was chosen is kept where and as Material's
// own switch keeps it; the script in overrides/partials/header.html brings it back before the paint.

const KEPT = "__palette";

/** Lets the buttons change the scheme; may be called again. scheme.css shows the one that does. */
export function offerSchemes(document) {
  const place = document.querySelector(".hb-scheme");
  if (!place || place.dataset.ready) return;
  place.dataset.ready = "";
  const { dataset } = document.body;
  const buttons = [...place.querySelectorAll("button")];
  buttons.forEach((button, index) => {
    button.addEventListener("click", () => {
      const other = buttons[1 - index];
      dataset.mdColorScheme = other.value;
      globalThis.__md_set?.(KEPT, { index: 1 - index, color: { scheme: other.value } });
      tint(document);
      other.focus();
    });
  });
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  if ((dataset.mdColorScheme === "slate") !== dark) tint(document);
}

/** Gives the browser's own bar the colour of the header. */
function tint(document) {
  const { backgroundColor } = getComputedStyle(document.querySelector(".md-header"));
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = backgroundColor;
}
