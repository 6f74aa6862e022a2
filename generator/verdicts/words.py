"""Rules and constructed sheets in plain words, for readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.verdicts.compiled import RuleSet, selected
from generator.verdicts.rules import Condition, Count, Score, Selection, Sheet

_PLURALS = {"must": "musts", "should": "shoulds", "could": "coulds"}


def told(condition: Condition, rules: RuleSet, texts: Mapping[str, str]) -> str:
    """When a rule holds, as the end of a sentence that begins with "if".

    `texts` has the words of items and groups by id.
    """
    if condition.count is not None:
        return _count(condition.count, texts)
    if condition.score is not None:
        return _score(condition.score, rules, texts)
    if condition.any is not None:
        return ", or ".join(told(one, rules, texts) for one in condition.any)
    if condition.all is not None:
        return ", and ".join(told(one, rules, texts) for one in condition.all)
    if condition.not_ is not None:
        return f"it is not the case that {told(condition.not_, rules, texts)}"
    return "none of the above holds"


def shown(sheet: Sheet, texts: Mapping[str, str]) -> str:
    """The answers of a constructed sheet."""
    usual = f"Every item is answered “{sheet.usual}”"
    if not sheet.differing:
        return f"{usual}."
    by_answer: dict[str, list[str]] = {}
    for one in sheet.differing:
        by_answer.setdefault(one.answer, []).append(f"“{texts[one.item]}”")
    others = "; ".join(f"“{answer}” to {listed(items)}" for answer, items in by_answer.items())
    return f"{usual}, but {others}."


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words with commas, and the last one joined by a word."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _count(count: Count, texts: Mapping[str, str]) -> str:
    answers = listed([f"“{answer}”" for answer in count.answers], "or")
    one, many = _noun(count, texts)
    if len(count.items) == 1 and count.at_least == 1 and count.at_most is None:
        return f"“{texts[count.items[0]]}” is answered {answers}"
    bounds = []
    if count.at_least is not None:
        bounds.append(f"at least {count.at_least}")
    if count.at_most is not None:
        bounds.append(f"at most {count.at_most}")
    single = bounds[-1].endswith(" 1")
    return f"{' and '.join(bounds)} {f'{one} is' if single else f'{many} are'} answered {answers}"


def _score(score: Score, rules: RuleSet, texts: Mapping[str, str]) -> str:
    side = f"below {score.below}" if score.below is not None else f"above {score.above}"
    if score.weakest_group:
        return f"the group with the fewest points is {side}"
    chosen = selected(score, rules.items)
    full = sum(rules.items[i].weight for i in chosen) * rules.best
    whose = "" if len(chosen) == len(rules.items) else f" of the {_noun(score, texts)[1]}"
    return f"the score{whose} is {side}, of {full} points"


def _noun(selection: Selection, texts: Mapping[str, str]) -> tuple[str, str]:
    """What is selected, for one and for several."""
    strength = selection.strength
    if selection.severity is not None:
        one = "stop sign" if selection.severity == "stop-sign" else "warning"
        many = f"{one}s"
        among = f" among the {_PLURALS[strength]}" if strength else ""
    elif selection.knockout:
        one, many = "knock-out", "knock-outs"
        among = f" among the {_PLURALS[strength]}" if strength else ""
    else:
        one, many = (strength, _PLURALS[strength]) if strength else ("item", "items")
        among = " that is no knock-out" if selection.knockout is False else ""
    more = among
    if selection.tag is not None:
        more += f" tagged “{selection.tag}”"
    if selection.group is not None:
        more += f" under “{texts[selection.group]}”"
    if selection.items:
        more += f" among {listed([f'“{texts[item]}”' for item in selection.items])}"
    return f"{one}{more}", f"{many}{more}"
