// Folds away what stands behind a question, so that the questions read as a list. The page itself
// is unfolded; item.css folds it where scripts run, from the first paint on, so that nothing jumps.

const FINDABLE = "onbeforematch" in globalThis.document.documentElement ? "until-found" : "";

const started = new WeakSet();

/** Gives every fold of the page its state, and listens, once a document. */
export function foldItems(document) {
  const named = panelNamed(document, document.location.hash);
  for (const panel of panels(document)) {
    if (!isOpen(panel) && !panel.hidden) set(panel, panel === named);
  }
  tellAll(document);
  if (started.has(document)) return;
  started.add(document);
  document.addEventListener("click", ({ target }) => onClick(document, target));
  document.addEventListener("beforematch", ({ target }) => {
    const panel = target.closest(".hb-more");
    if (panel) open(document, panel);
  });
  document.defaultView.addEventListener("hashchange", () => {
    const panel = panelNamed(document, document.location.hash);
    if (panel) open(document, panel);
  });
}

function onClick(document, target) {
  if (target.closest(".hb-unfold-all")) {
    const all = panels(document);
    const opening = !all.every(isOpen);
    for (const panel of all) set(panel, opening);
    tellAll(document);
    return;
  }
  const button = target.closest(".hb-unfold");
  const panel = button && document.getElementById(button.getAttribute("aria-controls"));
  if (!panel) return;
  set(panel, !isOpen(panel));
  tellAll(document);
}

function open(document, panel) {
  set(panel, true);
  tellAll(document);
}

/** The fold of the item whose heading, or some part of which, the fragment names. */
function panelNamed(document, fragment) {
  const named = document.getElementById(decoded(fragment.slice(1)));
  const box = named?.nextElementSibling?.matches(".hb-item")
    ? named.nextElementSibling
    : named?.closest(".hb-item");
  return box?.querySelector(".hb-more") ?? null;
}

function decoded(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function panels(document) {
  return [...document.querySelectorAll(".hb-more")];
}

function isOpen(panel) {
  return panel.classList.contains("hb-open");
}

function set(panel, opening) {
  panel.classList.toggle("hb-open", opening);
  if (opening) panel.removeAttribute("hidden");
  else panel.setAttribute("hidden", FINDABLE);
  const button = panel.parentElement.querySelector(".hb-unfold");
  button?.setAttribute("aria-expanded", String(opening));
}

function tellAll(document) {
  const button = document.querySelector(".hb-unfold-all");
  const all = panels(document);
  if (button && all.length) button.textContent = all.every(isOpen) ? "Fold all" : "Unfold all";
}
