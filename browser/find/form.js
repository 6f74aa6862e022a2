// The form's side of it: reads what is chosen, fills it in, and shows what each choice would find.

import { TEXT } from "./match.js";

/** Each facet of the form with its title and its values by title. */
export function facetsOf(form) {
  const facets = new Map();
  for (const fieldset of form.querySelectorAll("fieldset")) {
    const boxes = boxesOf(fieldset);
    const values = new Map(boxes.map(({ value, labels }) => [value, words(labels[0].children[1])]));
    facets.set(boxes[0].name, { title: words(fieldset.firstElementChild), values });
  }
  return facets;
}

/** What is chosen now. */
export function wantedOf(form, facets) {
  const chosen = new Map([...facets.keys()].map((facet) => [facet, new Set()]));
  for (const { checked, name, value } of boxesOf(form)) if (checked) chosen.get(name).add(value);
  return { text: form.elements[TEXT].value.trim(), chosen };
}

/** Chooses exactly this. */
export function fillIn(form, { text, chosen }) {
  form.elements[TEXT].value = text;
  for (const box of boxesOf(form)) box.checked = chosen.get(box.name).has(box.value);
}

/** Takes back what is chosen in a facet, or the text. */
export function takeBack(form, facet) {
  if (facet === TEXT) form.elements[TEXT].value = "";
  for (const box of boxesOf(form)) if (box.name === facet) box.checked = false;
}

/** Shows beside every choice how many items it would find. */
export function showCounts(form, counts) {
  for (const { labels, name, value } of boxesOf(form)) {
    const [label] = labels;
    const number = counts.get(name).get(value) ?? 0;
    label.lastElementChild.textContent = `(${number})`;
    label.classList.toggle("hb-find-zero", number === 0);
  }
}

function boxesOf(part) {
  return [...part.querySelectorAll("[type=checkbox]")];
}

function words(element) {
  return element.textContent.trim();
}
