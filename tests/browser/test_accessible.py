"""WCAG 2.2 AA by axe-core: no rule disabled, no element left out, on every type of page."""

from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import Browser

from .conftest import SCREENS, screen_name

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
            page.evaluate(AXE)
            result = page.evaluate(RUN)
            assert result["held"][0] == "best-practice"
            assert {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"} <= set(result["held"])
            found += [f"{name}: {violation}" for violation in result["violations"]]
    assert not found, "\n\n".join(found)
