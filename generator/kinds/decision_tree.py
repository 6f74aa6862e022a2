"""Decision trees: questions whose answers lead on, down to outcomes with advice."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import Line, Model, OutcomeId, StepRef, Text
from generator.problems import Finding, TreePath, did_you_mean, quoted
from generator.text import plain
from generator.verdicts import tree
from generator.verdicts.rules import Verdict
from generator.verdicts.scales import Scale


class Answer(Model):
    """One way to answer, and where it leads."""

    text: Line = Field(description="The answer, in a few words.")
    leads_to: StepRef = Field(description="The id of the question or outcome that comes next.")


class Question(Item):
    """A question of the tree. The first one is where everybody begins."""

    answers: tuple[Answer, ...] = Field(
        min_length=2, description="The ways to answer; each leads on."
    )

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(answer.text for answer in self.answers)


class Outcome(Model):
    """Where a path through the tree ends."""

    id: OutcomeId = Field(description="Unique in the playbook, among items and groups too.")
    title: Line = Field(description="The decision, in a few words.")
    verdict: Verdict = Field(description="go, fix or stop.")
    advice: Text = Field(description="What to do now, by whom, and what to record.")


def _paths(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether the answers make a tree: one root, no cycle, no loose end, nothing out of reach."""
    all_questions = dict(_identified(data, "groups", "items"))
    questions = {
        name: (at, record)
        for name, (at, record) in all_questions.items()
        if record.get("status") != "retired"
    }
    if all_questions and not questions:
        message = "every question of the tree is retired"
        yield Finding(("groups",), "missing-field", message, "keep one in use", on_key=True)
    outcomes = dict(_identified(data, "outcomes"))
    known = {**questions, **outcomes}
    leads: dict[str, list[str]] = {}
    for name, (at, record) in questions.items():
        said: set[object] = set()
        for number, answer in enumerate(_records(record.get("answers"))):
            if answer.get("text") in said:
                message = f"the answer {quoted(str(answer['text']))} stands twice"
                hint = "say what tells the two apart"
                yield Finding((*at, "answers", number, "text"), "repeated-entry", message, hint)
            said.add(answer.get("text") or number)
            to = answer.get("leads_to")
            if not isinstance(to, str):
                continue
            place: TreePath = (*at, "answers", number, "leads_to")
            if to not in known:
                hint = did_you_mean(to, known) or "there is no question or outcome of this id"
                message = f"the answer leads to {quoted(to)}, which is not in the tree"
                yield Finding(place, "unknown-reference", message, hint)
            elif _reaches(leads, to, name):
                message = f"the answer leads back to {quoted(to)}"
                yield Finding(place, "cycle", message, "let every answer lead on")
            else:
                leads.setdefault(name, []).append(to)
    root = next(iter(questions), "")
    for name, (at, _) in known.items():
        if not _reaches(leads, root, name):
            message = f"no path from {quoted(root)} leads to {quoted(name)}"
            hint = "let an answer lead to it, or delete it; the first question is the root"
            yield Finding((*at, "id"), "unreachable", message, hint)


def _reaches(leads: Mapping[str, list[str]], start: str, end: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        waiting += [to for to in leads.get(here, ()) if to not in seen]
        seen.update(leads.get(here, ()))
    return False


def _identified(
    data: Mapping[str, Any], field: str, *deeper: str, at: TreePath = ()
) -> Iterator[tuple[str, tuple[TreePath, Mapping[str, Any]]]]:
    for number, record in enumerate(_records(data.get(field))):
        place = (*at, field, number)
        if deeper:
            yield from _identified(record, *deeper, at=place)
        elif isinstance(record.get("id"), str):
            yield record["id"], (place, record)


def _records(value: object) -> list[Mapping[str, Any]]:
    given = value if isinstance(value, tuple) else ()
    return [record if isinstance(record, Mapping) else {} for record in given]


def _ends_with(outcome: Outcome) -> str:
    return f"{outcome.title} ({outcome.verdict}). {plain(outcome.advice)}"


def _no_rules(data: Mapping[str, Any]) -> Iterator[Finding]:
    """A tree decides by where its path ends; rules beside it could say otherwise."""
    for name in ("rules", "sheets"):
        if name in data:
            message = f'a decision tree has no "{name}", since its outcomes give the verdicts'
            yield Finding((name,), "unknown-field", message, "delete it", on_key=True)


class DecisionTree(Playbook[Question]):
    """Questions that lead to a decision."""

    label: ClassVar[str] = "Decision tree"
    scale: ClassVar[Scale] = ()
    in_sequence: ClassVar[bool] = True
    invariants = (*Playbook.invariants, _paths, _no_rules)

    kind: Literal["decision-tree"] = Field(description="What sort of playbook this is.")
    outcomes: tuple[Outcome, ...] = Field(min_length=1, description="Where the paths end.")

    @property
    def rule_set(self) -> tree.Tree:
        leads = (tuple((a.text, a.leads_to) for a in item.answers) for item in self.items)
        outcomes = (tree.Outcome(o.id, o.verdict, o.title, plain(o.advice)) for o in self.outcomes)
        return tree.Tree(self._facts, tuple(leads), tuple(outcomes))

    def details(self, item: Question) -> Iterator[tuple[str, str]]:
        said = []
        for answer in item.answers:
            to = self.by_id[answer.leads_to]
            onward = f"go on at “{to.text}”" if isinstance(to, Question) else _ends_with(to)
            said.append(f"- {answer.text}: {onward}")
        yield "Answers", "\n".join(said)

    @property
    def by_id(self) -> dict[str, Question | Outcome]:
        """Every question and outcome."""
        questions: dict[str, Question | Outcome] = {one.id: one for one in self.items}
        return questions | {one.id: one for one in self.outcomes}
