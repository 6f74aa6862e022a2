// The search box in the header: a form over the index, its results plain links below it.

import { load } from "../base/load.js";
import { scriptLoader } from "./load.js";

const PAUSE = 120; // milliseconds without a key before a search begins
const KEYS = "handbook.search.keys";
const HINT = "Type a few words, as you would say them.";
const BROKEN = "The search could not be loaded. Load the page again.";

/** Brings the header's search box to life, once: instant navigation keeps the header. */
export function offerSearch(document) {
  const box = document.querySelector(".hb-search");
  if (!box || box.dataset.ready) return;
  box.dataset.ready = "yes";
  const part = (name) => box.querySelector(`.hb-search__${name}`);
  const [form, query, panel, said, found, results, keys] = [
    ...["form", "query", "panel", "said", "found", "results", "keys"].map(part),
  ];
  // Absolute from now on, since instant navigation moves the page under the header.
  for (const link of box.querySelectorAll("a")) link.href = link.href;
  box.dataset.index = new URL(box.dataset.index, document.baseURI).href;
  const home = new URL("../", box.dataset.index);
  const search = opened(document, box.dataset.index);
  let [latest, timer] = [0, 0];

  function show(words, nodes = []) {
    panel.classList.add("hb-search__panel--open");
    found.hidden = false;
    results.replaceChildren(...nodes);
    found.append(part("foot")); // anew, so that it is not seen to move
    if (said.textContent !== words) said.textContent = words;
  }

  function close() {
    latest += 1;
    clearTimeout(timer);
    panel.classList.remove("hb-search__panel--open");
    found.hidden = true;
    said.textContent = "";
    expand(false);
  }

  function expand(open) {
    box.classList.toggle("hb-search--open", open);
    part("open").setAttribute("aria-expanded", String(open));
  }

  function open() {
    expand(true);
    query.focus();
    query.select();
  }

  async function run() {
    clearTimeout(timer);
    const turn = (latest += 1);
    const asked = query.value.trim();
    if (!asked) return show(HINT);
    try {
      const { results: entries, forms } = await search(query.value);
      if (turn !== latest) return;
      show(told(entries.length, asked), entries.map((entry) => listed(document, entry, forms, home)));
      results.dataset.asked = asked;
    } catch {
      if (turn === latest) show(BROKEN);
    }
  }

  part("open").addEventListener("click", open);
  part("close").addEventListener("click", () => {
    close();
    part("open").focus();
  });
  query.addEventListener("focus", run);
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await run();
    results.querySelector("a")?.click();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      const narrow = part("open").offsetParent !== null;
      (narrow ? part("open") : query).focus({ preventScroll: true });
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (step(query, results, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) close();
  });
  results.addEventListener("click", (event) => {
    if (event.target.closest("a")) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!box.contains(target) && panel.classList.contains("hb-search__panel--open")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (!opens(event, keys.checked)) return;
    event.preventDefault();
    open();
  });
  keys.checked = kept() !== "off";
  keys.addEventListener("change", () => keep(keys.checked ? "on" : "off"));
  if (document.activeElement === query) run();
}

/** A search over the index at `address`, which is loaded when it is first asked. */
function opened(document, address) {
  const part = scriptLoader(document, address);
  let index;
  async function start() {
    const [directory] = await Promise.all([part("index.js"), load("search")]);
    const { openTables } = globalThis.handbookSearching;
    return { directory, tables: openTables(directory, (name) => part(`${directory.version}/${name}.js`)) };
  }
  return async (query) => {
    index ??= start();
    try {
      const { directory, tables } = await index;
      return await globalThis.handbookSearching.find(query, directory, tables);
    } catch (error) {
      index = undefined; // so that the next key tries again
      throw error;
    }
  };
}

function told(count, asked) {
  if (!count) return `Nothing found for “${asked}”. Try other words.`;
  return count === 1 ? "1 result" : `${count} results, the best first`;
}

function listed(document, { address, title, where, text }, forms, home) {
  const { excerpt, marked } = globalThis.handbookSearching;
  const make = (name, css, ...children) => {
    const element = document.createElement(name);
    element.className = css;
    element.append(...children);
    return element;
  };
  const pieces = (words) =>
    marked(words, forms).map((piece) => (piece.marked ? make("mark", "", piece.text) : piece.text));
  const link = make("a", "hb-search__link", ...pieces(title));
  link.href = new URL(address, home).href;
  const entry = make("li", "hb-search__result", link, make("p", "hb-search__where", where));
  if (text) entry.append(make("p", "hb-search__excerpt", ...pieces(excerpt(text, forms))));
  return entry;
}

/** Moves the focus from the field down the results, or up again; says whether there was a way. */
function step(query, results, by) {
  const stops = [query, ...results.querySelectorAll("a")];
  const here = stops.indexOf(query.ownerDocument.activeElement);
  const next = stops[here + by];
  if (here < 0 || !next) return here >= 0 && by > 0;
  next.focus();
  return true;
}

function opens(event, single) {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (key.toLowerCase() === "k") return (ctrlKey || metaKey) && !altKey;
  const typing = target.closest?.("input, textarea, select, [contenteditable]");
  return single && !typing && !ctrlKey && !metaKey && !altKey && (key === "/" || key === "s");
}

// Storage may be blocked or full; the keys then work as at first.
function kept() {
  try {
    return localStorage.getItem(KEYS);
  } catch {
    return null;
  }
}

function keep(value) {
  try {
    localStorage.setItem(KEYS, value);
  } catch {
    // Nothing to do: the choice holds for this page.
  }
}
