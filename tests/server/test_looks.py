"""Pages in a browser: nothing that keeps people out, nothing beyond the edge, nothing that needs a script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.renderers.barriers import FIND

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.server.conftest import Served

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PAGES = (
    "/",
    "/search?q=Beijing",
    "/search?q=zzzzqq",
    "/place/CN-BJ",
    "/place/RU-BU?lang=ru",
    "/population/russians?lang=zh",
    "/source/russians-to-china",
    "/claim/residence-5dc34fd096db06ea",
    "/claim/D-percentChangeFromStocks-S2-9-S2-7-e7d24e5f",
    "/place/Nowher",
)
BUT = {"exclude": [["iframe"], ["table tr:nth-child(n+7)"], [".hits > li:nth-child(n+7)"]]}
"""What is not looked at: the picture, which is another page, and rows of one make."""
SCREENS = {
    "a desktop by day": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "a phone by night": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True},
}
"""By day and by night the layout is the same, and wide and narrow the colours: two of four ways show all."""


@contextmanager
def screen(browser: Browser, name: str, **more: object) -> Iterator[Page]:
    context = browser.new_context(**SCREENS[name], **more)  # type: ignore[arg-type]  # a table of options
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("name", SCREENS)
def test_pages_keep_nobody_out_and_stay_within_the_screen(browser: Browser, served: Served, name: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    script = Axe().axe_script
    found: dict[str, object] = {}
    with screen(browser, name, bypass_csp=True) as page:  # axe is put into the page by the test
        page.route("**/picture*", lambda route: route.fulfill(body="<title>Picture</title>", content_type="text/html"))
        for path in PAGES:
            page.goto(f"{served.url}{path}")
            page.evaluate(script)
            found[path] = page.evaluate(FIND, BUT)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert {path: broken for path, broken in found.items() if broken} == {}


def test_pages_read_the_same_without_javascript_and_ask_nobody_else(browser: Browser, served: Served) -> None:
    from playwright.sync_api import expect

    asked: list[str] = []
    with screen(browser, "a desktop by day", java_script_enabled=False) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{served.url}/")
        page.get_by_role("searchbox").fill("census")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Population census of China, 2020").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Population census of China, 2020")
        page.get_by_role("link", name="S0-19").first.click()
        expect(page.get_by_role("main")).to_contain_text("over 16,000 persons")
        page.get_by_role("link", name="Русский").click()
        expect(page.get_by_role("main")).to_contain_text("более 16\u202f000 чел.")
        assert "более 16\u202f000 чел." in page.get_by_role("main").inner_text()
    assert [url for url in asked if not url.startswith(served.url)] == []


def test_the_browser_refuses_nothing_of_a_page(browser: Browser, served: Served) -> None:
    """The policy of the pages and what they load agree: no message of the browser."""
    told: list[str] = []
    with screen(browser, "a desktop by day") as page:
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        for path in ("/search?q=Beijing", "/place/CN-BJ", "/claim/residence-5dc34fd096db06ea"):
            page.goto(f"{served.url}{path}")
            assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    assert told == []


def test_on_paper_a_dossier_has_no_forms_and_no_links_to_elsewhere(browser: Browser, served: Served) -> None:
    with screen(browser, "a desktop by day") as page:
        page.goto(f"{served.url}/place/CN-BJ")
        page.emulate_media(media="print")
        assert not page.locator("header form").is_visible()
        assert not page.locator("nav.main").is_visible()
        assert page.locator("table.claims").first.is_visible()


def test_the_keyboard_reaches_the_content_first(browser: Browser, served: Served) -> None:
    with screen(browser, "a desktop by day") as page:
        page.goto(f"{served.url}/place/CN-BJ")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
