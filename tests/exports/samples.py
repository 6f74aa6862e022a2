"""What the tests of the exports share: every shipped playbook, and one made of hostile text."""

from datetime import date
from functools import cache

from conftest import ROOT

from generator.answers import Answer, AnswerSheet, NotApplicable
from generator.exports.wording import split
from generator.handbook import load
from generator.outline import Detail, Item, Outline, Section, When
from generator.site import Site

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "/close",
    "a line\n/close\n/label ~x",
    "# no heading",
    "1. no list",
    "- [x] no task",
    "a * b _c_ **d** ~~e~~ `f` $g$ ^h^",
    "[link](https://example.org) ![image](x.png) https://example.org www.example.org",
    "<script>alert(1)</script> <b>b</b> <!-- c --> &amp; &#64; &copy;",
    'quotes " and "" and \' and ,;|\\',
    "| a | b |",
    "@someone a@example.org #1 !1 %2 &3 ~label GH-1 :tada:",
    "ends with a backslash \\",
    "ends with a star *",
    "{code}x{code} [~admin] !image.png! h1. x {{y}} ??z?? +u+ (!) :) -- \\\\",
    "عربي \u05e2\u05d1\u05e8\u05d9\u05ea 👩‍👩‍👧 e\u0301",
    "next\u2028line\u0085paragraph\u00a0space\ufeffmark\x7f",
    "---",
    "word " * 2_000,
    "\\" * 10_000,
)


@cache
def shipped() -> tuple[Outline, ...]:
    """Every playbook of this handbook."""
    book = load(ROOT, today=date(2026, 11, 20))
    site = Site(book, base_url="https://handbook.example/")
    return tuple(site.outlined(playbook) for playbook in book.playbooks)


def hostile() -> Outline:
    """A playbook in which every field holds each hostile text once."""
    items = tuple(
        Item(
            id=f"item-{number}",
            text=" ".join(text.split()),
            strength="must",
            fingerprint=f"{number:08x}",
            marks=("Stop sign",),
            details=(
                Detail("Why", text),
                Detail(" ".join(text.split())[:80], f"- {text}\n1. {text}"),
            ),
            owner=text,
            roles=(text, "Legal"),
            when=When("Pilot", -14, "month"),
        )
        for number, text in enumerate(HOSTILE)
    )
    sections = tuple(Section(f"section-{item.id}", item.text, (item,)) for item in items)
    return Outline(
        "hostile", HOSTILE[0], "Kind", HOSTILE[7], HOSTILE[16], "Pilot", "0123abcd", "0.1.0",
        ("no", "yes"), sections, "https://handbook.example/playbooks/hostile/",
    )  # fmt: skip


def answered(outline: Outline) -> AnswerSheet:
    """A sheet with every field of every item filled in, with hostile text where that can be."""
    answers = {
        item.id: Answer(
            answer=(scale := item.choices or outline.scale)[number % len(scale)],
            not_applicable=NotApplicable(reason=HOSTILE[number % len(HOSTILE)], approver="/merge"),
            owner=HOSTILE[(number + 1) % len(HOSTILE)],
            due=date(2028, 2, 29),
            note=HOSTILE[(number + 2) % len(HOSTILE)],
            evidence=HOSTILE[(number + 3) % len(HOSTILE)],
        )
        for number, item in enumerate(outline.items)
    }
    return AnswerSheet(playbook=outline.id, answers=answers)


def line(text: str) -> str:
    return " ".join(text.split())


def said(item: Item) -> list[str]:
    """Everything that an item must arrive with, line by line, in order."""
    found = [line(item.text), item.strength, *item.marks]
    for detail in item.details:
        found.append(line(detail.label))
        found += [part.words for part in split(detail.text)]
    return [*found, line(item.owner), *(line(role) for role in item.roles if role != item.owner)]


def missing(item: Item, text: str) -> list[str]:
    """What an item should say and the text does not, in any order."""
    return [part for part in said(item) if part not in line(text)]
