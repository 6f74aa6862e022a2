// A playbook as another page carries it (generator/page_data.py), in the shape in which
// answering/page.js reads one from its own page.

/** The playbook for the store, for evaluate and for recordOf. */
export function askedOf(data, handbook_version) {
  return {
    playbook: data.id,
    version: data.version,
    handbook_version,
    title: data.title,
    address: data.address,
    scale: data.scale,
    entries: data.items,
    items: new Map(data.items.map(({ id, fingerprint }) => [id, fingerprint])),
    aliases: new Map(Object.entries(data.aliases)),
    parameters: [],
    rules: rulesOf(data),
  };
}

/** The rules of a playbook, or null. The one place where they are looked up. */
export function rulesOf({ rules }) {
  return rules && { ...rules, rows: rules.rules.map(({ title, advice }) => ({ title, advice, when: title })) };
}
