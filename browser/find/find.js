// The form that narrows the list of all items down. What is chosen stands in the address, so that
// a found list can be shared and the browser's back and forward work.

import { layOutAtOnce } from "../base/lay-out.js";
import { statusOf } from "../base/say.js";
import { make, take } from "../copy/copy.js";
import { facetsOf, fillIn, showCounts, takeBack, wantedOf } from "./form.js";
import { copyOf, readItems, showItems } from "./list.js";
import { loadLexicon } from "./lexicon.js";
import { match, TEXT } from "./match.js";
import { inWords, readQuery, writeQuery } from "./query.js";
import { goes, holds, soughtIn } from "./ways.js";

const PAUSE = 200;
const LONGEST = 60;
const MOST_NAMED = 8;
const TWO_COLUMNS = "(min-width: 60em)";
const LEAVE_OUT = "No item has all of this. Leave something out:";
const LEAVE_MORE = "No item has all of this, and leaving out one thing is not enough. Leave out several, or clear all.";
const NONE = "No item has this.";

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
  if (beside()) folding.open = true;

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
  page.way.addEventListener("click", ({ target: { dataset } }) => {
    if (dataset.search) return searchFor(document, dataset.search);
    if (dataset.word) field.value = dataset.word;
    else if (dataset.facet) takeBack(form, dataset.facet);
    else return;
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
  else if (writeQuery("", wantedOf(form, page.facets))) changed({ typed: true }); // before the script was there
}

function pageOf(document, form) {
  const list = form.nextElementSibling;
  const facets = facetsOf(form);
  let items;
  let known;
  const page = {
    form,
    list,
    said: statusOf(document),
    facets,
    items: () => (items ??= readItems(list, facets)),
    known: () => (known ??= new Set(page.items().flatMap(({ words }) => words))),
    lexicon: undefined,
    count: list.querySelector(".hb-find-count"),
    chosen: list.querySelector(".hb-find-chosen"),
    also: list.querySelector(".hb-find-also"),
    unknown: list.querySelector(".hb-find-unknown"),
    copy: list.querySelector(".hb-find-copy"),
    clear: list.querySelector(".hb-find-clear"),
    way: list.querySelector(".hb-find-way"),
    show: form.querySelector(".hb-find-show button"),
    number: form.querySelector(".hb-find-number"),
  };
  return page;
}

/** Filters the list by what is chosen, says how much that is, and gives what was found. */
function showFound(page) {
  const wanted = wantedOf(page.form, page.facets);
  const items = page.items();
  const sought = wanted.text ? soughtIn(items, wanted.text, page.known(), page.lexicon) : [];
  const { found, counts, without } = match(items, { ...wanted, sought });
  const parts = inWords(wanted, page.facets);
  if (parts.length) layOutAtOnce(page.form.ownerDocument); // what was far may be in sight now
  showItems(page.list, items, found);
  showCounts(page.form, counts);
  showAlso(page, sought, found);
  const isNowhere = (one) => !items.some((item) => holds(item, [one]));
  const lacking = found.size || sought.length < 2 ? [] : sought.filter(isNowhere);
  showWay(page, found.size ? [] : parts, without, lacking);
  if (!found.size && wanted.text) showWordsAlone(page, wanted, sought);
  const all = many(items.length);
  write(page.count, parts.length ? `${found.size} of ${all}` : all);
  page.chosen.textContent =
    parts.map(([, words]) => words).join("; ") || "Everything, in the order of the path";
  page.show.textContent = `Show ${many(found.size)}`;
  const used = parts.filter(([facet]) => facet !== TEXT).length;
  page.number.textContent = used ? `(${used} in use)` : "";
  page.copy.disabled = !found.size;
  page.unknown.hidden = true;
  if (wanted.text) learn(page);
  return found;
}

/** Brings the search's words, once, and shows again what is found with them. */
async function learn(page) {
  if (page.lexicon) return;
  page.lexicon = {}; // meanwhile, and if they do not come
  try {
    page.lexicon = await loadLexicon(page.form.ownerDocument);
  } catch {
    return; // The words themselves are found all the same.
  }
  const unknown = page.unknown.hidden;
  if (page.form.isConnected) replace(page.list, () => showFound(page));
  page.unknown.hidden = unknown;
}

/** Says which other words have found something. */
function showAlso({ also }, sought, found) {
  const others = sought.flatMap(({ word, ways }) =>
    ways.filter((way) => way.words.join(" ") !== word && [...found].some((one) => goes(way, one.words))),
  );
  const names = [...new Set(others.map(({ words }) => words.join(" ")))];
  also.hidden = !names.length;
  also.textContent = `Found by these words too: ${names.slice(0, MOST_NAMED).join(", ")}${names.length > MOST_NAMED ? " …" : ""}`;
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

/** Says what to leave out where nothing was found, or which words are nowhere. */
function showWay({ way }, parts, without, lacking) {
  const document = way.ownerDocument;
  const helpful = parts.length > 1 ? parts.filter(([facet]) => without.get(facet)) : [];
  const none = lacking.length ? `No item has ${lacking.map(({ word }) => `“${word}”`).join(" or ")}.` : NONE;
  way.hidden = !parts.length;
  way.replaceChildren(
    make(document, "p", { textContent: helpful.length ? LEAVE_OUT : parts.length > 1 ? LEAVE_MORE : none }),
    ...helpful.map(([facet, words]) =>
      offer(document, { facet }, `${words} (leaves ${many(without.get(facet))})`),
    ),
  );
}

/** Offers each word alone, and the search of everything. */
function showWordsAlone(page, { text, chosen }, sought) {
  const { ownerDocument: document } = page.way;
  const items = page.items();
  const alone = (sought.length < 2 ? [] : sought).map(({ word }) => {
    const sought = soughtIn(items, word, page.known(), page.lexicon);
    const { found } = match(items, { sought, chosen });
    return found.size ? offer(document, { word }, `Only “${word}” (${many(found.size)})`) : "";
  });
  page.way.append(...alone, offer(document, { search: text }, `Search the handbook for “${text}”`));
}

function offer(document, data, textContent) {
  const button = make(document, "button", { type: "button", className: "hb-copy", textContent });
  Object.assign(button.dataset, data);
  return button;
}

/** Opens the search box of the header with these words in it. */
function searchFor(document, words) {
  document.querySelector(".hb-search__query").value = words;
  document.querySelector(".hb-search__open").click();
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
