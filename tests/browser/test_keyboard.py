"""The keyboard alone: every stop is seen, none is hidden, all are reached, none holds the focus."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import SCREENS, Watched, screen_name

PLAYBOOK = "playbooks/set-up-to-fail/"
PAGES = ["", "phases/pilot/", PLAYBOOK, "kickoff-pack/", "find/", "contributing/kinds/"]
"""A page of each make-up: links, a gate, items, a form, facets, code that scrolls."""

STOP = """async () => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  window.stops ??= [];
  const again = window.stops.at(-1) === stop;
  const round = !again && window.stops.includes(stop);
  const before = again ? window.stops.at(-2) : window.stops.at(-1);
  if (!again) window.stops.push(stop);
  const size = element => [...element.getClientRects()].find(box => box.width && box.height);
  const measured = () => {
    const box = size(stop);
    if (!box) return null;
    const header = document.querySelector('.md-header').getBoundingClientRect();
    const above = stop.closest('.md-header, .md-skip') ? 0 : header.bottom;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    const tall = box.height > innerHeight - above;
    const inside = box.left >= 0 && box.right <= innerWidth + 1
      && box.top >= above - 1 && (tall || box.bottom <= innerHeight + 1);
    const seen = inside && hit && (stop.contains(hit) || hit.contains(stop));
    const {left, top, width, height} = box;
    return {seen, box: [left, top, width, height], hit: hit?.outerHTML.slice(0, 80)};
  };
  const late = () => stop.closest('article') && document.querySelector('.hb-mine')?.hidden;
  for (let frame = 0; frame < 300 && late(); frame += 1) {  // a person is slower
    await new Promise(requestAnimationFrame);
  }
  let place = measured();
  for (let frame = 0; frame < 30 && !place?.seen; frame += 1) {  // the search opens when entered
    await new Promise(requestAnimationFrame);
    place = measured();
  }
  const style = getComputedStyle(stop);
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const kind = [stop.nodeName, ...[...stop.classList].filter(name => name !== 'focus-visible')];
  return {
    round, again, ringed, ...place,
    ahead: !before || Boolean(before.compareDocumentPosition(stop) & 4),
    kind: kind.join('.') + (stop.closest('header, footer, nav, article')?.nodeName ?? ''),
    html: stop.outerHTML.replace(/\\s+/g, ' ').slice(0, 160),
  };
}"""
"""What has the focus, whether it can be seen, and whether it was had before."""

MISSED = """() => {
  const radios = new Set();
  return [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(one => {
      if (one.disabled || one.tabIndex < 0 || one.type === 'hidden') return false;
      if (!one.checkVisibility({visibilityProperty: true})) return false;
      if (one.type === 'radio' && one.name) {
        if (window.stops.some(stop => stop.name === one.name)) return false;
      }
      return !window.stops.includes(one);
    }).map(one => one.outerHTML.slice(0, 120));
}"""
"""What could have the focus and never had it. Of radio buttons in a group one has it."""

CHANGED = """async ([before, after]) => {
  const read = async data => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height).data;
  };
  const light = (data, at) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, part) => {
    const value = data[at + part] / 255;
    return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  }, 0);
  const [one, other] = [await read(before), await read(after)];
  let changed = 0;
  for (let at = 0; at < one.length; at += 4) {
    const [dark, bright] = [light(one, at), light(other, at)].sort((a, b) => a - b);
    if ((bright + 0.05) / (dark + 0.05) >= 3) changed += 1;
  }
  return changed;
}"""
"""How many pixels of two pictures differ by a contrast of 3 or more (WCAG 2.2, 1.4.11)."""


@pytest.fixture
def lens(browser: Browser) -> Iterator[Page]:
    """An empty page that compares pictures."""
    with browser.new_context() as context:
        yield context.new_page()


def still(browser: Browser, screen: dict[str, Any]) -> BrowserContext:
    """A browser in which nothing moves, so that what is measured stands."""
    return browser.new_context(**screen, reduced_motion="reduce")


def stops(page: Page, key: str) -> Iterator[dict[str, Any]]:
    """What takes the focus, one after the other, until it leaves the page or comes round."""
    held = 0
    while True:
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None or stop["round"]:
            return
        held = held + 1 if stop["again"] else 0
        assert held < 6, f"the focus stays on {stop['html']}"  # a date has four parts of its own
        yield stop


@pytest.mark.parametrize("screen", SCREENS[:2], ids=screen_name)
def test_every_stop_is_reached_in_order_and_hidden_by_nothing(
    screen: dict[str, Any], browser: Browser, address: str
) -> None:
    found = []
    with still(browser, screen) as context:
        page = context.new_page()
        for path in PAGES:
            for key in ("Tab", "Shift+Tab"):
                page.goto(address + path)
                passed = list(stops(page, key))
                assert len(passed) > 5
                for stop in passed:
                    if not stop.get("seen"):
                        found.append(f"{path} {key} hidden by {stop.get('hit')}: {stop['html']}")
                    if stop["ahead"] == (key != "Tab") and not stop["again"] and stop != passed[0]:
                        found.append(f"{path} {key} out of order: {stop['html']}")
                found += [f"{path} {key} not reached: {one}" for one in page.evaluate(MISSED)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("screen", SCREENS, ids=screen_name)
def test_focus_is_plain_to_see(
    screen: dict[str, Any], browser: Browser, lens: Page, address: str
) -> None:
    """Every kind of stop changes at least a line around it, at a contrast of 3 or more."""
    found: list[str] = []
    pictured: set[str] = set()
    with still(browser, screen) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(address + path)
            for stop in stops(page, "Tab"):
                if stop["again"] or (stop["ringed"] and stop["kind"] in pictured):
                    continue
                pictured.add(stop["kind"])
                left, top, width, height = stop["box"]
                room = page.viewport_size
                assert room is not None
                x, y = max(left - 8, 0), max(top - 8, 0)
                clip = {
                    "x": x,
                    "y": y,
                    "width": min(left + width + 8, room["width"]) - x,
                    "height": min(top + height + 8, room["height"]) - y,
                }
                focused = page.screenshot(clip=clip)  # type: ignore[arg-type]
                page.evaluate("document.activeElement.blur()")
                plain = page.screenshot(clip=clip)  # type: ignore[arg-type]
                pictures = [base64.b64encode(one).decode() for one in (plain, focused)]
                if lens.evaluate(CHANGED, pictures) < 2 * (clip["width"] + clip["height"] - 32):
                    found.append(f"{path}: {stop['html']}")
    assert len(pictured) > 8
    assert not found, "\n".join(found)


def test_skip_link_comes_first_and_leads_past_the_navigation(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(address + PLAYBOOK)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("article :focus")).to_have_count(1)


@pytest.mark.parametrize("screen", SCREENS[:2], ids=screen_name)
def test_link_to_an_item_shows_it_below_the_header(
    screen: dict[str, Any], browser: Browser, address: str
) -> None:
    with still(browser, screen) as context:
        page = context.new_page()
        page.goto(address + PLAYBOOK)
        anchors = page.locator("article h3[id]").evaluate_all("all => all.map(one => one.id)")
        assert len(anchors) > 5
        for opened in (f"{address}{PLAYBOOK}#{anchors[3]}", f"{address}{PLAYBOOK}#{anchors[1]}"):
            page.goto(opened)  # the second time within the page
            heading = page.locator(f"[id='{opened.split('#')[1]}']")
            expect(heading).to_be_in_viewport()
            header = page.locator("header.md-header").bounding_box()
            box = heading.bounding_box()
            assert header and box
            assert header["height"] <= box["y"] < header["height"] + 60


def test_menu_of_a_narrow_screen_opens_and_closes_by_keys(browser: Browser, address: str) -> None:
    with still(browser, SCREENS[1]) as context:
        page = context.new_page()
        page.goto(address + PLAYBOOK)
        menu = page.get_by_role("button", name="Menu", exact=True)
        inside = page.locator(".md-sidebar--primary")
        for key in ("Enter", "Space"):
            menu.focus()
            expect(menu).to_have_attribute("aria-expanded", "false")
            page.keyboard.press(key)
            expect(menu).to_have_attribute("aria-expanded", "true")
            expect(inside.locator(":focus")).to_be_in_viewport()
            page.keyboard.press("Tab")
            expect(inside.locator(":focus")).to_be_in_viewport()
            page.keyboard.press("Escape")
            expect(menu).to_be_focused()
        page.keyboard.press("Enter")
        for _ in ("back to all parts", "and into this one"):
            inside.get_by_role("button", name="Begin", exact=True).press("Enter")
            expect(inside.locator(":focus")).to_be_in_viewport()
        while inside.locator(":focus").count():
            expect(inside.locator(":focus")).to_be_in_viewport()
            page.keyboard.press("Tab")
        expect(menu).to_have_attribute("aria-expanded", "false")


def test_scheme_changes_by_keys_and_the_switch_keeps_the_focus(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(address)
    scheme = page.locator("body")
    for name, key, then in (
        ("Switch to dark mode", "Enter", "slate"),
        ("Switch to light mode", "Space", "default"),
    ):
        page.get_by_role("button", name=name).focus()
        page.keyboard.press(key)
        expect(scheme).to_have_attribute("data-md-color-scheme", then)
        expect(page.locator(".md-header__option :focus")).to_be_visible()
