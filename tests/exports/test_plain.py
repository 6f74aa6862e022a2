"""The list as plain text."""

from generator.answers import Answer, AnswerSheet
from generator.exports.base import join
from generator.exports.plain import TEXT

from .samples import answered, hostile, line, missing, shipped


def test_every_item_of_every_playbook_arrives_with_all_it_says() -> None:
    for outline in shipped():
        text = TEXT.render(outline, None).decode()
        parts = text.split("\n[ ] ")
        items = list(outline.items)
        assert len(parts) == len(items) + 1
        for number, (part, item) in enumerate(zip(parts[1:], items, strict=True), 1):
            assert part.startswith(f"{number}. {item.text} (")
            assert missing(item, part) == []
            assert f"({item.id} {item.fingerprint})" in part
        assert outline.decision in line(parts[0])
        assert text.count(outline.identity) == 1


def test_text_is_left_as_it_stands() -> None:
    outline = hostile()
    text = TEXT.render(outline, None).decode()
    for item in outline.items:
        assert missing(item, text) == []


def test_the_answers_are_filled_in() -> None:
    outline = shipped()[0]
    sheet = answered(outline)
    text = TEXT.render(outline, sheet).decode()
    assert text.count("    Due: 2028-02-29\n") == len(sheet.answers)
    for answer in sheet.answers.values():
        note = answer.note.replace("\n", "\n      ")
        assert f"    Note: {note}\n" in text
    assert TEXT.segments
    assert join(TEXT.segments(outline), sheet) == text


def test_further_lines_of_an_answer_stand_below_its_first() -> None:
    outline = shipped()[0]
    first = next(iter(outline.items))
    answers = {first.id: Answer(note="Ask Ada.\r\n[ ] Then\nwrite")}
    text = TEXT.render(outline, AnswerSheet(playbook=outline.id, answers=answers)).decode()
    assert "    Note: Ask Ada.\n      [ ] Then\n      write\n" in text
