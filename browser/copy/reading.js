// Reads a playbook's own page: its facts, its sections and their entries, in the shape that list.js
// writes. What a row of an item only links to (see also, frameworks, sources) stays on the page.

const NOT_TEXT = ".hb-badges, .hb-facts, .hb-screen, .hb-decision > strong:first-child";

/** The playbook of the page, or null; each section and entry keeps its heading and its box. */
export function readPlaybook(root) {
  const strip = root.querySelector(".hb-strip[data-playbook]");
  if (!strip) return null;
  const { playbook, version, handbook } = strip.dataset;
  const page = strip.parentElement;
  const decision = strip.querySelector(".hb-decision > strong:first-child");
  return {
    strip,
    title: words(page.querySelector("h1")),
    facts: [
      { label: words(decision), lines: linesOf(strip.childNodes) },
      ...rowsOf(strip.querySelector(".hb-facts")),
      ...rowsOf(page.querySelector(".hb-trigger")),
      ...blanksOf(page),
    ],
    sections: sectionsOf(page, playbook),
    identity: `${playbook} ${version}, Decision Handbook ${handbook}`,
  };
}

/** What a reader fills in, each with its choices if it has some, and with room behind it. */
function blanksOf(page) {
  return [...page.querySelectorAll(".hb-parameter")].map((place) => {
    const choices = [...place.querySelectorAll("input[type=radio]")].map(({ value }) => value);
    const label = words(place.querySelector(".hb-parameter-label"));
    return { label: choices.length ? `${label} (${choices.join(" / ")})` : label, lines: [] };
  });
}

function sectionsOf(page, playbook) {
  const sections = [];
  for (const heading of page.querySelectorAll("h2, h3")) {
    if (heading.nodeName === "H2") {
      sections.push({ heading, title: words(heading), entries: [] });
      continue;
    }
    const box = heading.nextElementSibling;
    if (box?.matches(".hb-item[data-item], .hb-outcome")) {
      sections[sections.length - 1]?.entries.push(entryOf(heading, box, playbook));
    }
  }
  return sections.filter(({ entries }) => entries.length);
}

function entryOf(heading, box, playbook) {
  const { item, fingerprint, strength = "" } = box.dataset;
  const fields = [...box.querySelectorAll(".hb-fields")];
  const badges = [...box.querySelectorAll(":scope > .hb-badges > :is(.hb-badge, .hb-group)")];
  return {
    heading,
    box,
    text: words(heading),
    strength,
    marks: badges
      .filter((badge) => !badge.matches(`.hb-badge--${strength || "none"}`))
      .map(words),
    details: fields.length ? fields.flatMap(rowsOf) : [{ label: "", lines: linesOf(box.childNodes) }],
    address: item ? `${playbook}#${item} ${fingerprint}` : "",
  };
}

function rowsOf(fields) {
  const names = fields ? [...fields.querySelectorAll("dt:not(.hb-elsewhere)")] : [];
  return names.map((name) => ({
    label: words(name),
    lines: linesOf(name.nextElementSibling.childNodes),
  }));
}

/** The paragraphs and entries of lists below some nodes, in order, as plain words. */
function linesOf(nodes, depth = 0) {
  const lines = [];
  let open = "";
  const close = () => {
    const text = oneLine(open);
    if (text) lines.push({ depth, mark: "", text });
    open = "";
  };
  for (const node of nodes) {
    if (node.nodeType === Node.ELEMENT_NODE && node.matches(NOT_TEXT)) continue;
    if (!["BLOCKQUOTE", "DIV", "OL", "P", "PRE", "UL"].includes(node.nodeName)) {
      open += node.textContent;
      continue;
    }
    close();
    if (node.nodeName === "UL" || node.nodeName === "OL") {
      lines.push(...[...node.children].flatMap((entry, at) => entryLines(node, entry, at, depth)));
    } else if (node.nodeName === "PRE") {
      const code = node.textContent.split("\n").map(oneLine).filter(Boolean);
      lines.push(...code.map((text) => ({ depth, mark: "", text })));
    } else {
      lines.push(...linesOf(node.childNodes, depth));
    }
  }
  close();
  return lines;
}

function entryLines(list, entry, at, depth) {
  const mark = list.nodeName === "OL" ? `${list.start + at}.` : "-";
  const inner = linesOf(entry.childNodes, depth + 1);
  const text = inner[0]?.mark === "" ? inner.shift().text : "";
  return [{ depth, mark, text }, ...inner];
}

function words(element) {
  return element ? oneLine(element.textContent) : "";
}

/** Without line breaks and runs of spaces; a space that must not break stays. */
function oneLine(text) {
  return text.replace(/[ \t\n\r\f]+/g, " ").trim();
}
