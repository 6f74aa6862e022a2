"""Site to Markdown pages. The only module that imports jinja2.

A value that a template prints is inert (see `text.inline`) unless it came from `text` as safe HTML,
so a filter that somebody forgets does no harm.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import metadata
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator import editions, page_data, text
from generator.exports import EXPORTS
from generator.exports.base import as_script, data_script, join
from generator.exports.issue_form import new_issue
from generator.handbook import AnyPlaybook
from generator.kickoff import PLAYBOOKS, WEEKS, drafted
from generator.kickoff_files import fillable
from generator.kinds import KINDS
from generator.kinds.base import Item, Playbook
from generator.model import ID, Described, Model, described
from generator.problems import RULES, Problem, with_source
from generator.registers import REGISTERS
from generator.site import (
    FIELDS,
    FIND,
    KICKOFF_PACK,
    MY_WORK,
    ORIGINS,
    PROBLEMS,
    REFERENCE,
    TOOLS,
    VENDORS,
    Place,
    Site,
    download_uri,
    facets_of,
    framework_uri,
    path_uri,
    phase_uri,
    playbook_uri,
    print_uri,
    segments_uri,
    short_uri,
)
from generator.verdicts.compiled import RuleSet
from generator.verdicts.shown import RuleRow, SheetRow, rule_rows, sheet_rows

SCRIPT = "assets/handbook.js"
"""What browser/ is joined into."""

DESCRIPTION_LENGTH = 155
"""Characters of a description that search engines show."""

LABELS = {
    "could": "Could",
    "confirmed": "Confirmed",
    "differs": "Differs from the source",
    "evidence-for": "evidence for",
    "fix": "Fix",
    "garbled": "Garbled",
    "go": "Go",
    "illustration": "Illustration only",
    "memory": "not looked up",
    "must": "Must",
    "not-found": "No source found",
    "practitioners-rule": "Practitioner’s rule",
    "primary": "read in the source itself",
    "related": "related to",
    "reversed": "Reversed",
    "secondary": "seen second-hand",
    "should": "Should",
    "stop": "Stop",
    "stop-sign": "Stop sign",
    "supports": "supports",
    "vendor-claim": "Vendor’s claim",
    "warning": "Warning",
}
"""What a reader sees for a word that files and rules use."""

_SCHEME_LINK = re.compile(rf"\]\(({'|'.join(text.SCHEMES)}):([^)\s]+)\)")
_ID = re.compile(ID)
_CODE = re.compile(r"(^```.*?^```|`[^`\n]*`)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown page; `source` is the YAML file behind it, seen from the top folder."""

    src_uri: str
    markdown: str
    source: str | None = None


def render(site: Site) -> Iterator[Page]:
    """Every generated page of the site."""
    book = site.handbook
    for playbook in book.playbooks:
        yield Page(
            playbook_uri(playbook.id),
            _render(
                f"{playbook.kind}.md.jinja",
                site,
                playbook_uri(playbook.id),
                playbook=playbook,
            ),
            book.paths[playbook.id],
        )
    for phase in book.phases:
        uri = phase_uri(phase.id)
        gathered = _embedded(page_data.gate(site, phase.id))
        markdown = _render("phase.md.jinja", site, uri, phase=phase, gathered=gathered)
        yield Page(uri, markdown, _register("phases"))
    yield Page(FIND, _render("find.md.jinja", site, FIND))
    yield from _to_print(site)
    yield from _kickoff_pack(site)
    yield _my_work(site)
    yield from _vendors(site)
    for uri, title in REFERENCE.items():
        name = uri.removesuffix("/index.md").removesuffix(".md")
        source = _register(name) if name in REGISTERS else None
        yield Page(uri, _render(f"{name}.md.jinja", site, uri, title=title), source)
    for framework in book.frameworks:
        uri = framework_uri(framework.id)
        markdown = _render("framework.md.jinja", site, uri, framework=framework)
        yield Page(uri, markdown, _register("frameworks"))
    for role in book.roles:
        if role.path:
            uri = path_uri(role.id)
            yield Page(uri, _render("path.md.jinja", site, uri, role=role), _register("roles"))
    yield Page(ORIGINS, _render("origins.md.jinja", site, ORIGINS), _register("origins"))
    yield Page(
        FIELDS, _render("fields.md.jinja", site, FIELDS, models=list(_models()), rules=RULES)
    )


