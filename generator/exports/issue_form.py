"""A GitHub issue form, `.github/ISSUE_TEMPLATE/<name>.yml`, and a link to a prefilled issue.

https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/
syntax-for-issue-forms and syntax-for-githubs-form-schema, beside it: name, description and body are
required; `markdown` is shown and not submitted; a checkbox's label is Markdown. Its "Common
validation errors": ids unique, of letters, digits, - and _; labels and options unique; no empty
strings; some words are refused in the label of an input or a text area, so ours are fixed. Whoever
may push to the default branch may add a form. A description of more than 200 characters makes
GitHub drop the form without a word (https://github.com/flashinfer-ai/flashinfer/pull/4100; not in
its documentation). An issue takes 65,536 characters.

Links: https://docs.github.com/en/issues/tracking-your-work-with-issues/creating-an-issue, "Creating
an issue from a URL query"; one that exceeds the server's limit gets 414. The limit is not
documented: 8,191 bytes are reported (https://github.com/github/docs/issues/5136).

Forms and links were not tried on github.com. A scalar of JSON is one of YAML, so each is written as
JSON, with what YAML takes for line breaks or refuses as escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from generator.exports.base import Format, Segment, Slot, escape_markdown, escaped, join
from generator.exports.markdown import labelled, tasks, to_fill_in, told_of
from generator.exports.wording import ANSWERS, head, one_line, shortened, strength
from generator.outline import Item, Outline, Section

DESCRIPTION_LIMIT = 200
TITLE_LIMIT = 255
URL_LIMIT = 8_000

_REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")
_MARKUP = re.compile(r"[\\`*_\[\]<>@#~$]|&#?\w+;|:\w+:|://|www\.")

Tree = str | tuple[Segment, ...] | list["Tree"] | dict[str, "Tree"]
"""What a form is made of; a tuple is a text with slots."""


def _scalar(text: str | tuple[Segment, ...]) -> Iterator[Segment]:
    yield '"'
    yield from escaped((text,) if isinstance(text, str) else text, "json")
    yield '"\n'


def _yaml(tree: Tree, indent: str = "", begun: str = "") -> Iterator[Segment]:
    """A tree of mappings, lists and texts; `begun` opens its first line in place of the indent."""
    if isinstance(tree, str | tuple):
        yield begun or indent
        yield from _scalar(tree)
    elif isinstance(tree, list):
        for entry in tree:
            yield from _yaml(entry, f"{indent}  ", f"{indent}- ")
    else:
        for number, (key, below) in enumerate(tree.items()):
            yield f"{begun if begun and number == 0 else indent}{key}:"
            if isinstance(below, str | tuple):
                yield " "
                yield from _scalar(below)
            else:
                yield "\n"
                yield from _yaml(below, f"{indent}  ")


def _heading(text: str) -> str:
    """A label, which the form shows as it stands and the issue as Markdown."""
    line = one_line(text)
    return escape_markdown(line) if _MARKUP.search(line) else line


def _details(section: Section) -> str:
    """Why, how and evidence of a section's items, as Markdown."""
    out = []
    for item in section.items:
        out.append(f"- **{escape_markdown(item.text)}**\n")
        out.append(join(told_of(item, escape_markdown, "  "), None))
    return "".join(out)


def _option(item: Item) -> Tree:
    label = f"{item.text} ({strength(item)})"
    return {"label": f"{escape_markdown(label)} `{item.id} {item.fingerprint}`"}


def _given(section: Section) -> Iterator[Segment]:
    """The questions to write the answers below, with those that there are."""
    for item in section.items:
        yield f"- **{escape_markdown(item.text)}**\n"
        for label, name in ANSWERS:
            yield Slot(item.id, name, ("markdown",), f"  - **{label}:** ", "\n")


def _form(outline: Outline) -> Tree:
    about = "".join(labelled(label, text, escape_markdown) for label, text in head(outline))
    address = f"\n<{outline.address}>\n" if outline.address else ""
    body: list[Tree] = [{"type": "markdown", "attributes": {"value": about + address}}]
    if outline.parameters:
        room: Tree = {
            "label": "What you fill in",
            "value": tuple(to_fill_in(outline, escape_markdown)),
        }
        body.append({"type": "textarea", "id": "parameters", "attributes": room})
    for number, section in enumerate(outline.sections, 1):
        title = f"## {escape_markdown(section.title)}\n\n"
        body.append({"type": "markdown", "attributes": {"value": title + _details(section)}})
        options: list[Tree] = [_option(item) for item in section.items]
        boxes: Tree = {"label": _heading(section.title), "options": options}
        body.append({"type": "checkboxes", "id": section.id, "attributes": boxes})
        label = f"Answers and notes, part {number}"
        notes: Tree = {"label": label, "value": tuple(_given(section))}
        body.append({"type": "textarea", "id": f"notes_{section.id}", "attributes": notes})
    source: Tree = {"label": "Copied from", "value": outline.identity}
    body.append({"type": "input", "id": "copied_from", "attributes": source})
    return {
        "name": one_line(outline.title),
        "description": shortened(outline.decision, DESCRIPTION_LIMIT),
        "title": shortened(outline.title, TITLE_LIMIT),
        "body": body,
    }


def _segments(outline: Outline) -> Iterator[Segment]:
    return _yaml(_form(outline))


def is_repository(name: str) -> bool:
    """Whether a name can be that of a repository on GitHub, as owner/name."""
    return _REPOSITORY.fullmatch(name) is not None


def new_issue(outline: Outline) -> dict[str, str]:
    """What a prefilled issue says: its title, and the task list as its body.

    The list has every item with its strength and identity; why, how and evidence stay behind, at
    the address below it.
    """
    body = join(tasks(outline, escape_markdown, whole=False), None)
    return {"title": one_line(outline.title), "body": body}


def new_issue_url(outline: Outline, repository: str) -> str | None:
    """A link to a new issue of `owner/name`, or None if it would be too long."""
    query = urlencode(new_issue(outline), quote_via=quote)
    url = f"https://github.com/{repository}/issues/new?{query}"
    return url if len(url) <= URL_LIMIT else None


ISSUE_FORM = Format(
    title="GitHub issue form",
    suffix="issue-form.yml",
    media_type="application/yaml; charset=utf-8",
    told="Put it into .github/ISSUE_TEMPLATE/ of a repository that you may push to; the form then "
    "stands in the list under New issue. Checked against the published schema for issue forms, "
    "not on github.com.",
    segments=_segments,
)
