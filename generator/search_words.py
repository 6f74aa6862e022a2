"""Text to the words that the search index knows: split, spelled one way, stemmed.

The browser splits a query in the same manner (`browser/search/words.js`); both are held to
`tests/cases/search/words.json`. It neither stems nor spells: the index tells it every form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from generator.stemmer import stem


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


STOP_WORDS = _set(
    """
    a about actually after again against ago all also always am an and another any
    anybody anymore anyone anything anyway are arent as at be because been before being but by
    can cannot cant could couldnt did didnt do does doesnt doing done dont down each either else
    etc even ever every everybody everyone everything few for from get gets getting give given
    gives giving go goes going gone gonna got guy guys had hadnt has hasnt have havent having he
    hello her here hers him his how hows i id if ill im in into is isnt it itd itll its ive
    just kind let lets like long looks lot lots made make makes making many may maybe me might
    mine more most much must my myself need needs neither no nobody none nor not nothing
    now of off often ok on once one only or other others our ours out over own per please put
    puts quite rather really same see shall she should shouldnt simply so some somebody someone
    something somewhere soon still stuff such than that thats the their theirs them then there
    theres these they theyd theyll theyre theyve thing things this those through to too under
    until up upon us very via want wanted wants was wasnt way we were werent weve what whatever
    whats when where wheres whether which while who wholl whom whos whose why will with within
    without would wouldnt yes yet you youd youll your youre yours youve
    """
)
"""Words that a query is not looked up by, as long as it has others."""

GLUE = _set(
    """
    a actually an and are be been did do does even he her him his i is it its just me my
    of or our really she so that the their them these they this those to us was we were you your
    """
)
"""Stop words that a phrase may have or lack: "turn it off", "turn off"."""

_WORD = re.compile(
    r"(?P<percent>\d+(?:[.,]\d+)*)\s?(?:%|per\s?cent\b)"
    r"|\d+(?:[.,]\d+)+"
    r"|[^\W_]+(?:'[^\W_]+)*"
)
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_MARKS = {"’": "'", "‘": "'", "ʼ": "'", "％": "%", "‐": "-", "‑": "-"}
_TO_AMERICAN = [
    (re.compile(pattern), letters)
    for pattern, letters in {
        r"^(practi)s(e[ds]?|ing)$": r"\1c\2",
        r"(\w{3})is(e[drs]?|ers|ing|ations?|able)$": r"\1iz\2",
        r"(\w{3})ys(e[drs]?|ers|ing)$": r"\1yz\2",
        r"(\w{3}o)ur(s|ed|ing|able|al|ally|ful|ites?)?$": r"\1r\2",
        r"(\w{3}el)l(ed|ing|ers?|ation)$": r"\1\2",
        r"([cn]t)re(s?)$": r"\1er\2",
        r"(defen|offen|icen)c(e[ds]?|ing)$": r"\1s\2",
        r"^(program)me(s?)$": r"\1\2",
        r"(judg|ledg)e(ment)": r"\1\2",
        r"^(fulfil|enrol)(s|ments?)?$": r"\1l\2",
    }.items()
]

_IZE = re.compile(r"(\w{3}[iy])z(e[drs]?|ers|ing|ations?|able)$")


def split(text: str) -> list[str]:
    """The words of a text, in small letters and without accents or apostrophes.

    A percentage is one word, however it is written: "48 %" is `48%`.
    """
    return [_word(match) for match in _WORD.finditer(_folded(text))]


def compounds(text: str) -> Iterator[str]:
    """The words with a hyphen, joined: somebody may look for "write-back" as "writeback"."""
    for match in _COMPOUND.finditer(_folded(text)):
        yield match[0].replace("-", "")


@cache
def term(word: str) -> str:
    """What all forms and spellings of a word share."""
    return stem(american(word))


@cache
def american(word: str) -> str:
    """A British spelling in the American manner; what is not English may come out misspelled."""
    for pattern, letters in _TO_AMERICAN:
        word = pattern.sub(letters, word)
    return word


def spellings(word: str) -> set[str]:
    """The word as the British and as the Americans write it."""
    return {word, american(word), _IZE.sub(r"\1s\2", word)}


def content(text: str) -> list[str]:
    """The terms of a text's words that carry meaning."""
    return [term(word) for word in split(text) if word not in STOP_WORDS]


def searched(text: str) -> list[str]:
    """The words of a text that the index knows."""
    return [word for word in (*split(text), *compounds(text)) if word not in STOP_WORDS]


def phrase_terms(text: str) -> list[str]:
    """The terms of a text in their order, with the small words that tell phrases apart."""
    return [w if w in STOP_WORDS else term(w) for w in split(text) if w not in GLUE]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    for mark, plain in _MARKS.items():
        text = text.replace(mark, plain)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.category(c).startswith("M")).lower()


def _word(match: re.Match[str]) -> str:
    if match["percent"]:
        return f"{match['percent']}%"
    word = match[0].removesuffix("'s") if "'" in match[0] else match[0]
    return word.replace("'", "")
