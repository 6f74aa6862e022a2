"""A playbook from anybody's pull request, opened in a real browser: nothing in it may run."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path

import pytest
from conftest import bare
from playwright.sync_api import Browser

from generator.kinds import KINDS
from generator.model import Described, described

from .conftest import Watched, served_unchecked

FIRE = "document.documentElement.dataset.fired=1"
PAYLOADS = [
    f"<script>{FIRE}</script>",
    f"</title><script>{FIRE}</script>",
    f"</textarea></style></script><script>{FIRE}</script>",
    f"<img src=x onerror={FIRE}>",
    f"<svg/onload={FIRE}>",
    f"&lt;img src=x onerror={FIRE}&gt;",
    f"`<img src=x onerror={FIRE}>`",
    f"\\<img src=x onerror={FIRE}\\>",
    f"[press](javascript:{FIRE})",
    f"[press](java\tscript:{FIRE})",
    f"[press](data:text/html;base64,PHNjcmlwdD4=) <javascript:{FIRE}>",
    f'[press](https://example.org/"onmouseover="{FIRE})',
    f'text {{ onclick="{FIRE}" .x #y }}',
    f"![x](https://example.org/x.png){{: onerror={FIRE} }}",
    "{{ 7 * 7 }} {% raw %} ${7*7} {# x #}",
    '--8<-- "mkdocs.yml"',
    ":smile: :material-alert: [^1] [TOC] *[x]: y",
    "https://example.org/image.png <https://example.org>",
    "# heading\n- item\n> quote\n\n| a | b |\n|---|---|\n| c | d |",
    "```mermaid\ngraph TD\n```",
    '<iframe srcdoc="<script>parent.document.documentElement.dataset.fired=1</script>">',
    f"<a href=\"javascript:{FIRE}\" class='md-button'>x</a>",
    f'"><script>{FIRE}</script>',
    f"'><script>{FIRE}</script>",
    f"]]><script>{FIRE}</script><!--",
    f"%3Cscript%3E{FIRE}%3C/script%3E",
]


def filled(model: type, payload: str, words: Mapping[str, object]) -> dict[str, object]:
    """A record of the model with the payload in every field that readers see."""
    return {field.name: value(field, payload, words) for field in described(model)}


def value(field: Described, payload: str, words: Mapping[str, object]) -> object:
    if field.name in OF_THEIR_OWN:
        return words[field.name]
    if field.model is not None:
        record: object = filled(field.model, payload, words)
    else:
        record = payload if field.prose else words[field.name]
        if field.prose and not field.prose.markup:
            record = " ".join(payload.split())
    if not field.many:
        return record
    return [deepcopy(record) for _ in range(max(field.least, 1))]


OF_THEIR_OWN = ("applies_when", "parameters", "rules", "sheets")
"""Fields whose records name one another, and are written as a whole."""


def playbook(kind: str, number: int, payload: str) -> dict[str, object]:
    line = " ".join(payload.split())
    model = KINDS[kind]
    said = {"title": line, "advice": payload}
    scale = model.scale or ("",)
    worst = {"answers": [scale[0]], "at_least": 1}
    rules = [
        {"verdict": "stop", **said, "when": {"count": worst}},
        {"verdict": "go", **said, "title": f"{line} not", "when": {"otherwise": True}},
    ]
    sheet = {"title": line, "verdict": "go", "usual": scale[-1]}
    decides = kind != "decision-tree"
    words: dict[str, object] = {
        "applies_when": {"parameter": "first-parameter", "one_of": [line], "because": line},
        "parameters": [
            {
                "id": "first-parameter",
                "title": line,
                "type": "choice",
                "choices": [line, f"{line} not"],
                "help": payload,
            }
        ],
        "rules": rules if decides else None,
        "sheets": [sheet] if decides else None,
        "after_kickoff": -1,
        "aliases": f"formerly-{kind}-{number}",
        "decider": "sponsor",
        "drafted": "2026-10-01",
        "due_phase": "scope",
        "every": "month",
        "knockout": True,
        "leads_to": "first-outcome",
        "owner": "sponsor",
        "phase": "scope",
        "related": f"{kind}-{number}#first-item",
        "relation": "supports",
        "reviewed": "2026-10-02",
        "review_every": 6,
        "roles": "sponsor",
        "scheme": "nist-ai-rmf",
        "severity": "warning",
        "sources": "rand-2024",
        "status": "draft",
        "strength": "must",
        "tags": "tag",
        "verdict": "go",
        "weight": 1,
        "who": "sponsor",
    }
    made = filled(model, payload, {**words, "id": "first-item", "kind": kind})
    made = {name: given for name, given in made.items() if given is not None}
    made["id"] = f"{kind}-{number}"
    for outcome in made.get("outcomes", ()):  # type: ignore[attr-defined]
        outcome["id"] = "first-outcome"
    for group in made["groups"]:  # type: ignore[attr-defined]
        group["id"] = "first-group"
        for item in group["items"]:
            for number, answer in enumerate(item.get("answers", ())[1:], 1):
                answer["text"] += f" {number}"
            for mapping in item["maps_to"]:
                mapping["id"] = "MAP 1.1"
    return made


LONG = "long " * 1999
"""As much as a field may hold, but for a few characters."""


def longest(kind: str, number: int) -> dict[str, object]:
    """A playbook whose items' fields are as long as they may be.

    Its rules and parameters stay out, since a file of them all would be over the limit of a file.
    """
    made = playbook(kind, number, LONG)
    for name in ("parameters", "rules", "sheets"):
        made.pop(name, None)
    for group in made["groups"]:  # type: ignore[attr-defined]
        for item in group["items"]:
            del item["applies_when"]
    return made


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[str]:
    """The address of a site in which every field of every kind holds every payload."""
    root = bare(tmp_path)
    folder = root / "playbooks" / "scope"
    for kind in KINDS:
        for number, payload in enumerate(PAYLOADS):
            made = playbook(kind, number, payload)
            (folder / f"{made['id']}.yml").write_text(json.dumps(made, ensure_ascii=True))
    registers = root / "playbooks" / "registers"
    titled = {"glossary": "term"}
    for name in ("phases", "roles", "frameworks", "sources", "claims", "glossary"):
        field = titled.get(name, "title")
        path = registers / f"{name}.yml"
        given = json.dumps(f"</title><script>{FIRE}</script><img src=x onerror={FIRE}>")
        text = re.sub(rf"^  {field}: .*$", f"  {field}: {given}", path.read_text(), flags=re.M)
        path.write_text(text.replace(f"{field}: {given}\n    ", f"{field}: {given}\n  #"))
    yield from served_unchecked(root)


INLINE = f"""
const script = document.createElement("script");
script.textContent = "{FIRE}";
document.body.append(script);
"""
FIRED = "document.documentElement.dataset.fired"
REGISTERS = (
    "",
    "find/",
    "my-work/",
    "phases/scope/",
    "print/scope/",
    "print/handbook/",
    "roles/",
    "claims/",
    "glossary/",
    "sources/",
    "frameworks/",
)


def test_nothing_fires_and_nothing_is_lost(
    hostile: str, watched: Watched, browser: Browser, site: Path
) -> None:
    """With the policy nothing is even tried; without it nothing fires either."""
    page = watched.page
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    opened = 0
    for kind in KINDS:
        for number, payload in enumerate(PAYLOADS):
            page.goto(f"{hostile}playbooks/{kind}-{number}/", wait_until="domcontentloaded")
            schemes = "links => links.map(link => link.protocol)"
            led = set(page.locator("article a").evaluate_all(schemes))
            assert led <= {"http:", "https:"}, payload
            assert page.evaluate(FIRED) is None, payload
            loose = (
                "article script:not([type='application/json']), article img, article iframe,"
                "article svg, article [onclick]"
            )
            assert page.locator(loose).count() == 0, payload
            heading = " ".join(page.locator("h3").first.inner_text().split())
            assert heading == " ".join(payload.split()), "the heading must stand as it was written"
            page.goto(f"{hostile}print/short/{kind}-{number}/", wait_until="domcontentloaded")
            assert page.evaluate(FIRED) is None, payload
            assert page.locator(loose).count() == 0, payload
            opened += 1
    assert opened == len(KINDS) * len(PAYLOADS)
    for place in REGISTERS:
        page.goto(hostile + place, wait_until="domcontentloaded")
        assert page.evaluate(FIRED) is None, place
        assert "alert" not in page.title()
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy
    assert policy in (site / "index.html").read_text(), "hostile text must not add to the policy"
    assert watched.elsewhere == []
    assert watched.complaints == []

    made = [f"playbooks/{kind}-{number}/" for kind in KINDS for number in range(len(PAYLOADS))]
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(hostile)
        page.evaluate(INLINE)
        assert page.evaluate(FIRED), "without the policy an inline script must be able to run"
        for place in (*made, *REGISTERS):
            page.goto(hostile + place, wait_until="domcontentloaded")
            assert page.evaluate(FIRED) is None, place
