// Reads what answering needs from a playbook's own page.

import { dataOf } from "../segments/load.js";

/** The playbook of the page with its items and parameters, or null where nothing is asked. */
export function readPage(root) {
  const strip = root.querySelector(".hb-strip[data-playbook]");
  const home = root.querySelector(".hb-mine");
  if (!strip || !home) return null;
  const { playbook, version, handbook } = strip.dataset;
  const entries = entriesOf(strip.parentElement);
  return {
    strip,
    home,
    playbook,
    version,
    handbook_version: handbook,
    title: words(root.querySelector("h1")),
    kind: words(strip.querySelector(".hb-kind")),
    question: words(strip.querySelector(".hb-decision > span")),
    decider: words(strip.querySelector(".hb-facts dd")),
    address: location.href.replace(/[?#].*$/s, ""),
    entries,
    items: new Map(entries.map(({ id, fingerprint }) => [id, fingerprint])),
    aliases: aliasesOf(strip, entries, playbook),
    parameters: parametersOf(root),
  };
}

/** The rules that decide the playbook, or its tree, with what is said of each; null if none do. */
export async function rulesOf(root, { playbook }) {
  const place = root.querySelector(".hb-decided");
  if (!place) return null;
  const rules = await dataOf(`${playbook}.rules`, place.dataset.rules);
  return { ...rules, rows: rules.leads ? endsOf(rules) : rowsOf(place) };
}

function entriesOf(article) {
  let section = "";
  const found = [];
  for (const heading of article.querySelectorAll("h2, h3")) {
    if (heading.nodeName === "H2") section = words(heading);
    const box = heading.nextElementSibling;
    const area = box?.querySelector(".hb-tick");
    if (!box?.dataset.item || !area) continue;
    const { item: id, fingerprint, strength } = box.dataset;
    found.push({
      id,
      fingerprint,
      strength,
      section,
      heading,
      box,
      area,
      text: words(heading),
      scale: [...area.querySelectorAll("input[type=radio]")]
        .map(({ value }) => value)
        .filter((value) => value !== "not-applicable"),
      applies: conditionOf(box.querySelector(".hb-applies")),
    });
  }
  return found;
}

function conditionOf(place) {
  if (!place) return null;
  const { parameter, oneOf, because } = place.dataset;
  return { parameter, one_of: JSON.parse(oneOf), because };
}

function aliasesOf(strip, entries, playbook) {
  const found = new Map();
  for (const alias of (strip.dataset.aliases ?? "").split(" ").filter(Boolean)) {
    found.set(alias, playbook);
  }
  for (const { id, heading } of entries) {
    let before = heading.previousElementSibling;
    for (; before?.matches(".hb-alias"); before = before.previousElementSibling) {
      found.set(`${playbook}#${before.id}`, `${playbook}#${id}`);
    }
  }
  return found;
}

function endsOf({ rules }) {
  return rules.map(({ title, advice }) => ({ title, when: title, advice }));
}

function rowsOf(place) {
  return [...place.querySelectorAll("tr[data-rule]")].map((row) => {
    const [when, , advice] = row.cells;
    const title = words(when.querySelector("strong"));
    return { title, when: words(when).slice(title.length).trim(), advice: words(advice) };
  });
}

function parametersOf(root) {
  return [...root.querySelectorAll(".hb-parameter")].map((place) => ({
    id: place.dataset.parameter,
    type: place.dataset.type,
    sum_of: (place.dataset.sumOf ?? "").split(" ").filter(Boolean),
    label: words(place.querySelector(".hb-parameter-label")),
    fields: [...place.querySelectorAll("input, textarea")],
    output: place.querySelector("output"),
  }));
}

function words(element) {
  return element ? element.textContent.replace(/[ \t\n\r\f]+/g, " ").trim() : "";
}
