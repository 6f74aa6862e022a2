// Opens a new issue on GitHub with the playbook's task list in it. What the issue says is loaded when
// a repository is named; a link that GitHub would refuse for its length is not offered, the file is.

import { dataOf } from "../segments/load.js";

const LIMIT = 8000;
const REPOSITORY = /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/;

/** The address of a new issue, or why there is none: "repository" or "length". */
export function newIssue({ title, body }, repository) {
  if (!REPOSITORY.test(repository)) return { refused: "repository" };
  const query = `title=${encodeURIComponent(title)}&body=${encodeURIComponent(body)}`;
  const url = `https://github.com/${repository}/issues/new?${query}`;
  return url.length > LIMIT ? { refused: "length" } : { url };
}

const SAID = {
  repository: "Write the repository as owner/name.",
  length: "This list is too long for a link. Take the file “Markdown for GitHub” and paste it.",
  lost: "The list did not arrive. Load the page again.",
};

/** Makes a link of the repository that a reader names. */
export function offerNewIssue(root) {
  for (const place of root.querySelectorAll(".hb-new-issue:not([data-ready])")) {
    place.dataset.ready = "";
    const field = place.querySelector("input");
    const link = place.querySelector("a");
    const said = place.querySelector("output");
    const made = async (name) => {
      if (!REPOSITORY.test(name)) return { refused: name && "repository" };
      const { playbook, issue } = place.dataset;
      const found = await dataOf(`${playbook}.issue`, issue).catch(() => null);
      return found ? newIssue(found, name) : { refused: "lost" };
    };
    const show = async () => {
      const name = field.value.trim();
      const { url, refused } = await made(name);
      if (name !== field.value.trim()) return "";
      link.hidden = !url;
      if (url) link.href = url;
      return SAID[refused] ?? "";
    };
    // The link always fits the field; what is wrong is said once the reader is done typing.
    field.addEventListener("change", async () => (said.textContent = await show()));
    field.addEventListener("input", () => {
      said.textContent = "";
      show();
    });
    place.hidden = false;
  }
}
