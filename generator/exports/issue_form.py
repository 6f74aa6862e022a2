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

import json
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from generator.answers import AnswerSheet
from generator.exports.base import Format, Slot, escape_markdown, join, value
from generator.exports.markdown import labelled, tasks, told_of
from generator.exports.wording import ANSWERS, head, one_line, shortened, strength
from generator.outline import Item, Outline, Section

DESCRIPTION_LIMIT = 200
TITLE_LIMIT = 255
URL_LIMIT = 8_000

_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile(r"[\\`*_\[\]<>@#~$]|&#?\w+;|:\w+:|://|www\.")

Tree = str | list["Tree"] | dict[str, "Tree"]


def _scalar(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _NOT_YAML.sub(lambda mark: f"\\u{ord(mark[0]):04x}", written)


def _yaml(tree: Tree, indent: str = "") -> Iterator[str]:
    """The lines of a tree of mappings, lists and strings."""
    if isinstance(tree, str):
        yield f"{indent}{_scalar(tree)}"
    elif isinstance(tree, list):
        for entry in tree:
            first, *rest = _yaml(entry, f"{indent}  ")
            yield f"{indent}- {first.lstrip(' ')}"
            yield from rest
    else:
        for key, below in tree.items():
            if isinstance(below, str):
                yield f"{indent}{key}: {_scalar(below)}"
            else:
                yield f"{indent}{key}:"
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


def _given(section: Section, sheet: AnswerSheet | None) -> str:
    """What a sheet answers to a section's items, as Markdown."""
    out = []
    for item in section.items:
        answer = sheet.answers.get(item.id) if sheet else None
        if answer is None or not any(value(answer, name) for _, name in ANSWERS):
            continue
        out.append(f"- **{escape_markdown(item.text)}**\n")
        slots = (
            Slot(item.id, name, "markdown", f"  - **{label}:** ", "\n") for label, name in ANSWERS
        )
        out.append(join(slots, sheet))
    return "".join(out)


def _form(outline: Outline, sheet: AnswerSheet | None) -> Tree:
    about = "".join(labelled(label, text, escape_markdown) for label, text in head(outline))
    address = f"\n<{outline.address}>\n" if outline.address else ""
    body: list[Tree] = [{"type": "markdown", "attributes": {"value": about + address}}]
    for number, section in enumerate(outline.sections, 1):
        title = f"## {escape_markdown(section.title)}\n\n"
        body.append({"type": "markdown", "attributes": {"value": title + _details(section)}})
        options: list[Tree] = [_option(item) for item in section.items]
        boxes: Tree = {"label": _heading(section.title), "options": options}
        body.append({"type": "checkboxes", "id": section.id, "attributes": boxes})
        notes: dict[str, Tree] = {"label": f"Answers and notes, part {number}"}
        given = _given(section, sheet)
        if given:
            notes["value"] = given
        body.append({"type": "textarea", "id": f"notes_{section.id}", "attributes": notes})
    source: Tree = {"label": "Copied from", "value": outline.identity}
    body.append({"type": "input", "id": "copied_from", "attributes": source})
    return {
        "name": one_line(outline.title),
        "description": shortened(outline.decision, DESCRIPTION_LIMIT),
        "title": shortened(outline.title, TITLE_LIMIT),
        "body": body,
    }


def _render(outline: Outline, sheet: AnswerSheet | None) -> bytes:
    return ("\n".join(_yaml(_form(outline, sheet))) + "\n").encode()


def new_issue_url(outline: Outline, repository: str) -> str | None:
    """A link to a new issue of `owner/name` with the task list, or None if it would be too long.

    The list has every item with its strength and identity; why, how and evidence stay behind, at
    the address below it.
    """
    body = join(tasks(outline, escape_markdown, whole=False), None)
    query = urlencode({"title": one_line(outline.title), "body": body}, quote_via=quote)
    url = f"https://github.com/{quote(repository)}/issues/new?{query}"
    return url if len(url) <= URL_LIMIT else None


ISSUE_FORM = Format(
    title="GitHub issue form",
    suffix="issue-form.yml",
    media_type="application/yaml; charset=utf-8",
    told="Put it into .github/ISSUE_TEMPLATE/ of a repository that you may push to; the form then "
    "stands in the list under New issue. Checked against the published schema for issue forms, "
    "not on github.com.",
    render=_render,
)
