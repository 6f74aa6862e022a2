// The form that narrows the list of all items down. What is chosen stands in the address, so that
// a found list can be shared and the browser's back and forward work.

import { statusOf } from "../base/say.js";
import { make, take } from "../copy/copy.js";
import { facetsOf, fillIn, showCounts, takeBack, wantedOf } from "./form.js";
import { copyOf, readItems, showItems } from "./list.js";
import { match, TEXT } from "./match.js";
import { inWords, readQuery, writeQuery } from "./query.js";

const PAUSE = 200;
const LONGEST = 60;
const SHORT = 300;
const TWO_COLUMNS = "(min-width: 60em)";

/** Brings the page's form to life, once. */
export function findQuestions(document) {
  const form = document.querySelector(".hb-find-form");
  if (!form || form.dataset.ready) return;
  form.dataset.ready = "";
  form.parentElement.classList.add("hb-find--on");
  const page = pageOf(document, form);
  const field = form.elements[TEXT];
  const folding = form.querySelector("details");
  const beside = () => matchMedia(TWO_COLUMNS).matches;
  folding.open = beside();

  let pause;
  let typing = false;
  /** One step back undoes a choice, or all that was typed in a row. */
  const changed = ({ typed = false } = {}) => {
    clearTimeout(pause);
    showFound(page);
    remember(page, typed && typing);
    typing = typed;
  };
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => changed({ typed: true }), PAUSE);
  });
  folding.addEventListener("change", () => {
    changed();
    if (beside() && page.list.getBoundingClientRect().top < 0) page.list.scrollIntoView();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed({ typed: typing });
    if (!beside()) folding.open = false;
    page.count.focus();
  });
  page.clear.addEventListener("click", () => {
    for (const facet of [TEXT, ...page.facets.keys()]) takeBack(form, facet);
    changed();
    field.focus();
  });
  page.way.addEventListener("click", ({ target }) => {
    if (!target.dataset.facet) return;
    takeBack(form, target.dataset.facet);
    changed();
    page.count.focus();
  });
  page.copy.addEventListener("click", () => {
    clearTimeout(pause);
    const found = showFound(page);
    take(copyOf(page.list, found, page.chosen.textContent, page.facets), page.copy, page.said);
  });

  const follow = () => {
    if (!form.isConnected) return globalThis.removeEventListener("popstate", follow);
    clearTimeout(pause);
    typing = false;
    const { wanted, unknown } = readQuery(location.search, page.facets);
    fillIn(form, wanted);
    showFound(page);
    showUnknown(page, unknown);
  };
  globalThis.addEventListener("popstate", follow);
  if (location.search) replace(page.list, follow);
  else if (field.value) changed({ typed: true }); // before the script was there
}

function pageOf(document, form) {
  const list = form.nextElementSibling;
  const facets = facetsOf(form);
  let items;
  return {
    form,
    list,
    said: statusOf(document),
    facets,
    items: () => (items ??= readItems(list, facets)),
    count: list.querySelector(".hb-find-count"),
    chosen: list.querySelector(".hb-find-chosen"),
    unknown: list.querySelector(".hb-find-unknown"),
    copy: list.querySelector(".hb-find-copy"),
    clear: list.querySelector(".hb-find-clear"),
    way: list.querySelector(".hb-find-way"),
    show: form.querySelector(".hb-find-show button"),
    number: form.querySelector(".hb-find-number"),
  };
}

/** Filters the list by what is chosen, says how much that is, and gives what was found. */
function showFound(page) {
  const wanted = wantedOf(page.form, page.facets);
  const items = page.items();
  const { found, counts, without } = match(items, wanted);
  const parts = inWords(wanted, page.facets);
  page.list.classList.toggle("hb-found--short", found.size < SHORT);
  showItems(page.list, items, found);
  showCounts(page.form, counts);
  showWay(page, found.size ? [] : parts, without);
  const all = many(items.length);
  write(page.count, parts.length ? `${found.size} of ${all}` : all);
  page.chosen.textContent =
    parts.map(([, words]) => words).join("; ") || "Everything, in the order of the path";
  page.show.textContent = `Show ${many(found.size)}`;
  const used = parts.filter(([facet]) => facet !== TEXT).length;
  page.number.textContent = used ? `(${used} in use)` : "";
  page.copy.disabled = !found.size;
  page.unknown.hidden = true;
  return found;
}

/**
 * Changes a list that may be in sight already. Taken out and put back at once, it counts as another
 * list, so that nothing is seen to move; the height keeps the reader's place meanwhile.
 */
function replace(list, change) {
  list.parentElement.style.minHeight = `${list.parentElement.offsetHeight}px`;
  list.hidden = true;
  list.getBoundingClientRect();
  change();
  list.hidden = false;
  list.parentElement.style.minHeight = "";
}

/** Says what to leave out where nothing was found. */
function showWay({ way }, parts, without) {
  const document = way.ownerDocument;
  const helpful = parts.filter(([facet]) => without.get(facet));
  way.hidden = !parts.length;
  way.replaceChildren(
    make(document, "p", {
      textContent: helpful.length
        ? "No item has all of this. Leave one thing out:"
        : "No item has all of this, and leaving out one thing is not enough. Leave out several, or clear all.",
    }),
    ...helpful.map(([facet, words]) => {
      const button = make(document, "button", { type: "button", className: "hb-copy" });
      button.dataset.facet = facet;
      button.textContent = `${words} (leaves ${many(without.get(facet))})`;
      return button;
    }),
  );
}

function showUnknown({ unknown }, left) {
  const named = left.map(([facet, value]) => `${facet}=${value}`.slice(0, LONGEST)).join(", ");
  unknown.hidden = !left.length;
  unknown.textContent = `The address also asks for what is not in this handbook: ${named}. That was left out.`;
}

/** Puts what is chosen into the address. Some browsers refuse that for files. */
function remember({ form, facets }, replace) {
  const query = writeQuery(location.search, wantedOf(form, facets));
  if (query === location.search) return;
  try {
    history[replace ? "replaceState" : "pushState"](null, "", query || location.pathname);
  } catch (error) {
    if (error.name !== "SecurityError") throw error;
  }
}

/** The same words again would not be announced, and need not be. */
function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function many(number) {
  return number === 1 ? "1 item" : `${number} items`;
}
