// The list of items that stands in the page: read once, then shown in part or copied.

import { split } from "../search/words.js";

const OWN = ["strength", "severity", "role", "framework"];

/** Every item of the list, as match.js has it, with its node. */
export function readItems(list, facets) {
  const roles = facets.get("role")?.values;
  return [...list.querySelectorAll("li[data-v]")].map((node) => {
    const playbook = node.parentElement.parentElement;
    const values = new Map(OWN.map((facet) => [facet, node.dataset[facet]?.split(" ") ?? []]));
    values.set("kind", [playbook.dataset.kind]);
    values.set("phase", [playbook.parentElement.dataset.phase]);
    return new Item(node, values, roles);
  });
}

class Item {
  #roles;
  #words;

  constructor(node, values, roles) {
    this.node = node;
    this.values = values;
    this.#roles = roles;
  }

  /** Read when somebody looks for words: with thousands of items it takes a while. */
  get words() {
    this.#words ??= split(
      [
        this.node.firstElementChild.textContent,
        this.node.parentElement.getAttribute("aria-label"),
        playbookOf(this.node).firstElementChild.textContent,
        this.node.dataset.tags ?? "",
        ...this.values.get("role").map((role) => this.#roles.get(role)),
      ].join(" "),
    );
    return this.#words;
  }
}

/** Shows what was found, and of groups, playbooks and phases those that hold some of it. */
export function showItems(list, items, found) {
  for (const item of items) item.node.hidden = !found.has(item);
  for (const part of list.querySelectorAll("section, ul[aria-label]")) {
    part.hidden = !part.querySelector("li[data-v]:not([hidden])");
  }
}

/** What was found as a copy (see ../copy/list.js); `lookedFor` says in words what for. */
export function copyOf(list, found, lookedFor, facets) {
  const sections = new Map();
  for (const { node, values } of found) {
    const { playbook, version } = playbookOf(node).dataset;
    if (!sections.has(playbook)) {
      const title = playbookOf(node).firstElementChild.firstElementChild.textContent;
      sections.set(playbook, { title, version: `${playbook} ${version}`, entries: [] });
    }
    const link = node.firstElementChild;
    sections.get(playbook).entries.push({
      text: link.textContent,
      strength: node.dataset.strength,
      marks: values.get("severity").map((severity) => facets.get("severity").values.get(severity)),
      details: [],
      address: `${playbook}#${link.hash.slice(1)} ${node.dataset.v}`,
    });
  }
  const versions = [...sections.values()].map(({ version }) => version);
  return {
    title: "Questions found",
    facts: [{ label: "Looked for", lines: [{ depth: 0, mark: "", text: lookedFor }] }],
    sections: [...sections.values()],
    identity: [...versions, `Decision Handbook ${list.dataset.handbook}`].join(", "),
  };
}

function playbookOf(node) {
  return node.parentElement.parentElement;
}
