// One polite region a page, in which the scripts say what they did.

const SHOWN_FOR = 8000;

let fading;

/** The page's region, made when it is first asked for. */
export function statusOf(document) {
  const there = document.querySelector(".hb-said");
  if (there) return there;
  const status = document.createElement("div");
  status.className = "hb-said hb-screen";
  status.setAttribute("role", "status");
  document.querySelector("article").append(status);
  return status;
}

/** A new paragraph each time, so that the same words are announced again. */
export function say(status, words) {
  clearTimeout(fading);
  const paragraph = status.ownerDocument.createElement("p");
  paragraph.textContent = words;
  status.replaceChildren(paragraph);
  fading = setTimeout(() => status.replaceChildren(), SHOWN_FOR);
}
