// 2.1.1 Keyboard, 4.1.2 Name, role, value: Material opens its menu by a label alone, which no key
// reaches, and leaves the levels of its menu without names.

const LEVELS = "label[for^='__nav'], label[for='__toc']";
const STOPS = "a[href], button";

export function nameLevels(document) {
  for (const level of document.querySelectorAll("nav[aria-labelledby]")) {
    const label = document.getElementById(level.getAttribute("aria-labelledby"));
    if (label?.textContent.trim()) continue;
    level.removeAttribute("aria-labelledby");
    level.setAttribute("aria-label", titleOf(level));
  }
}

export function openMenuByKeys(document) {
  const label = document.querySelector(".md-header label[for='__drawer']");
  const toggle = document.getElementById("__drawer");
  const menu = document.querySelector(".md-sidebar--primary");
  if (!toggle || !menu) return;
  for (const level of menu.querySelectorAll(LEVELS)) {
    const list = level.closest(".md-nav__item").querySelector("nav");
    const button = buttonFor(level, level.textContent.trim() || titleOf(list));
    button.addEventListener("click", () => {
      if (toggle.checked) shown(isShown(button) ? list : menu, STOPS)?.focus();
    });
  }
  if (!label) return;
  const button = buttonFor(label, "Menu");
  const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
  const close = () => toggle.checked && toggle.click();
  toggle.addEventListener("change", () => {
    tell();
    if (toggle.checked) shown(menu, STOPS)?.focus();
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    close();
    button.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) close();
  });
  tell();
}

function titleOf(level) {
  return level.querySelector(":scope > .md-nav__title")?.textContent.trim() || "More pages";
}

/** A button in place of a label. Material's styles go by the label's attributes, so they stay. */
function buttonFor(label, name) {
  const { control, ownerDocument } = label;
  const button = ownerDocument.createElement("button");
  for (const kept of label.attributes) button.setAttribute(kept.name, kept.value);
  button.type = "button";
  button.tabIndex = 0;
  button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  button.addEventListener("click", () => control?.click());
  button.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") event.stopPropagation(); // pressed once is enough
  });
  label.replaceWith(button);
  return button;
}

function shown(within, selector) {
  return [...within.querySelectorAll(selector)].find(isShown);
}

function isShown(element) {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
}