def downloads(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every playbook in every format, as files beside the pages.

    Beside a text format stand its segments, and beside a playbook its rules and what an issue of it
    says: a page asks for them when its reader does something with them.
    """
    for playbook in site.handbook.playbooks:
        outline = site.outlined(playbook)
        for form in EXPORTS.values():
            uri = download_uri(playbook.id, form.suffix)
            if form.segments is None:
                yield uri, form.render(outline, None)
                continue
            segments = list(form.segments(outline))
            yield uri, join(segments, None).encode()
            script = as_script(segments, f"{playbook.id}.{form.suffix}")
            yield segments_uri(playbook.id, form.suffix), script
        rules = playbook.rule_set
        if rules is not None:
            yield _data(playbook.id, "rules", rules.data())
        yield _data(playbook.id, "issue", new_issue(outline))


def _data(playbook: str, name: str, data: object) -> tuple[str, bytes]:
    """A script that hands data of a playbook to its page."""
    return segments_uri(playbook, name), data_script(data, f"{playbook}.{name}")


def redirects(site: Site, policy: str) -> Iterator[tuple[str, str]]:
    """A page at each former address of a playbook that leads on, with the policy it carries.

    They are finished HTML, so that navigation, search and sitemap know nothing of them.
    """
    for playbook in site.handbook.playbooks:
        for alias in playbook.aliases:
            here = playbook_uri(alias)
            yield (
                site.file(here),
                _render(
                    "redirect.html.jinja",
                    site,
                    here,
                    playbook=playbook,
                    canonical=site.address(playbook_uri(playbook.id)) if site.base_url else "",
                    policy=policy,
                    script=Place(SCRIPT),
                ),
            )


def broken(site: Site, stem: str, problems: Iterable[Problem]) -> Page:
    """The page that stands in for a playbook that cannot be published, while serving."""
    uri = playbook_uri(stem)
    return Page(uri, _render("broken.md.jinja", site, uri, title=stem, listing=_listing(problems)))


def all_problems(site: Site) -> Page:
    """The page that lists every problem, while serving."""
    listing = _listing(p for p in site.handbook.problems if p.level == "problem")
    title = "Problems to mend"
    return Page(PROBLEMS, _render("broken.md.jinja", site, PROBLEMS, title=title, listing=listing))


def link_prose(site: Site, here: str, markdown: str) -> str:
    """A hand-written page with its `scheme:id` links as links between Markdown files.

    Examples in code stay as they are. A reference to something that does not exist stays too, for
    MkDocs to warn about.
    """

    def linked(match: re.Match[str]) -> str:
        place = site.place(match[1], match[2])
        if place is None:
            return match[0]
        path = posixpath.relpath(place.src_uri, posixpath.dirname(here) or ".")
        return f"]({path}#{place.anchor})" if place.anchor else f"]({path})"

    parts = _CODE.split(markdown)
    return "".join(
        part if number % 2 else _SCHEME_LINK.sub(linked, part) for number, part in enumerate(parts)
    )


def _kickoff_pack(site: Site) -> Iterator[Page]:
    """The form that plans a kickoff, if the handbook has something to plan it with."""
    chosen = [site.playbooks[name] for name in PLAYBOOKS if name in site.playbooks]
    if chosen:
        title, draft = TOOLS[KICKOFF_PACK], drafted(map(site.outlined, chosen))
        values = {"draft": draft, "form": _embedded(fillable(draft)), "weeks": WEEKS}
        template = "kickoff-pack.md.jinja"
        yield Page(KICKOFF_PACK, _render(template, site, KICKOFF_PACK, title=title, **values))


def _my_work(site: Site) -> Page:
    """The page that lists what this browser keeps, with what it needs to know of each playbook."""
    title, form = TOOLS[MY_WORK], _embedded(page_data.my_work(site))
    return Page(MY_WORK, _render("my-work.md.jinja", site, MY_WORK, title=title, form=form))


def _vendors(site: Site) -> Iterator[Page]:
    """The table that compares vendors, if the handbook has what to ask of them."""
    data = page_data.vendors(site, VENDORS)
    if data is not None:
        title, form = TOOLS[VENDORS], _embedded(data)
        yield Page(VENDORS, _render("vendors.md.jinja", site, VENDORS, title=title, form=form))


def _to_print(site: Site) -> Iterator[Page]:
    """The short form of each playbook, and the opening of each edition (see `editions`)."""
    for playbook in site.handbook.playbooks:
        uri = short_uri(playbook.id)
        markdown = _render("print-short.md.jinja", site, uri, playbook=playbook)
        yield Page(uri, markdown, site.handbook.paths[playbook.id])
    for edition in editions.every(site):
        uri = edition.src_uri
        yield Page(uri, _render("print-edition.md.jinja", site, uri, edition=edition))


def _embedded(data: object) -> Markup:
    """JSON for the text of a hidden element.

    Not of a script: instant navigation runs every script of a page again as JavaScript.
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(html.escape(written, quote=False))


@dataclass(frozen=True, slots=True)
class _Decided:
    """What the template of the rules prints."""

    rows: tuple[RuleRow, ...]
    sheets: tuple[SheetRow, ...]
    knockouts: bool
    scored: bool
    best: int
    scale_means: str


def _decided(playbook: AnyPlaybook) -> _Decided | None:
    """How a playbook is decided, or None if no rules decide it."""
    rules = playbook.rule_set
    if not isinstance(rules, RuleSet):
        return None
    texts = {item.id: item.text for item in playbook.items}
    texts |= {group.id: group.title for group in playbook.groups}
    return _Decided(
        rule_rows(rules, texts),
        sheet_rows(rules, playbook.sheets, texts),
        any(facts.knockout for facts in rules.items),
        any(meter.weighted for meter in rules.meters),
        rules.best,
        playbook.scale_means,
    )


def _register(name: str) -> str:
    return f"playbooks/registers/{name}.yml"


def _listing(problems: Iterable[Problem]) -> Markup:
    lines = "\n".join(with_source(problem) for problem in problems)
    return Markup(html.escape(lines))


def _models() -> Iterator[tuple[str, str, list[Described]]]:
    """Each record that a contributor writes: where it stands, what it is, its fields.

    What every kind has comes first; each kind follows with what it adds.
    """
    seen: set[type[Model]] = set()

    def walk(
        name: str, model: type[Model], base: type[Model] | None = None
    ) -> Iterator[tuple[str, str, list[Described]]]:
        if model in seen:
            return
        seen.add(model)
        fields = list(described(model))
        known = {field.name: field for field in described(base)} if base else {}
        own = [field for field in fields if _told(field) != _told(known.get(field.name))]
        if own or ":" not in name:
            yield name, _purpose(model), own
        for field in fields:
            if field.model is not None:
                below = known.get(field.name)
                yield from walk(
                    f"{name}: {field.name}", field.model, below.model if below else None
                )

    every = Playbook[Item]
    yield from walk("Every kind", every)
    for kind, playbook in KINDS.items():
        yield from walk(kind, playbook, every)
    for register, record in REGISTERS.items():
        yield from walk(f"registers/{register}.yml", record)


def _told(field: Described | None) -> tuple[object, ...]:
    """What the reference says of a field, but for the one word that names a kind."""
    if field is None:
        return ()
    choices = field.choices if len(field.choices) > 1 else ()
    return field.name, field.about, field.needed, field.many, choices


def _purpose(model: type[Model]) -> str:
    """A model's first line of documentation; that of `Group[Item]` stands with `Group`."""
    generic = model.__pydantic_generic_metadata__["origin"] or model
    return (generic.__doc__ or "").split("\n")[0]


def _render(template: str, site: Site, here: str, **values: Any) -> str:
    resolve = site.resolver(here)

    def link(scheme: str, identity: str) -> Markup:
        return Markup(html.escape(resolve(scheme, identity) or ""))

    rendered = (
        _environment()
        .get_template(template)
        .render(
            site=site,
            book=site.handbook,
            formats=EXPORTS,
            download_place=lambda name, suffix: Place(download_uri(name, suffix)),
            segments_place=lambda name, suffix: Place(segments_uri(name, suffix)),
            path_place=lambda role: Place(path_uri(role)),
            framework_place=lambda framework: Place(framework_uri(framework)),
            facets_of=facets_of,
            print_place=lambda edition: Place(print_uri(edition)),
            short_place=lambda playbook: Place(short_uri(playbook)),
            vendors_place=Place(VENDORS),
            work_place=Place(MY_WORK),
            here=here,
            link=link,
            href=lambda place: Markup(html.escape(site.href(here, place))),
            block=lambda field: _one_line(text.html(field, resolve)),
            phrase=lambda field: _one_line(text.phrase(field, resolve)),
            **values,
        )
    )
    return re.sub(r"\n{3,}", "\n\n", rendered).strip() + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["label"] = _label
    environment.filters["anchor"] = _anchor
    environment.filters["day"] = _day
    environment.filters["days"] = _days
    environment.filters["plain"] = text.plain
    environment.globals["handbook_version"] = metadata.version("decision-handbook")
    environment.globals["front_matter"] = _front_matter
    environment.globals["tags_of"] = _tags
    environment.globals["decided_of"] = _decided
    return environment


def _inert(value: object) -> Markup:
    """A value that Markdown cannot read anything into; in ids there is nothing to be read."""
    if isinstance(value, Markup):
        return value
    words = str(value)
    return Markup(words if _ID.fullmatch(words) else text.inline(words))


def _one_line(block: Markup) -> Markup:
    """A block without line breaks outside code, so that Markdown sees a single HTML block."""
    if "<pre>" in block:
        return block
    return Markup(block.replace("\n", " "))


def _label(word: str) -> str:
    return LABELS[word]


def _anchor(identity: str, css: str = "") -> Markup:
    """The heading attributes that set an anchor and let the words choose their direction.

    Ids are safe by their pattern.
    """
    classes = f" .{css}" if css else ""
    return Markup(f'{{#{identity}{classes} dir="auto"}}')


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _days(after_kickoff: int) -> str:
    if after_kickoff == 0:
        return "On the day of the kickoff"
    number = abs(after_kickoff)
    side = "after" if after_kickoff > 0 else "before"
    return f"{number} {'day' if number == 1 else 'days'} {side} the kickoff"


def _front_matter(
    title: str,
    description: str,
    tags: Iterable[str] = (),
    boost: float | None = None,
    searched: bool = True,
    hide: Iterable[str] = (),
    identity: str = "",
    template: str = "",
    on_paper: bool = False,
) -> Markup:
    """The page's metadata. Themes print it unescaped, so it is HTML-escaped here.

    `identity` names the version of what the page shows. A page made for paper is kept out of
    search, and of search engines by its template.
    """
    lines = [f"title: {_meta(text.plain(title) or title)}"]
    lines.append(f"description: {_meta(_shortened(text.plain(description)))}")
    tags = list(dict.fromkeys(tags))
    if tags:
        lines += ["tags:", *(f"  - {_meta(tag)}" for tag in tags)]
    if identity:
        lines.append(f"identity: {_meta(identity)}")
    if template:
        lines.append(f"template: {template}")
    if on_paper:
        lines += ["template: print.html", "hide:", "  - navigation", "  - toc"]
    if on_paper or not searched:
        lines += ["search:", "  exclude: true"]
    elif boost is not None:
        lines += ["search:", f"  boost: {boost}"]
    if hide:
        lines += ["hide:", *(f"  - {part}" for part in hide)]
    return Markup("---\n" + "\n".join(lines) + "\n---")


def _meta(value: str) -> str:
    return json.dumps(html.escape(" ".join(value.split())), ensure_ascii=False)


def _shortened(words: str) -> str:
    if len(words) <= DESCRIPTION_LENGTH:
        return words
    return words[: DESCRIPTION_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _tags(site: Site, playbook: AnyPlaybook) -> list[str]:
    own = sorted({tag.replace("-", " ") for item in playbook.items for tag in item.tags})
    return [playbook.label, site.phases[playbook.phase].title, *own]
