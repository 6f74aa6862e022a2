"""Groups of words and phrases that readers use for one another.

A group is a term of the index like any other: an entry that holds one of its phrases is posted
under the group, and each of its phrases names the group. So the browser expands nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.search_words import phrase_terms, searched, split

GROUP = "~"
"""What the names of groups begin with, so that none is a word."""


class Concepts:
    """Groups of synonyms: which of them stand for a phrase, and which a text mentions."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self.named: dict[str, dict[str, None]] = defaultdict(dict)
        """For each phrase, its terms joined by spaces, the groups that it belongs to."""
        self.words: set[str] = set()
        for number, group in enumerate(groups):
            for phrase in group:
                self.words |= set(searched(phrase))
                for form in (phrase, phrase.replace("-", "")):
                    terms = phrase_terms(form)
                    # What is left of "is it legal" says too little.
                    if len(terms) > 1 or (terms and len(split(form)) == 1):
                        self.named[" ".join(terms)][f"{GROUP}{number}"] = None
        self._longest: dict[str, int] = defaultdict(int)
        for name in self.named:
            first, *more = name.split()
            self._longest[first] = max(self._longest[first], 1 + len(more))

    def mentioned(self, text: str) -> Iterator[str]:
        """The groups that a text holds a phrase of, once for each place."""
        terms = phrase_terms(text)
        for start, first in enumerate(terms):
            most = min(start + self._longest.get(first, 0), len(terms))
            for end in range(start + 1, most + 1):
                yield from self.named.get(" ".join(terms[start:end]), ())
