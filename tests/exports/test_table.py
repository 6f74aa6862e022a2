"""The table to paste as an HTML parser reads it."""

from html.parser import HTMLParser

from generator.exports.base import Slot, join
from generator.exports.table import COLUMNS, HTML_TABLE, segments
from generator.exports.wording import ANSWERS
from generator.outline import Outline

from .shipped import HOSTILE, answered, hostile, outlines

KEPT = {
    *("html", "head", "meta", "title", "body", "h1", "h2", "p", "strong", "small", "br", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
"""What editors keep when it is pasted, and a page's frame."""


class Reader(HTMLParser):
    """The cells of each row, and every tag and attribute."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.outside = ""
        self.inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True
        elif tag in ("p", "br"):
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data
        else:
            self.outside += data


def read(outline: Outline) -> Reader:
    return Reader(HTML_TABLE.render(outline, None).decode())


def test_every_item_of_every_playbook_arrives_whole() -> None:
    for outline in outlines():
        shown = read(outline)
        rows = [row for row in shown.rows if row != list(COLUMNS)]
        assert len(shown.rows) - len(rows) == len(outline.sections)
        for item, row in zip(outline.items, rows, strict=True):
            question, strength, details, *empty = row
            assert question.strip().split("\n") == [item.text, f"{item.id} {item.fingerprint}"]
            assert strength == ", ".join([item.strength, *item.marks])
            for detail in item.details:
                assert f"{detail.label}: {detail.text}" in details
            for role in (item.owner, *item.roles):
                assert role in details
            assert "".join(empty).strip() == ""
        for said in (outline.decision, outline.decider, outline.identity, outline.address):
            assert said in shown.outside
        for section in outline.sections:
            assert section.title in shown.outside


def test_it_is_plain_enough_to_paste() -> None:
    for outline in (*outlines(), hostile()):
        shown = read(outline)
        assert shown.tags <= KEPT
        policy = {"content", "http-equiv"}  # in the head, which nobody pastes
    assert shown.attributes <= {"charset", "href", "lang", "scope"} | policy


def test_hostile_text_and_answers_arrive_as_text() -> None:
    outline = hostile()
    shown = Reader(HTML_TABLE.render(outline, answered(outline)).decode())
    for text, row in list(zip(HOSTILE, shown.rows[1:], strict=True))[1:]:
        question, _, details, answer, owner, due, filled_in = row
        assert question.startswith(f"\n{text}\n")
        assert details.count(text) >= 5
        assert (answer.strip(), owner, due) == ("partly", text, "2028-02-29")
        assert filled_in == f"\nEvidence: {text}\nNote: {text}"
    assert shown.rows[1][3].strip() == "Not applicable: =no such system (Ada)"
    assert shown.tags <= KEPT


def test_its_slots_are_all_of_an_answer_and_all_escaped() -> None:
    outline = hostile()
    slots = [segment for segment in segments(outline) if isinstance(segment, Slot)]
    assert {slot.escapes for slot in slots} == {("html",)}
    assert {slot.item for slot in slots} == {item.id for item in outline.items}
    assert len(slots) == len(ANSWERS) * len(list(outline.items))
    assert HTML_TABLE.render(outline, None).decode() == join(segments(outline), None)
