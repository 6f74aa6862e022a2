// What a reader enters before the script for answering is there: marked on the page, then entered
// again as if it were entered now.

const FIELDS = ".hb-tick input, .hb-parameters :is(input, textarea)";

/** The fields that were filled in before answering began, with how: [field, value]. */
export function takeEarly(document) {
  const early = [...document.querySelectorAll(FIELDS)].filter(({ dataset }) => "early" in dataset);
  for (const field of early) delete field.dataset.early;
  return early.filter(isFilled).map((field) => [field, field.value]);
}

/** Fills in again what was entered early, as if it were entered now. */
export function enterAgain(early) {
  for (const [field, value] of early) {
    if (field.type === "radio") field.checked = true;
    else if (field.value !== value) field.value = value;
    field.dispatchEvent(new Event(field.type === "radio" ? "change" : "input", { bubbles: true }));
  }
}

/**
 * Marks what a reader fills in until answering begins. What is filled in already was so by a reader,
 * too, unless the browser has brought it back: it does so when a page is loaded again, and what was
 * erased meanwhile must not come back.
 */
export function markEarly(document, home) {
  const mark = ({ dataset }) => (dataset.early = "");
  document.addEventListener("input", ({ target }) => {
    if (home.isConnected && home.hidden && target.matches(FIELDS)) mark(target);
  });
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type === "navigate") [...document.querySelectorAll(FIELDS)].filter(isFilled).forEach(mark);
}

/** Whether any field of the page is filled in. */
export function isAnyFilled(document) {
  return [...document.querySelectorAll(FIELDS)].some(isFilled);
}

function isFilled({ type, checked, value }) {
  return type === "radio" ? checked : value !== "";
}
