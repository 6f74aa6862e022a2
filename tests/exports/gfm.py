"""Markdown as GitHub's own parser reads it, as a list of tasks."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

MARKUP = {"a", "img", "script", "b", "em", "del", "table", "h3", "pre", "blockquote", "hr", "sup"}
"""What nothing in a playbook's text may become."""


@dataclass
class Task:
    comments: list[str] = field(default_factory=list)
    text: str = ""


class Page(HTMLParser):
    """What a page shows: its text, its tags, its tasks with the comments in them."""

    def __init__(self, markdown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.tasks: list[Task] = []
        self.headings: list[str] = []
        self._in_heading = False
        self.html = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        if tag == "input":
            self.tasks.append(Task())
        if tag in ("h1", "h2"):
            self.headings.append("")
            self._in_heading = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "h2"):
            self._in_heading = False

    def handle_comment(self, data: str) -> None:
        if self.tasks and data.strip():
            self.tasks[-1].comments.append(data.strip())

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_heading:
            self.headings[-1] += data
        elif self.tasks:
            self.tasks[-1].text += data
