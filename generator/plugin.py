"""The MkDocs plugin: generated pages enter the build without touching the disk."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape, unescape  # themes print navigation titles as they are
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_datetime, get_relative_url

from generator import csp, editions, pages, published, schema, search, search_index
from generator.handbook import CONTENT, PLAYBOOKS, load
from generator.history import last_changed
from generator.problems import CannotStart, headline, with_source
from generator.site import (
    FIND,
    PROBLEMS,
    REFERENCE,
    TOOLS,
    Site,
    framework_uri,
    path_uri,
    phase_uri,
    playbook_uri,
)

if TYPE_CHECKING:
    from jinja2 import Environment

log = logging.getLogger("mkdocs.plugins.handbook")


class HandbookConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin takes no options."""


class HandbookPlugin(BasePlugin[HandbookConfig]):  # type: ignore[no-untyped-call]
    """Publishes the playbooks beside the hand-written pages.

    In `nav`, the entry "@phases" stands for a section a phase, "@find" for the page over all items,
    "@tools" and "@reference" for the generated pages beside them.
    """

    serving = False
    told = False
    site: Site
    read: list[search_index.Entry]
    """What the search finds on hand-written pages and on those that list things."""
    prose: list[str]
    """The Markdown of the hand-written pages."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = _root(config)
        try:
            handbook = load(root, today=date.today())
        except CannotStart as error:
            raise PluginError(str(error)) from None
        problems = [p for p in handbook.problems if p.level == "problem"]
        for late in (p for p in handbook.problems if p.level == "information"):
            log.info(headline(late))
        for problem in problems:
            log.error(with_source(problem))
        if problems and not self.serving:
            raise PluginError(f"the playbooks have problems ({len(problems)}); nothing was built")
        if not self.told:
            self._tell_what_is_unset(config)
        if self.serving or not (config.site_url and config.use_directory_urls):
            _without(config, "navigation.instant")
        changed = last_changed(root, PLAYBOOKS)
        if not changed:
            log.info("there is no full git history here: pages carry no day of their last change")
        self.site = Site(
            handbook,
            directory_urls=config.use_directory_urls,
            changed=changed,
            base_url=config.site_url or "",
            dated=_dated(changed.values()),
        )
        config.extra["handbook"] = metadata.version("decision-handbook")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.read, self.prose = [], []
        made = list(self._pages())
        taken = [page.src_uri for page in made if files.get_file_from_path(page.src_uri)]
        if taken:
            names = ", ".join(f"{CONTENT}/{uri}" for uri in taken)
            raise PluginError(f"{names}: a generated page has this address; rename the file")
        for page in made:
            file = File.generated(config, page.src_uri, content=page.markdown)
            if page.source is not None:
                up = Path(config.docs_dir).relative_to(_root(config))
                file.edit_uri = "../" * len(up.parts) + page.source
            files.append(file)
        for uri, content in self._beside(config) if not self._in_doubt else ():
            files.append(File.generated(config, uri, content=content))
        if config.nav is not None:
            published = {page.src_uri for page in made}
            nav = list(self._expanded(config.nav, published))
            config.nav = [{"Problems to mend": PROBLEMS}, *nav] if PROBLEMS in published else nav
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Add what needs every page's HTML, and tell the templates the policy that pages carry."""
        env.trim_blocks = env.lstrip_blocks = True  # else every fifth line of a page is blank
        for file in files.documentation_pages():
            if file.page:  # themes escape some titles and print others: both are right now
                file.page.title = Markup(escape(unescape(str(file.page.title or ""))))
        if not self._in_doubt:
            self._index(files, config)
            self._bind_editions(files)
        if not self.serving:
            env.globals["content_security_policy"] = self._policy(env, config, files)
        return env

    def _index(self, files: Files, config: MkDocsConfig) -> None:
        entries = [*search.entries(self.site, self.prose), *self.read]
        for uri, content in search_index.parts(entries, search.synonyms(self.site)):
            files.append(File.generated(config, uri, content=content))

    def _bind_editions(self, files: Files) -> None:
        made = {file.src_uri: file.page for file in files.documentation_pages() if file.page}
        contents = {uri: page.content for uri, page in made.items() if page.content}
        for edition, bound in editions.bound(self.site, contents):
            if edition.src_uri in contents:
                made[edition.src_uri].content = contents[edition.src_uri] + bound

    def _policy(self, env: Environment, config: MkDocsConfig, files: Files) -> str:
        """The policy of every page.

        One holds for all pages, since instant navigation swaps pages under the policy of the first;
        a script of the theme that holds the page's way to the top is in it for every depth.
        """
        bases = {get_relative_url(".", file.url) for file in files.documentation_pages()}
        bases.add(urlsplit(config.site_url or "/").path)  # the page "not found"
        nothing, bare = Navigation([], []), Files([])
        scripts = [
            script
            for base in bases
            for script in csp.inline_scripts(
                env.get_template("main.html").render(
                    get_context(nothing, bare, config, base_url=base)
                )
            )
        ]
        return csp.policy(scripts, from_files=not config.use_directory_urls)

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str | None:
        if page.file.generated_by is not None:
            return None
        self.prose.append(markdown)
        return pages.link_prose(self.site, page.file.src_uri, markdown)

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        title, address = unescape(str(page.title or "")), page.url
        crumbs = [unescape(above.title or "") for above in [*page.ancestors][::-1]]
        if page.file.generated_by is None:
            self.read += search.sections(html, address, title, crumbs)
        elif page.file.src_uri in TOOLS | REFERENCE:
            about = unescape(page.meta.get("description", ""))
            self.read.append(search_index.Entry(address, title, search.BETWEEN.join(crumbs), about))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        server.watch(str(_root(config) / PLAYBOOKS))
        return server

    @property
    def _in_doubt(self) -> bool:
        """Whether a register, and so what every page refers to, has a problem."""
        return any(
            problem.path.startswith(f"{PLAYBOOKS}/registers/") and problem.level == "problem"
            for problem in self.site.handbook.problems
        )

    def _pages(self) -> Iterator[pages.Page]:
        handbook = self.site.handbook
        wrong = [p for p in handbook.problems if p.level == "problem"]
        if wrong:
            yield pages.all_problems(self.site)
        if self._in_doubt:
            return
        yield from pages.render(self.site)
        for stem, problems in handbook.broken.items():
            yield pages.broken(self.site, stem, problems)

    def _beside(self, config: MkDocsConfig) -> Iterator[tuple[str, bytes | str]]:
        """The files that stand beside the pages."""
        yield from pages.downloads(self.site)
        policy = csp.policy(from_files=not config.use_directory_urls)
        yield from pages.redirects(self.site, "" if self.serving else policy)
        yield "handbook.json", published.handbook(self.site)
        yield "llms.txt", published.llms(self.site, config.site_description or "")
        for name, text in schema.schemas():
            yield f"schemas/{name}", text

    def _expanded(self, nav: list[Any], published: set[str]) -> Iterator[Any]:
        for entry in nav:
            if entry == "@phases":
                yield from self._phases(published)
            elif entry == "@find":
                yield from [FIND] if FIND in published else []
            elif entry == "@tools":
                yield from ({title: uri} for uri, title in TOOLS.items() if uri in published)
            elif entry == "@reference":
                yield from self._reference(published)
            elif isinstance(entry, dict):
                yield {
                    title: list(self._expanded(inner, published))
                    if isinstance(inner, list)
                    else inner
                    for title, inner in entry.items()
                }
            else:
                yield entry

    def _reference(self, published: set[str]) -> Iterator[dict[str, Any]]:
        book = self.site.handbook
        under = {
            "roles/index.md": {escape(r.title): path_uri(r.id) for r in book.roles},
            "frameworks/index.md": {escape(f.title): framework_uri(f.id) for f in book.frameworks},
        }
        for uri, title in REFERENCE.items():
            inner = [{t: u} for t, u in under.get(uri, {}).items() if u in published]
            if inner:
                yield {title: [uri, *inner]}
            elif uri in published:
                yield {title: uri}

    def _phases(self, published: set[str]) -> Iterator[dict[str, list[str]]]:
        for phase in self.site.handbook.phases:
            uris = [phase_uri(phase.id)]
            uris += [playbook_uri(playbook.id) for playbook in self.site.in_phase(phase.id)]
            present = [uri for uri in uris if uri in published]
            if present:
                yield {escape(phase.title): present}

    def _tell_what_is_unset(self, config: MkDocsConfig) -> None:
        self.told = True
        if not config.site_url:
            log.info("HANDBOOK_URL is unset: the pages carry no canonical address")
        if not config.edit_uri:
            log.info("HANDBOOK_EDIT_URI is unset: the pages carry no edit link")


def _without(config: MkDocsConfig, feature: str) -> None:
    """Turn off a feature of the theme that cannot work in this build."""
    config.theme["features"] = [one for one in config.theme["features"] if one != feature]


def _dated(changes: Iterable[date]) -> date | None:
    """The day of SOURCE_DATE_EPOCH, else that of the last change, never today's."""
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return get_build_datetime().date()
    return max(changes, default=None)


def _root(config: MkDocsConfig) -> Path:
    """The folder that mkdocs.yml stands in, which MkDocs may know by a relative path."""
    return Path(config.config_file_path).resolve().parent
