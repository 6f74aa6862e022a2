"""English words to their stems: Porter's second stemmer, https://snowballstem.org/algorithms/english

Only the search index is stemmed, so no second copy of these rules runs in the browser.
"""

from __future__ import annotations

import re
from functools import cache


def _pairs(listed: str) -> dict[str, str]:
    """What replaces what: "x>y z>" as a mapping."""
    return dict(pair.split(">") for pair in listed.split())


_EXCEPTIONS = _pairs(
    """
    skis>ski skies>sky idly>idl gently>gentl ugly>ugli early>earli only>onli singly>singl
    dying>die lying>lie tying>tie sky>sky news>news howe>howe atlas>atlas cosmos>cosmos bias>bias
    andes>andes
    """
)
_WHOLE_AFTER_1A = re.compile("(?:inn|out|cann|herr|earr|even)ing|(?:proc|exc|succ)eed")
_VOWEL = "[aeiouy]"
_REGION = re.compile(rf"{_VOWEL}[^aeiouy]")
_SHORT = re.compile(rf"(?:^|.*[^aeiouy]){_VOWEL}[^aeiouywxY]|^{_VOWEL}[^aeiouy]")
_LATE_R1 = re.compile("gener|commun|arsen|univers|later|emerg|organ|inter")
_DOUBLE = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
_STEP_2 = _pairs(
    """
    tional>tion enci>ence anci>ance abli>able entli>ent izer>ize ization>ize ational>ate ation>ate
    ator>ate alism>al aliti>al alli>al fulness>ful ousli>ous ousness>ous iveness>ive iviti>ive
    biliti>ble bli>ble ogi>og ogist>og fulli>ful lessli>less li>
    """
)
_STEP_3 = _pairs("tional>tion ational>ate alize>al icate>ic iciti>ic ical>ic ful> ness> ative>")
_STEP_4 = re.compile(
    "(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ism|ate|iti|ous|ive|ize|ion)$"
)


@cache
def stem(word: str) -> str:
    """The stem of a word in lower case; what is no English word stays as it is."""
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    word = re.sub(r"^y|(?<=[aeiouy])y", "Y", word)
    r1 = _after(word, 0)
    if start := _LATE_R1.match(word):
        r1 = start.end()
    r2 = _after(word, r1)
    word = _step_1a(word)
    if not _WHOLE_AFTER_1A.fullmatch(word):
        word = _step_1b(word, r1)
        word = re.sub(r"(?<=[^aeiouy])(?<=..)[yY]$", "i", word)
        word = _replaced(word, _STEP_2, r1, r2)
        word = _replaced(word, _STEP_3, r1, r2)
        word = _step_4(word, r2)
        word = _step_5(word, r1, r2)
    return word.lower()


def _after(word: str, start: int) -> int:
    """Where the region after the first consonant that follows a vowel begins."""
    found = _REGION.search(word, start)
    return found.end() if found else len(word)


def _step_1a(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and re.search(_VOWEL, word[:-2]):
        return word[:-1]
    return word


def _step_1b(word: str, r1: int) -> str:
    ending = re.search("(?:eed|eedly|ed|edly|ing|ingly)$", word)
    if not ending:
        return word
    rest = word[: ending.start()]
    if ending[0].startswith("eed"):
        return rest + "ee" if ending.start() >= r1 else word
    if not re.search(_VOWEL, rest):
        return word
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if rest.endswith(_DOUBLE):
        return rest if len(rest) == 3 and rest[0] in "aeo" else rest[:-1]
    return rest + "e" if len(rest) <= r1 and _ends_short(rest) else rest


def _replaced(word: str, endings: dict[str, str], r1: int, r2: int) -> str:
    """The word with its longest ending among these replaced, where the ending may go."""
    ending = next((word[at:] for at in range(len(word)) if word[at:] in endings), None)
    if ending is None:
        return word
    rest = word[: -len(ending)]
    barred = (
        len(rest) < (r2 if ending == "ative" else r1)
        or (ending == "ogi" and not rest.endswith("l"))
        or (ending == "li" and not rest.endswith(tuple("cdeghkmnrt")))
    )
    return word if barred else rest + endings[ending]


def _step_4(word: str, r2: int) -> str:
    ending = _STEP_4.search(word)  # from the left, so the longest
    if not ending:
        return word
    rest = word[: ending.start()]
    if len(rest) < r2 or (ending[0] == "ion" and not rest.endswith(("s", "t"))):
        return word
    return rest


def _step_5(word: str, r1: int, r2: int) -> str:
    rest = word[:-1]
    if word.endswith("e") and (len(rest) >= r2 or (len(rest) >= r1 and not _ends_short(rest))):
        return rest
    return rest if word.endswith("ll") and len(rest) >= r2 else word


def _ends_short(word: str) -> bool:
    return _SHORT.fullmatch(word) is not None
