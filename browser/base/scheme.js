// The switch between the light and the dark scheme. What was chosen is kept where and as Material's
// own switch keeps it; the script in overrides/partials/header.html brings it back before the paint.

const KEPT = "__palette";

/** Lets the buttons change the scheme; may be called again. scheme.css shows the one that does. */
export function offerSchemes(document) {
  const place = document.querySelector(".hb-scheme");
  if (!place || place.dataset.ready) return;
  place.dataset.ready = "";
  const { dataset } = document.body;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const buttons = [...place.querySelectorAll("button")];
  const change = (scheme) => {
    dataset.mdColorScheme = scheme;
    tint(document);
  };
  buttons.forEach((button, index) => {
    button.addEventListener("click", () => {
      const other = buttons[1 - index];
      change(other.value);
      globalThis.__md_set?.(KEPT, { index: 1 - index, color: { scheme: other.value } });
      other.focus();
    });
  });
  const follow = () => change(chosen() ?? (system.matches ? "slate" : "default"));
  system.addEventListener("change", follow);
  globalThis.addEventListener("storage", ({ key }) => (key === null || key.endsWith(`.${KEPT}`)) && follow());
  if ((dataset.mdColorScheme === "slate") !== system.matches) tint(document);
}

/** The scheme that was chosen, in whichever tab; nothing if none was, or none can be kept. */
function chosen() {
  try {
    const { scheme } = globalThis.__md_get(KEPT).color;
    return ["default", "slate"].includes(scheme) ? scheme : undefined;
  } catch {
    return undefined;
  }
}

/** Gives the browser's own bar the colour of the header. */
function tint(document) {
  const { backgroundColor } = getComputedStyle(document.querySelector(".md-header"));
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = backgroundColor;
}
