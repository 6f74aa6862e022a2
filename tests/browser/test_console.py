"""Every type of page in both schemes: the browser has nothing to say, and nobody else is asked."""

import pytest
from playwright.sync_api import Browser

from .conftest import SCREENS, screen_name


@pytest.mark.parametrize("screen", SCREENS[::2], ids=screen_name)
def test_page_says_nothing_and_asks_nobody_else(
    screen: dict[str, object], browser: Browser, every_type: dict[str, str]
) -> None:
    found: list[str] = []
    with browser.new_context(**screen) as context:  # type: ignore[arg-type]
        for name, url in every_type.items():
            page = context.new_page()
            own = "/".join(url.split("/")[:3])
            page.on("console", lambda said, name=name: found.append(f"{name}: {said.text}"))
            page.on("pageerror", lambda error, name=name: found.append(f"{name}: {error}"))
            page.on(
                "request",
                lambda request, name=name, own=own: (
                    found.append(f"{name} asks for {request.url}")
                    if not request.url.startswith((own, "data:", "blob:"))
                    else None
                ),
            )
            page.goto(url)
        for page in context.pages:  # together, since each is idle for a while before it counts so
            page.wait_for_load_state("networkidle")
    assert not found, "\n".join(found)
