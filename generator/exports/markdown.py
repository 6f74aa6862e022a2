"""Markdown: a task list for GitHub or GitLab, in an issue, a comment, a wiki or a file.

GitHub's "About tasklists" (https://docs.github.com/en/get-started/writing-on-github/
working-with-advanced-formatting/about-tasklists) and the GFM specification (section 5.3) ask for
list items that begin with `[ ]`. An issue or comment takes 65,536 characters (GitHub's own error
message, https://github.com/peter-evans/create-issue-from-file/issues/1049). Whoever may write an
issue may paste it.

GitLab's "Flavored Markdown" (https://docs.gitlab.com/user/markdown/#task-lists) has the same lists.
It differs in that a line that begins with `/` may be a quick action
(https://docs.gitlab.com/user/project/quick_actions/; lib/gitlab/quick_actions/extractor.rb matches
`^/`), and that it links more marks, `$ % # & @ ! ~ ^`, unless a backslash precedes them
(lib/banzai/filter/markdown_pre_escape_filter.rb). So no line begins with `/`, and each of those
marks in a playbook has its backslash. GitLab takes 1,048,576 characters.

GFM links addresses after it has resolved escapes and entities, and mentions seem to be found then
too (Renovate's sanitizeMarkdown breaks them with a character), so a comment follows each `@` of a
playbook. What a reader answers has `escape_markdown` alone.

Neither was tried on github.com or gitlab.com; cmark-gfm, GitHub's parser, reads what is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.exports.base import Format, Segment, Slot, escape_markdown
from generator.exports.limits import in_whole
from generator.exports.wording import ANSWERS, facts, head, split, strength
from generator.outline import Item, Outline

GITHUB_LIMIT, GITLAB_LIMIT = 65_536, 1_048_576

Escape = Callable[[str], str]


def escape_gitlab(text: str) -> str:
    """Like `escape_markdown`, with a backslash before what GitLab takes for more than text."""
    out = escape_markdown(text).replace("&#64;", "\\@").replace("&#38;", "\\&")
    out = re.sub(r"([%^]|!(?!--)|&(?=\d))", r"\\\1", out)
    return f"\\{out}" if out.startswith("/") else out


def labelled(label: str, text: str, escape: Escape, indent: str = "") -> str:
    """A list entry with a label, and lists below it where the text has them."""
    out = [f"{indent}- **{escape(label)}:**"]
    base = len(indent) + 2
    # The entries that are open: how far each was indented, and where its words begin here.
    inside: list[tuple[int, int]] = []
    for number, line in enumerate(split(text)):
        while inside and inside[-1][0] >= line.indent:
            inside.pop()
        column = inside[-1][1] if inside else base
        if line.mark:
            if line.mark not in ("-", "1."):
                out.append("")  # a list that begins otherwise cannot follow a paragraph at once
            out.append(f"{' ' * column}{line.mark} {escape(line.words)}")
            inside.append((line.indent, column + len(line.mark) + 1))
        elif number == 0:
            out[0] += f" {escape(line.words)}"
        else:
            out += ["", f"{' ' * column}{escape(line.words)}"]
    return "\n".join(out) + "\n"


def told_of(item: Item, escape: Escape, indent: str = "") -> Iterator[Segment]:
    """All that an item says beside its text, and its answer, as entries of a list."""
    for label, text in facts(item):
        yield labelled(label, text, escape, indent)
    for label, name in ANSWERS:
        yield Slot(item.id, name, ("markdown",), f"{indent}- **{label}:** ", "\n")


def to_fill_in(outline: Outline, escape: Escape) -> Iterator[Segment]:
    """The playbook's parameters as a list, each with room for what a reader fills in."""
    for parameter in outline.parameters:
        yield f"- **{escape(parameter.label)}:**"
        yield Slot("", parameter.id, ("markdown",), " ")
        yield "\n"
        if parameter.help:
            yield f"  - {escape(parameter.help)}\n"


def task(item: Item, escape: Escape) -> str:
    """The line to tick off, with the item's identity where readers do not see it."""
    words = f"**{escape(item.text)}** ({escape(strength(item))})"
    return f"- [ ] {words} <!-- {item.id} {item.fingerprint} -->\n"


def tasks(outline: Outline, escape: Escape, *, whole: bool) -> Iterator[Segment]:
    """The playbook's task list; without what stands below the tasks if not `whole`."""
    yield f"# {escape(outline.title)}\n\n"
    for label, text in head(outline, summary=whole):
        yield labelled(label, text, escape)
    yield from to_fill_in(outline, escape)
    for section in outline.sections:
        yield f"\n## {escape(section.title)}\n\n"
        for item in section.items:
            yield task(item, escape)
            if whole:
                yield from told_of(item, escape, "  ")
    yield f"\nFrom {escape(outline.identity)}\n"
    if outline.address:
        yield f"<{outline.address}>\n"


def _github(outline: Outline) -> Iterator[Segment]:
    return tasks(outline, escape_markdown, whole=True)


def _gitlab(outline: Outline) -> Iterator[Segment]:
    return tasks(outline, escape_gitlab, whole=True)


GITHUB = Format(
    title="Markdown for GitHub",
    suffix="md",
    media_type="text/markdown; charset=utf-8",
    told="A task list to paste into an issue or to keep as a file. An issue takes at most 65,536 "
    "characters. Checked with GitHub's Markdown parser, not on github.com.",
    segments=_github,
    overlong=in_whole(
        GITHUB_LIMIT,
        "an issue on GitHub takes {limit}; keep it as a file, take the musts alone, or shorten the "
        "answers",
    ),
)

GITLAB = Format(
    title="Markdown for GitLab",
    suffix="gitlab.md",
    media_type="text/markdown; charset=utf-8",
    told="A task list to paste into an issue, an epic or a wiki page. No line of it can act as a "
    "quick action. Not tried on GitLab itself.",
    segments=_gitlab,
    overlong=in_whole(GITLAB_LIMIT, "GitLab takes {limit}; keep it as a file"),
)
