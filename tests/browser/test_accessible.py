"""WCAG 2.2 AA by axe-core: no rule disabled, no element left out, on every type of page."""

from itertools import pairwise
from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, expect

from .conftest import FAR, SCREENS, screen_name

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN = """async () => {
  const tags = new Set(axe.getRules().flatMap(rule => rule.tags));
  const held = [...tags].filter(tag => /^wcag2\\d?a{1,2}$|^best-practice$/.test(tag)).sort();
  const found = await axe.run(document, {
    runOnly: held, resultTypes: ['violations'], reporter: 'v1',
  });
  return {
    held,
    ran: [...found.passes, ...found.violations, ...found.inapplicable, ...found.incomplete].length,
    violations: found.violations.flatMap(rule => rule.nodes.map(
      node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`)),
  };
}"""
"""Runs every rule of WCAG 2.0 to 2.2, levels A and AA, and of best practice."""


@pytest.mark.parametrize("screen", SCREENS, ids=screen_name)
def test_axe_finds_nothing(
    screen: dict[str, Any], browser: Browser, every_type: dict[str, str]
) -> None:
    found = []
    with browser.new_context(**screen) as context:
        page = context.new_page()
        for name, url in every_type.items():
            page.goto(url)
            expect(page.locator(FAR)).to_have_count(0)
            page.evaluate(AXE)
            result = page.evaluate(RUN)
            assert result["held"][0] == "best-practice"
            assert {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"} <= set(result["held"])
            found += [f"{name}: {violation}" for violation in result["violations"]]
    assert not found, "\n\n".join(found)


OUTLINE = """() => {
  const named = one => one.getAttribute('aria-label')
    || document.getElementById(one.getAttribute('aria-labelledby'))?.textContent.trim() || '';
  const visible = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(
    one => one.checkVisibility({visibilityProperty: true}));
  return {
    levels: visible.map(one => Number(one.nodeName[1])),
    navigations: [...document.querySelectorAll('nav, [role=navigation]')].filter(
      one => one.checkVisibility({visibilityProperty: true})).map(named),
    landmarks: ['main', 'body > header, [role=banner]', 'footer, [role=contentinfo]'].map(
      selector => document.querySelectorAll(selector).length),
  };
}"""


def test_landmarks_and_headings_make_an_outline(
    browser: Browser, every_type: dict[str, str]
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        for name, url in every_type.items():
            page.goto(url)
            outline = page.evaluate(OUTLINE)
            levels = outline["levels"]
            assert levels.count(1) == 1, name
            assert levels[0] == 1, name
            assert all(b <= a + 1 for a, b in pairwise(levels)), (name, levels)
            assert outline["landmarks"] == [1, 1, 1], name
            assert all(outline["navigations"]), name
            assert len(set(outline["navigations"])) == len(outline["navigations"]), name


MOVING = """() => {
  const seconds = list => Math.max(...list.split(',').map(parseFloat));
  const found = new Set();
  for (const one of document.querySelectorAll('*')) {
    for (const part of [null, '::before', '::after']) {
      const style = getComputedStyle(one, part);
      const moves = seconds(style.transitionDuration) > 0
        || (style.animationName !== 'none' && seconds(style.animationDuration) > 0)
        || style.scrollBehavior === 'smooth';
      if (moves) found.add(`${one.nodeName}.${one.className}${part ?? ''}`);
    }
  }
  return [...found];
}"""


def test_nothing_moves_for_readers_who_asked_for_that(
    browser: Browser, every_type: dict[str, str]
) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        for name, url in every_type.items():
            page.goto(url)
            assert page.evaluate(MOVING) == [], name


READ = """() => {
  const walker = document.createTreeWalker(document.querySelector('main article'), 4);
  window.read ??= [];
  while (walker.nextNode()) {
    const {currentNode: text} = walker;
    const drawn = text.parentElement.checkVisibility({visibilityProperty: true});
    if (drawn && text.data.trim()) window.read.push(text);
  }
}"""
"""Notes every text that can be read on a page."""

LOST = """() => window.read.filter(
  text => !text.parentElement.checkVisibility({visibilityProperty: true})).map(text => text.data)"""
"""The texts noted that can be read no longer."""

CUT = """() => [...document.querySelectorAll('main article *')].filter(one => {
  const style = getComputedStyle(one);
  const hides = /hidden|clip/.test(style.overflowX) && style.clipPath === 'none';
  return hides && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 120))"""
"""What is cut off at its side. What is hidden for the eye alone is a pixel wide."""


def test_nothing_is_lost_at_400_percent(browser: Browser, every_type: dict[str, str]) -> None:
    """WCAG 1.4.10: a window of 1280 by 1024 pixels, enlarged four times, is 320 by 256."""
    enlarged = {"width": 320, "height": 256}
    found = []
    with browser.new_context() as context:
        page = context.new_page()
        for name, url in every_type.items():
            page.set_viewport_size({"width": 1280, "height": 1024})
            page.goto(url)
            page.evaluate(READ)
            page.set_viewport_size(enlarged)  # type: ignore[arg-type]
            found += [f"{name} loses {text}" for text in page.evaluate(LOST)]
            found += [f"{name} cuts off {element}" for element in page.evaluate(CUT)]
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > enlarged["width"]:
                found.append(f"{name} is {width} wide")
            header = page.locator("header.md-header").bounding_box()
            if not header or header["height"] > enlarged["height"] / 4:
                found.append(f"{name} has a header over a quarter of the window")
    assert not found, "\n".join(found)
