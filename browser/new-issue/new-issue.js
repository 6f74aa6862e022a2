// Opens a new issue on GitHub with the playbook's task list in it. What the issue says stands in the
// page; a link that GitHub would refuse for its length is not offered, the file is.

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
};

/** Makes a link of the repository that a reader names. */
export function offerNewIssue(root) {
  for (const place of root.querySelectorAll(".hb-new-issue:not([data-ready])")) {
    place.dataset.ready = "";
    const issue = JSON.parse(place.querySelector(".hb-new-issue-list").textContent);
    const field = place.querySelector("input");
    const link = place.querySelector("a");
    const said = place.querySelector("output");
    const show = () => {
      const name = field.value.trim();
      const { url, refused } = name ? newIssue(issue, name) : {};
      link.hidden = !url;
      if (url) link.href = url;
      said.textContent = SAID[refused] ?? "";
    };
    field.addEventListener("change", show);
    field.addEventListener("input", () => newIssue(issue, field.value.trim()).url && show());
    place.hidden = false;
  }
}
