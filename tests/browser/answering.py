"""What a person does to answer a playbook, for the tests that do it."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from conftest import ROOT
from playwright.sync_api import Locator, Page, expect

from generator.handbook import load

BOOK = load(ROOT, today=date(2026, 11, 21))
PLAYBOOKS = {playbook.id: playbook for playbook in BOOK.playbooks}
TEXTS = {p.id: {item.id: item.text for item in p.items} for p in BOOK.playbooks}
KEY = "decision-handbook:1:sheet:"
FIRE = "document.documentElement.dataset.fired=1"
MARKUP = f"<img src=x onerror={FIRE}><script>{FIRE}</script>"
FIRED = "document.documentElement.dataset.fired"

Opened = Callable[..., Page]


def place(address: str, playbook: str) -> str:
    return f"{address}playbooks/{playbook}/"


def visit(page: Page, url: str) -> Page:
    """The page, once it can be answered: pointing at an answer brings what it takes."""
    page.goto(url)
    page.locator(".hb-tick").first.hover()
    expect(verdict(page)).to_be_visible()
    return page


def verdict(page: Page) -> Locator:
    """The heading that says how it stands."""
    return page.get_by_role("heading", name=re.compile("^Your (verdict|answers)"))


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name=re.compile("^Your (verdict|answers)"))


def item(page: Page, playbook: str, name: str) -> Locator:
    """Where an item is answered."""
    text, scoping = TEXTS[playbook][name], PLAYBOOKS[playbook].kind == "scoping"
    asked = "Does the answer pass?" if scoping else "Your answer"
    return page.get_by_role("group", name=f"{asked} {text}", exact=True)


def choose(page: Page, playbook: str, name: str, answer: str) -> Locator:
    """Chooses an answer with the mouse; returns where."""
    where = item(page, playbook, name)
    where.get_by_role("radio", name=answer, exact=True).check()
    return where


def more(where: Locator) -> Locator:
    """Opens what stands behind an answer."""
    opener = where.get_by_role("button", name="Evidence, note, owner, date")
    if opener.get_attribute("aria-expanded") != "true":
        opener.click()
    return where


def kept(playbook: str, answers: Mapping[str, Any], **more: Any) -> tuple[str, str]:
    """What a browser keeps of a playbook's answers: the key and the text."""
    sheet = {"playbook": playbook, "answers": answers, **more}
    return KEY + playbook, json.dumps({"changed": "2026-11-20T10:00:00.000Z", "sheet": sheet})


def seed(page: Page, url: str, *texts: tuple[str, str]) -> Page:
    """The page with some texts kept in its browser."""
    page.goto(url)
    for key, text in texts:
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.reload()
    page.locator(".hb-tick").first.hover()
    expect(verdict(page)).to_be_visible()
    return page
