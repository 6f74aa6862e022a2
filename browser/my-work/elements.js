// Elements, and files to save.

/** An element with properties, a data-focus key among them, and what stands in it. */
export function make(document, name, { focus, ...properties } = {}, ...inside) {
  const element = Object.assign(document.createElement(name), properties);
  if (focus) element.dataset.focus = focus;
  element.append(...inside.filter((one) => one !== "" && one !== null));
  return element;
}

/** A button that does something. */
export function button(document, words, focus, act) {
  const made = make(document, "button", { type: "button", focus }, words);
  made.addEventListener("click", act);
  return made;
}

/** Hands a text to the reader as a file. */
export function download(document, name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  make(document, "a", { href: address, download: name }).click();
  // Later, since some browsers begin to read after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
