"""The link that opens a new issue elsewhere, as a reader makes it on the page."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, expect


def test_a_repository_makes_a_link_with_every_item(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}playbooks/kickoff/")
    page.locator(".hb-take > summary").click()
    field = page.get_by_label("A new issue on GitHub, in the repository")
    link = page.get_by_role("link", name="Open it with this list")
    expect(link).to_be_hidden()
    field.fill("octo-org")
    field.press("Tab")
    expect(page.locator(".hb-new-issue output")).to_have_text("Write the repository as owner/name.")
    field.fill("octo-org/octo-repo")
    expect(link).to_be_visible()
    expect(page.locator(".hb-new-issue output")).to_be_empty()
    url = urlsplit(link.get_attribute("href") or "")
    assert (url.netloc, url.path) == ("github.com", "/octo-org/octo-repo/issues/new")
    body = parse_qs(url.query)["body"][0]
    items = page.locator(".hb-item[data-item]").evaluate_all(
        "boxes => boxes.map(({dataset: {item, fingerprint}}) => `<!-- ${item} ${fingerprint} -->`)"
    )
    assert items
    assert [item for item in items if item not in body] == []
    page.close()
