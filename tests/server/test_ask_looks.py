"""The pages of the questions in a browser: nothing that keeps people out, nothing beyond the edge, no script needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.renderers.barriers import FIND

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.server.conftest import Served

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PAGES = (
    "/ask",
    "/ask/corridors?level=continent",
    "/ask/corridor?origin=Russia&destination=China",
    "/ask/cities?population=Rusians&place=China&lang=zh",
    "/contradictions?lang=ru",
    "/compare/S0-19/S0-20",
    "/docs",
)
BUT = {"exclude": [["table tr:nth-child(n+7)"], ["main > section:nth-of-type(n+8)"]]}
"""What is not looked at: rows and sections of one make."""


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (390, "dark")], ids=["a desktop by day", "a phone by night"]
)
def test_pages_keep_nobody_out_and_stay_within_the_screen(
    browser: Browser, served: Served, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    script = Axe().axe_script
    found: dict[str, object] = {}
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the words that it takes
        bypass_csp=True,  # axe is put into the page by the test
    )
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{served.url}{path}")
        page.evaluate(script)
        found[path] = page.evaluate(FIND, BUT)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()
    assert {path: broken for path, broken in found.items() if broken} == {}


def test_a_question_is_asked_by_its_form_and_drawn_without_a_script(browser: Browser, served: Served) -> None:
    from playwright.sync_api import expect

    told: list[str] = []
    asked: list[str] = []
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served.url}/ask")
    page.get_by_role("link", name="In which cities do they live, and how many in each?").click()
    page.get_by_label("population").fill("Russians")
    page.get_by_label("place").fill("Китай")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("img", name="about 10,000")).to_have_count(1)
    page.get_by_role("link", name="Beijing").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beijing")
    context.close()
    assert told == []
    assert [url for url in asked if not url.startswith(served.url)] == []
