"""The outlines that the tests of office formats render: all that are shipped, and a hostile one."""

from datetime import date
from functools import cache

from conftest import ROOT

from generator.answers import Answer, AnswerSheet, NotApplicable
from generator.handbook import load
from generator.outline import Detail, Item, Outline, Section, When
from generator.site import Site

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1:A9)",
    "\t=1+1",
    "＝1+1",
    '=HYPERLINK("https://example.org","x")',
    'commas, "quotes", | pipes, `backticks`, [brackets]',
    "one line\nanother line\n\n- an entry",
    "<script>alert(1)</script> &amp; &lt;b&gt;",
    "https://example.org/?a=1&b=2",
    "00123",
    "emoji 👩‍🚀🇪🇺 and ‏עברית العربية",
    "_x0041_ stays",
    "words " * 1_666 + "end",
    "\n".join(["line"] * 2_000),
)

WIDE = "🚀" * 10_000
"""Twice as long for tools that count in UTF-16. LibreOffice takes a minute to draw it."""


@cache
def outlines() -> tuple[Outline, ...]:
    """Every playbook that is shipped."""
    book = load(ROOT, today=date(2026, 11, 20))
    site = Site(book, base_url="https://example.org/handbook/")
    return tuple(site.outlined(playbook) for playbook in book.playbooks)


def hostile(texts: tuple[str, ...] = HOSTILE) -> Outline:
    """A playbook with hostile text in each of its fields."""
    items = tuple(
        Item(
            id=f"item-{number}",
            text=text,
            strength="should",
            fingerprint="0123abcd",
            marks=(text,),
            details=tuple(
                Detail(label, text)
                for label in ("Why", "How", "Proof", "Weak evidence", "Strong evidence")
            ),
            owner=text[:50],
            roles=(text[:50], "Sponsor"),
            when=When("Pilot", -1, "month"),
        )
        for number, text in enumerate(texts)
    )
    section = Section("hostile", "[all]: of/them\\*?", items)
    return Outline(
        id="hostile",
        title="'[Build]: buy/or\\partner*? a name that is far too long'",
        kind="Checklist",
        decision="=1+1",
        decider="@Sponsor",
        phase="+Pilot",
        version="89abcdef",
        handbook_version="0.1.0",
        scale=("no", "partly", "yes"),
        sections=(section,),
    )


def answered(outline: Outline) -> AnswerSheet:
    """Hostile answers to the hostile playbook."""
    answers = {
        item.id: Answer(
            answer="partly",
            owner=item.text,
            due=date(2028, 2, 29),
            note=item.text,
            evidence=item.text,
        )
        for item in outline.items
    }
    reason = NotApplicable(reason="=no such system", approver="Ada")
    answers["item-0"] = Answer(not_applicable=reason, note="null \0 bell \a return\r\nend")
    return AnswerSheet(playbook=outline.id, answers=answers)
