// A playbook's former address leads on, and takes along what follows "#".

/** Goes where the page's link leads, if the page has moved. */
export function followMove(document, location) {
  const link = document.querySelector("a.hb-moved");
  if (link) location.replace(link.href + location.hash);
}
