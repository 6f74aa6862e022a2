"""What a tool may refuse for its length, counted in a written file.

A file is cut up before anybody answers, since Python and the browser join the same segments; so a
team's answers can take a text over its tool's limit, and then that is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice

from generator.problems import quoted

Overlong = Callable[[bytes], Iterator[str]]
"""For each text of a file that is over the limit, what to tell whoever takes the file."""

# Not the csv module, which takes no cell over its own limit; ours are all in quotes.
_CELL = re.compile(r'"((?:[^"]++|"")*+)"(,|\r\n)')
_FORM_FIELD = re.compile(r'^ *(?:- )?(type|label|value): (".*")$', re.MULTILINE)


def _rows(content: bytes) -> Iterator[list[str]]:
    row: list[str] = []
    for cell in _CELL.finditer(content.decode()):
        row.append(cell[1].replace('""', '"'))
        if cell[2] != ",":
            yield row
            row = []


def in_rows(title: str, text: str, limit: int, advice: str) -> Overlong:
    """Looks at a column of a CSV file whose rows have names in another; `advice` ends the line."""

    def overlong(content: bytes) -> Iterator[str]:
        rows = _rows(content)
        (names,) = islice(rows, 1)
        for row in rows:
            cells = dict(zip(names, row, strict=True))
            size = len(cells[text])
            if size > limit:
                whose = f"the description of {quoted(cells[title])}"
                yield f"{whose} has {size:,} characters, and {advice.format(limit=f'{limit:,}')}"

    return overlong


def in_whole(limit: int, advice: str) -> Overlong:
    """Looks at a file that becomes one text; `advice` ends the line."""

    def overlong(content: bytes) -> Iterator[str]:
        size = len(content.decode())
        if size > limit:
            yield f"it has {size:,} characters, and {advice.format(limit=f'{limit:,}')}"

    return overlong


def in_form(limit: int, advice: str) -> Overlong:
    """Looks at what an issue form submits: labels and values, but not what it only shows."""

    def overlong(content: bytes) -> Iterator[str]:
        size, kind = 0, ""
        for name, written in _FORM_FIELD.findall(content.decode()):
            given = json.loads(written)
            if name == "type":
                kind = given
            elif kind != "markdown":
                size += len(given)
        if size > limit:
            yield f"its issue has {size:,} characters, and {advice.format(limit=f'{limit:,}')}"

    return overlong
