// 2.1.1 Keyboard, 4.1.2 Name, role, value: Material opens its menu by a label alone, which no key
// reaches, changes the scheme by a radio button that is never checked, and leaves the search's dialog
// and the levels of its menu without names.

const LEVELS = ".md-sidebar--primary label[for^='__nav'], .md-sidebar--primary label[for='__toc']";

export function nameLandmarks(document) {
  const dialog = document.querySelector(".md-search[role='dialog']:not([aria-label])");
  dialog?.setAttribute("aria-label", "Search");
  for (const level of document.querySelectorAll("nav[aria-labelledby]")) {
    const label = document.getElementById(level.getAttribute("aria-labelledby"));
    if (label?.textContent.trim()) continue;
    const title = level.querySelector(":scope > .md-nav__title");
    level.removeAttribute("aria-labelledby");
    level.setAttribute("aria-label", title?.textContent.trim() || "Pages of this part");
  }
}

export function changeSchemeByKeys(document) {
  for (const option of document.querySelectorAll(".md-option")) {
    const switcher = option.nextElementSibling;
    if (!switcher || !press(switcher, option.getAttribute("aria-label"))) continue;
    option.hidden = true;
    const follow = () => {
      if (switcher.hidden && document.activeElement === switcher) {
        shown(option.form, "label")?.focus();
      }
    };
    new MutationObserver(follow).observe(switcher, { attributeFilter: ["hidden"] });
  }
}

export function openMenuByKeys(document) {
  const opener = document.querySelector(".md-header label[for='__drawer']");
  const toggle = document.getElementById("__drawer");
  const menu = document.querySelector(".md-sidebar--primary");
  if (!opener || !toggle || !menu) return;
  for (const level of document.querySelectorAll(LEVELS)) press(level);
  if (!press(opener, "Menu")) return;
  const tell = () => opener.setAttribute("aria-expanded", String(toggle.checked));
  const close = () => toggle.checked && toggle.click();
  toggle.addEventListener("change", () => {
    tell();
    if (toggle.checked && document.activeElement === opener) {
      shown(menu, "a[href], [tabindex='0']")?.focus();
    }
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    close();
    opener.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) close();
  });
  tell();
}

/** Make a label a button, if it is none yet: then false. Material's own keys are kept off it. */
function press(label, name) {
  if (label.getAttribute("role") === "button") return false;
  label.setAttribute("role", "button");
  if (name) label.setAttribute("aria-label", name);
  label.tabIndex = 0;
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    label.click();
  });
  return true;
}

function shown(within, selector) {
  return [...within.querySelectorAll(selector)].find((one) => {
    const style = getComputedStyle(one);
    return style.visibility === "visible" && style.display !== "none";
  });
}
