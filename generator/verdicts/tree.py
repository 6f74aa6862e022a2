"""A decision tree to a verdict: each answer leads on, down to an outcome, which gives it.

What nobody has answered is open, as with rules: as long as outcomes of different verdicts can still
be reached, so is the verdict. browser/verdicts/tree.js does the same, and a test holds both to the
same results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.verdicts.facts import Facts
from generator.verdicts.result import ORDER, Change, Given, Result, named
from generator.verdicts.rules import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a path ends."""

    id: str
    verdict: Verdict
    title: str
    advice: str


Leads = tuple[tuple[str, str], ...]
"""The answers to a question, each with the id of the question or outcome that comes next."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Questions with what their answers lead to; the first one is where everybody begins.

    `leads` stand beside `items`. The outcomes are called `rules`, since they decide as rules do.
    """

    items: tuple[Facts, ...]
    leads: tuple[Leads, ...]
    rules: tuple[Outcome, ...]

    def next(self, id: str) -> Leads:
        """The answers to a question; none for an outcome."""
        return dict(zip((one.id for one in self.items), self.leads, strict=True)).get(id, ())

    def data(self) -> dict[str, object]:
        """As a page carries it for the browser."""
        return {
            "items": [facts.data() for facts in self.items],
            "leads": [[list(lead) for lead in leads] for leads in self.leads],
            "rules": [
                {"id": o.id, "verdict": o.verdict, "title": o.title, "advice": o.advice}
                for o in self.rules
            ],
        }


def walk(tree: Tree, answers: Mapping[str, Given]) -> Result:
    """Where the answers lead.

    The path stands in `causes`, and the question where it stops in `undecided`; `items` are both.
    `rule` is the place of the outcome, `changes` lie on the way. A question that is set aside leads
    nowhere.
    """
    chosen = {one.id: _chosen(tree, one.id, answers.get(one.id)) for one in tree.items}
    here, path = tree.items[0].id, []
    while (to := chosen.get(here)) is not None:
        path.append(here)
        here = to
    reached = [n for n, outcome in enumerate(tree.rules) if outcome.id == here]
    ends = _Ends(tree, chosen)
    worst, best = ends(here)[0], ends(here)[-1]
    verdict = worst if worst == best else "open"
    ways = (way for number in (1, 2) for way in _other(tree, chosen, ends, verdict, number))
    changes, altered = next(ways, ((), None))
    evidenced = sum(named(answers[item].evidence) for item in path)
    return Result(
        verdict=verdict,
        worst=worst,
        best=best,
        rule=reached[0] if reached else None,
        causes=tuple(path),
        undecided=() if reached else (here,),
        changes=changes,
        altered=altered,
        items=len(path) + (not reached),
        answered=len(path),
        evidenced=evidenced,
        claimed=len(path) - evidenced,
        not_applicable=0,
        unanswered=int(not reached),
    )


def _chosen(tree: Tree, id: str, given: Given | None) -> str | None:
    """What comes after a question as it is answered."""
    if given is None or given.not_applicable is not None:
        return None
    return dict(tree.next(id)).get(given.answer or "")


class _Ends:
    """The verdicts that can still be reached from a question or an outcome, worst first."""

    def __init__(self, tree: Tree, chosen: Mapping[str, str | None]) -> None:
        self._tree, self._chosen = tree, chosen
        self._found = {outcome.id: [str(outcome.verdict)] for outcome in tree.rules}

    def __call__(self, id: str) -> list[str]:
        if id not in self._found:
            kept = self._chosen.get(id)
            further = [to for _, to in self._tree.next(id)] if kept is None else [kept]
            found = {verdict for to in further for verdict in self(to)}
            self._found[id] = sorted(found, key=ORDER.__getitem__)
        return self._found[id]


def _other(
    tree: Tree, chosen: Mapping[str, str | None], ends: _Ends, verdict: str, number: int
) -> Iterator[tuple[tuple[Change, ...], str]]:
    """The ways to another verdict, none of them open, with so many answers given anew.

    Those that leave the path late come first.
    """

    def ways(id: str, left: int) -> Iterator[tuple[tuple[Change, ...], str]]:
        if not left:
            if len(ends(id)) == 1 and ends(id) != [verdict]:
                yield (), ends(id)[0]
            return
        kept = chosen.get(id)
        if kept is not None:
            yield from ways(kept, left)
        for answer, to in tree.next(id):
            if to != kept:
                for changes, found in ways(to, left - 1):
                    yield (Change(id, answer), *changes), found

    return ways(tree.items[0].id, number)
