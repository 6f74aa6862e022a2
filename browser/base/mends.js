// 2.1.1 Keyboard, 4.1.2 Name, role, value: on a narrow or enlarged screen Material opens its menu by
// a label alone, which no key reaches, and gives the search's dialog no name.

const LEVELS = ".md-sidebar--primary label[for^='__nav'], .md-sidebar--primary label[for='__toc']";

export function nameSearch(document) {
  const dialog = document.querySelector(".md-search[role='dialog']:not([aria-label])");
  dialog?.setAttribute("aria-label", "Search");
}

export function openMenuByKeys(document) {
  const opener = document.querySelector(".md-header label[for='__drawer']");
  const toggle = document.getElementById("__drawer");
  const menu = document.querySelector(".md-sidebar--primary");
  if (!opener || !toggle || !menu) return;
  for (const level of document.querySelectorAll(LEVELS)) press(level);
  if (!press(opener)) return;
  opener.setAttribute("aria-label", "Menu");
  const show = () => opener.setAttribute("aria-expanded", String(toggle.checked));
  const close = () => toggle.checked && toggle.click();
  toggle.addEventListener("change", () => {
    show();
    if (toggle.checked && opener.ownerDocument.activeElement === opener) first(menu)?.focus();
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    close();
    opener.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) close();
  });
  show();
}

/** Make a label a button; false if it is one. Material itself lets Enter press a label. */
function press(label) {
  if (label.getAttribute("role") === "button") return false;
  label.setAttribute("role", "button");
  label.tabIndex = 0;
  label.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    label.click();
  });
  return true;
}

function first(menu) {
  const stops = menu.querySelectorAll("a[href], [tabindex='0']");
  return [...stops].find((stop) => getComputedStyle(stop).visibility === "visible");
}
