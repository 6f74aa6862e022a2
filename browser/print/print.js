// What paper needs from a script: details opened while printing, empty fields for dates without the
// browser's "mm/dd/yyyy", the address and version that Chromium repeats at the foot of each sheet,
// and a button on pages made for paper. Without it the closing line of a page says which version it
// is, and the browser's own menu prints.

let fold = null;

/** Starts the component on a page; may be called again when the page is swapped. */
export function preparePrint(window) {
  offerPrint(window);
  if (fold) return;
  fold = () => {};
  window.addEventListener("beforeprint", () => {
    fold();
    setFoot(window);
    markBlankDates(window.document);
    fold = openDetails(window.document);
  });
  window.addEventListener("afterprint", () => {
    fold();
    fold = () => {};
  });
}

/** Opens what is folded; returns a function that folds it again. */
export function openDetails(root) {
  const folded = [...root.querySelectorAll("article details:not([open])")];
  const named = [...root.querySelectorAll("article details[name]")].map((e) => [e, e.name]);
  for (const [element] of named) element.removeAttribute("name"); // else one closes another
  for (const element of folded) element.open = true;
  return () => {
    for (const element of folded) element.open = false;
    for (const [element, name] of named) element.setAttribute("name", name);
  };
}

/** The words at the foot of each sheet: the closing line, and the address if it lacks one. */
export function footWords(closing, address) {
  const line = closing.replace(/\s+/g, " ").trim();
  if (!/^https?:/.test(address) || /https?:\/\//.test(line)) return line;
  return `${line}, ${address.replace(/#.*$/, "")}`;
}

/** A CSS string of any words; CSS Values, 4.2. */
export function cssString(words) {
  return `"${words.replace(/["\\]/g, "\\$&").replace(/[\n\r\f]/g, " ")}"`;
}

function markBlankDates(document) {
  for (const field of document.querySelectorAll("article input[type=date]")) {
    field.classList.toggle("hb-blank", !field.value && !field.validity.badInput);
  }
}

function setFoot({ document, location, CSSMarginRule }) {
  const closing = document.querySelector(".hb-closing");
  if (!closing) return;
  const words = footWords(closing.textContent, location.href);
  closing.textContent = words;
  const root = document.documentElement;
  root.style.setProperty("--hb-foot", cssString(words));
  root.classList.toggle("hb-footed", Boolean(CSSMarginRule));
}

function offerPrint(window) {
  const place = window.document.querySelector(":is(.hb-short, .hb-cover)");
  if (!place || place.querySelector(".hb-print")) return;
  const button = window.document.createElement("button");
  button.type = "button";
  button.className = "hb-print hb-screen";
  button.textContent = "Print this page";
  button.addEventListener("click", () => window.print());
  place.prepend(button);
}
