"""CSV for GitLab's issue import: one issue for the playbook, then one for each item.

https://docs.gitlab.com/user/project/issues/csv_import/ (read as doc/user/project/issues/
csv_import.md of gitlabhq/gitlabhq): the header row must hold `title` and `description`; `due_date`
(`YYYY-MM-DD`), `milestone` and `type` may follow; other columns are not imported. Commas, LF or
CRLF, quotes doubled. Planner, or at least Developer, in the project; 10 MB on GitLab.com, else the
instance's "Max attachment size". The file is worked through in the background, an e-mail follows,
and there is no way to undo it but the API, so that page advises to try a few issues first.

A description is GitLab Markdown and may hold quick actions; markdown.py sees to it that ours does
not. A title has at most 255 characters: a longer question goes whole into the description. Not
tried on GitLab; whether a title links what looks like a reference could not be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.exports.base import Format, Segment, Slot, csv_row, guarded
from generator.exports.markdown import escape_gitlab, labelled, to_fill_in, told_of
from generator.exports.wording import head, one_line, shortened, strength
from generator.outline import Item, Outline, Section

TITLE_LIMIT = 255


def _segments(outline: Outline) -> Iterator[Segment]:
    yield from csv_row([["title"], ["description"], ["due_date"]])
    about = "".join(labelled(label, text, escape_gitlab) for label, text in head(outline))
    source = f"From {escape_gitlab(outline.identity)}\n"
    address = f"<{outline.address}>\n" if outline.address else ""
    begins, ends = f"{escape_gitlab(outline.kind)}\n\n{about}", f"\n{source}{address}"
    yield from _row(outline.title, [begins, *to_fill_in(outline, escape_gitlab), ends], [])
    for section in outline.sections:
        for item in section.items:
            yield from _row(
                item.text, _description(outline, section, item), [Slot(item.id, "due", ())]
            )


def _row(text: str, description: Iterable[Segment], due: Iterable[Segment]) -> Iterator[Segment]:
    """An issue. Its description begins with a word or a mark that no formula begins with."""
    title = shortened(guarded(one_line(text)), TITLE_LIMIT)
    whole = title.endswith(one_line(text))
    opening = [] if whole else [f"**{escape_gitlab(text)}**\n\n"]
    yield from csv_row([[title], [*opening, *description], due])


def _description(outline: Outline, section: Section, item: Item) -> Iterator[Segment]:
    place = escape_gitlab(f"{outline.title}, {section.title} ({strength(item)})")
    yield f"From {place}\n\n"
    yield from told_of(item, escape_gitlab)
    yield f"\n{escape_gitlab(f'{outline.id}#{item.id} {item.fingerprint}')}\n"


GITLAB_CSV = Format(
    title="CSV for GitLab issues",
    suffix="gitlab.csv",
    media_type="text/csv; charset=utf-8",
    told="One issue for the playbook and one for each item; the import needs the role Planner, or "
    "Developer and above, and takes files of up to 10 MB on GitLab.com. An import cannot be undone "
    "there, so try it in a project of your own first. Not tried on GitLab itself.",
    segments=_segments,
)
