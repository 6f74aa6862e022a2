"""Field text: what it may become on a page, and which figures in it are noticed."""

import pytest
from markupsafe import Markup

from generator import text


def nowhere(scheme: str, identity: str) -> str | None:
    return None


def somewhere(scheme: str, identity: str) -> str | None:
    return f"../{scheme}/#{identity}"


@pytest.mark.parametrize(
    ("field", "html"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("[48 %](claim:one)", '<p><a href="../claim/#one">48\N{NO-BREAK SPACE}%</a></p>'),
        ("[web](https://example.org/?a=1&b=2)",
         '<p><a href="https://example.org/?a=1&amp;b=2">web</a></p>'),
        ("[mail](mailto:a@example.org)", '<p><a href="mailto:a@example.org">mail</a></p>'),
        ("[no](javascript:alert(1))", "<p>no</p>"),
        ("[no](../file.md)", "<p>no</p>"),
        ("[no](//example.org)", "<p>no</p>"),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>"),
        ("# no heading", "<p># no heading</p>"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'),
        ("a | b\n--|--\nc | d", "<p>a | b\n--|--\nc | d</p>"),
    ],
)  # fmt: skip
def test_field_becomes_safe_html(field: str, html: str) -> None:
    assert text.html(field, somewhere) == html


def test_link_to_something_missing_keeps_its_words() -> None:
    assert text.html("see [drift](term:drift) here", nowhere) == "<p>see drift here</p>"


def test_only_html_made_here_counts_as_safe() -> None:
    assert isinstance(text.html("x", nowhere), Markup)
    assert not isinstance(text.inline("x"), Markup)


def test_inline_text_holds_no_punctuation_that_markdown_could_read() -> None:
    shown = text.inline("# *a* <b> [c](d) `e` {f}\n- g\n1. h")
    assert set(shown) <= set("abcdefgh 0123456789&#;")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("a *b* `c` [d](https://e.org)", "a b c d"),
        ("- one\n- two", "one two"),
        ("first\nline\n\nsecond", "first line second"),
        ("plain   text", "plain text"),
    ],
)
def test_plain_text_has_the_words_alone(field: str, words: str) -> None:
    assert text.plain(field) == words


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("48 % of them", ["48 %"]),
        ("48% and 48 per cent and 48 percent", ["48%", "48 per cent", "48 percent"]),
        ("forty-two per cent", ["forty-two per cent"]),
        ("$50,000 or 500 thousand dollars", ["$50,000", "500 thousand dollars"]),
        ("€5 m, 3 million euros, 20k USD", ["€5 m", "3 million euros", "20k USD"]),
        ("10x, 3 times as fast, tenfold, twice as many",
         ["10x", "3 times as", "tenfold", "twice as"]),
        ("one in five, 4 of every 33, 9 out of 10, nine in ten",
         ["one in five", "4 of every 33", "9 out of 10", "nine in ten"]),
        ("a [48 %](claim:x) and 17 %", ["17 %"]),
        ("a [48 %](source:x)", ["48 %"]),
        ("*48 %* and `17 %`", ["48 %", "17 %"]),
        ("ten times the volume, 30 minutes, four to six weeks", []),
        ("one in two weeks, 24/7, GPT-4 in 2 days, at most seven", []),
        ("in 2024, ISO 42001, Art. 26(2), version 1.10", []),
    ],
)  # fmt: skip
def test_figures_outside_claims_are_noticed(field: str, found: list[str]) -> None:
    assert list(text.scan(field).figures) == found


def test_links_are_found_with_their_labels() -> None:
    links = text.scan("[48 *%*](claim:x), <https://a.org> and [b]\n\n[b]: term:y").links
    assert [(link.target, link.label) for link in links] == [
        ("claim:x", "48 %"),
        ("https://a.org", "https://a.org"),
        ("term:y", "b"),
    ]


def test_on_a_page_no_line_ends_between_a_number_and_its_per_cent_sign() -> None:
    for shown in (text.html, text.phrase):
        assert "85\N{NO-BREAK SPACE}%" in shown("Of **all**, 85 % of them", lambda *_: None)
    assert text.inline("85 %") == "85\N{NO-BREAK SPACE}&#37;"
    assert text.plain("85 %") == text.lines("85 %") == "85 %"
