"""Field text: to safe HTML, to inert inline text, to plain text. markdown-it-py and nh3 live here.

A field is data, never template source and never HTML. It may use a small Markdown: emphasis, code,
links and lists. Links refer by scheme, `[48 %](claim:reach-production)`, and a caller says where
each leads. What stands inline on a page (a heading, an attribute) is read a second time by
Python-Markdown, so there every ASCII punctuation mark is a numeric entity.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SCHEMES = ("claim", "framework", "item", "phase", "playbook", "role", "source", "term")
"""What a link in a field may refer to."""

_TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_OUTSIDE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_ENTITIES = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}

_PER_CENT = re.compile(r"(?<=\d) (?=[%‰])")

_NUMBER = r"\d+(?:[.,  ]\d+)*"
_ONE_TO_TEN = "one|two|three|four|five|six|seven|eight|nine|ten"
_TENS = "ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
_TIME = "minutes?|hours?|days?|weeks?|months?|quarters?|years?"
_SCALE = "thousand|million|billion"
_FIGURE = re.compile(
    rf"""
      [$€£¥₹]\s*{_NUMBER}(?:\s*(?:k|m|bn|{_SCALE})\b)?
    | {_NUMBER}(?:
        \s*(?:
            %|％|‰|per\s?cent\b|percentage\s+points?\b
          | ×|x\b|-?fold\b|times\s+(?:as|more|the|its|their|faster|slower|higher)\b
          | (?:[km]|bn|{_SCALE})?\s*(?:€|£|¥|₹|(?:dollars|euros?|pounds|USD|EUR|GBP|CHF)\b)
        )
        | \s+(?:in|out\s+of|of\s+every)\s+(?:every\s+)?(?:{_ONE_TO_TEN}|\d{{1,3}}\b(?!\s*\d))
          (?!\s+(?:{_TIME}))
      )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIGURE_IN_WORDS = re.compile(
    rf"""
      \b(?:{_ONE_TO_TEN}|{_TENS})(?:
          (?:[-\s](?:{_ONE_TO_TEN}))?\s+per\s?cent\b
        | -?fold\b
        | \s+(?:in|out\s+of|of\s+every)\s+(?:every\s+)?(?:{_ONE_TO_TEN}|hundred)\b
          (?!\s+(?:{_TIME}))
      )
    | \btwice\s+as\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Cheap signs of markup and of a figure in words, since most fields hold neither.
_DIGIT_OR_SUM = re.compile(r"[0-9$]")
_ANY_DIGIT_OR_SUM = re.compile(r"[\d$€£¥₹]")
_NUMBER_WORDS = frozenset(_ONE_TO_TEN.split("|"))

# A link whose label and target hold nothing that Markdown reads in another way.
_SIMPLE_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)")


@dataclass(frozen=True, slots=True)
class Link:
    """One link in a field, as written: `[label](target)`."""

    target: str
    label: str

    @property
    def reference(self) -> tuple[str, str] | None:
        """The scheme and id of a link inside the handbook, or None for one that leads outside."""
        scheme, colon, identity = self.target.partition(":")
        return (scheme, identity) if colon and scheme in SCHEMES else None

    @property
    def leads_outside(self) -> bool:
        return bool(_OUTSIDE.match(self.target))


@dataclass(frozen=True, slots=True)
class Scan:
    """What a field refers to, and the figures in it that stand outside a `claim:` link."""

    links: tuple[Link, ...]
    figures: tuple[str, ...]


_NOTHING = Scan((), ())

Resolve = Callable[[str, str], str | None]
"""(scheme, id) to an address, or None where there is none."""


@cache
def _markdown() -> MarkdownIt:
    """The parser, made when the first field needs it: most fields can be checked without."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    parser.disable(["image", "heading", "lheading", "table", "html_inline", "html_block", "hr"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # settled in _links
    return parser


def inline(text: str) -> str:
    """The text on one line, shown as it stands wherever on a page it is put."""
    return _joined(" ".join(text.split())).translate(_ENTITIES)


def html(text: str, resolve: Resolve) -> Markup:
    """The field as one block of safe HTML without blank lines between its parts.

    A link that leads nowhere, or to anything but the web, mail or the handbook, is left out and
    its label stays.
    """
    import nh3

    parser = _markdown()
    tokens = parser.parse(text)
    for token in tokens:
        if token.children:
            token.children = _links_resolved(token.children, resolve)
    rendered = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return Markup(_joined(clean.strip()))


def _joined(shown: str) -> str:
    """What a page shows, so that no line ends between a number and its per cent sign."""
    return _PER_CENT.sub("\N{NO-BREAK SPACE}", shown)


def phrase(text: str, resolve: Resolve) -> Markup:
    """Like `html`, without the `<p>` around a field that is a single paragraph."""
    block = html(text, resolve)
    if block.startswith("<p>") and block.endswith("</p>") and block.count("<p>") == 1:
        return Markup(block[3:-4])
    return block


def plain(text: str) -> str:
    """The words of a field on one line, without its markup."""
    if not _has_markup(text) and "\n" not in text:
        return " ".join(text.split())
    words: list[str] = []
    for token in _markdown().parse(text):
        if token.type == "inline" and token.children:
            words += [_words(token.children), " "]
        elif token.type in ("code_block", "fence"):
            words += [token.content, " "]
    return " ".join("".join(words).split())


def lines(text: str) -> str:
    """The words of a field without its markup, on as many lines as it has parts.

    Entries of lists begin with "- " or their number.
    """
    if not _has_markup(text) and "\n" not in text:
        return " ".join(text.split())
    found: list[str] = []
    marks: list[str] = []
    counts: list[int] = []
    for token in _markdown().parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            first = token.attrs.get("start", 1) if token.type.startswith("o") else 0
            counts.append(int(first or 1) if token.type.startswith("o") else 0)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            counts.pop()
        elif token.type == "list_item_open":
            marks.append(f"{counts[-1]}. " if counts[-1] else "- ")
            counts[-1] += 1 if counts[-1] else 0
        elif token.type == "inline" and token.children:
            words = " ".join(_words(token.children).split())
            indent = "  " * max(len(counts) - 1, 0)
            found.append(indent + (marks.pop() if marks else "  " * bool(counts)) + words)
        elif token.type in ("code_block", "fence"):
            found += token.content.rstrip("\n").split("\n")
    return "\n".join(found)


def scan(text: str, *, code: bool = True) -> Scan:
    """The links of a field, and its figures outside `claim:` links.

    Figures are percentages, sums of money, multiples and "n in m", in digits or words. With `code`
    false, what stands as code is an example of how to write and does not count.
    """
    if not _has_structure(text):
        found = figures(_without_emphasis(text))
        return Scan((), tuple(found)) if found else _NOTHING
    rest = _SIMPLE_LINK.sub(_without_claim, text)
    if not _has_structure(rest):  # Markdown has nothing to add but emphasis
        pairs = _SIMPLE_LINK.findall(text)
        links = tuple(Link(target, _without_emphasis(label)) for label, target in pairs)
        return Scan(links, tuple(figures(_without_emphasis(rest))))
    return _scanned(text, code=code)


def _without_emphasis(text: str) -> str:
    if "*" not in text and "_" not in text:
        return text
    return text.replace("*", "").replace("_", "")


def _without_claim(link: re.Match[str]) -> str:
    return "\0" if link[2].startswith("claim:") else link[1]


def _scanned(text: str, *, code: bool) -> Scan:
    links: list[Link] = []
    outside: list[str] = []
    for token in _markdown().parse(text):
        if token.type == "inline" and token.children:
            children = token.children
            if not code:
                children = [child for child in children if child.type != "code_inline"]
            found, rest = _split_links(children)
            links += found
            outside += figures(rest)
        elif code and token.type in ("code_block", "fence"):
            outside += figures(token.content)
    return Scan(tuple(links), tuple(outside))


def figures(text: str) -> list[str]:
    """Every percentage, sum of money, multiple and "n in m" in the text, in digits or words."""
    may_hold_digits = _DIGIT_OR_SUM if text.isascii() else _ANY_DIGIT_OR_SUM
    found = [*_FIGURE.finditer(text)] if may_hold_digits.search(text) else []
    if _may_be_worded(text.lower()):
        found = sorted([*found, *_FIGURE_IN_WORDS.finditer(text)], key=re.Match.start)
    return [match.group().strip() for match in found]


def _may_be_worded(text: str) -> bool:
    """Whether the text holds what every figure in words holds."""
    if "percent" in text or " cent" in text or "fold" in text or "twice as" in text:
        return True
    if "\n" in text:
        text = " ".join(text.split())
    if " in " not in text and " of " not in text:
        return False
    for sign in (" in ", " out of ", " of every "):
        at = text.find(sign)
        while at >= 0:
            if text[:at].rpartition(" ")[2].strip(string.punctuation) in _NUMBER_WORDS:
                return True
            at = text.find(sign, at + 1)
    return False


def _has_structure(text: str) -> bool:
    """Whether Markdown could find more than emphasis in it, lists aside."""
    return "[" in text or "<" in text or "`" in text or "\\" in text or "&" in text


def _has_markup(text: str) -> bool:
    return "*" in text or "_" in text or _has_structure(text)


def _words(children: list[Token]) -> str:
    return "".join(" " if c.type in ("softbreak", "hardbreak") else c.content for c in children)


def _split_links(children: list[Token]) -> tuple[list[Link], str]:
    """The links among inline tokens, and the words that stand outside claim links."""
    links: list[Link] = []
    rest: list[str] = []
    label: list[str] | None = None
    target = ""
    for child in children:
        if child.type == "link_open":
            target, label = _target(child), []
        elif child.type == "link_close" and label is not None:
            links.append(Link(target, "".join(label)))
            rest.append("\0" if target.startswith("claim:") else "".join(label))
            label = None
        else:
            word = _words([child])
            (rest if label is None else label).append(word)
    return links, "".join(rest)


def _target(token: Token) -> str:
    return unquote(str(token.attrs.get("href", "")))


def _links_resolved(children: list[Token], resolve: Resolve) -> list[Token]:
    kept: list[Token] = []
    open_links: list[bool] = []
    for child in children:
        if child.type == "link_open":
            link = Link(_target(child), "")
            reference = link.reference
            address = resolve(*reference) if reference else None
            if address is not None:
                child.attrs = {"href": address}
            elif not link.leads_outside:
                open_links.append(False)
                continue
            else:
                attrs: dict[str, Any] = {"href": child.attrs["href"]}
                child.attrs = attrs
            open_links.append(True)
        elif child.type == "link_close" and not open_links.pop():
            continue
        kept.append(child)
    return kept
