"""``/query`` in a browser: colours and proposals where scripts run, everything else where they do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from sojourn.server import editor
from tests.server.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(editor.folder() is None, reason="YASQE is not installed here: run 'npm ci'"),
]

STOCKS = """SELECT ?claim ?population ?place ?low WHERE {
  ?claim a sj:ResidenceAssertion ; sj:population ?population ; sj:place ?place ; sj:low ?low .
}"""
BROKEN = "SELECT ?claim WHERE {\n  ?claim a foo:bar .\n}"
EDITOR = "document.querySelector('.CodeMirror').CodeMirror"
VALUE = f"{EDITOR}.getValue()"
PHONE, DESKTOP = (390, 844), (1280, 900)

Opener = Callable[..., "Page"]


@contextmanager
def opened(browser: Browser, served: Served, size: tuple[int, int], scheme: str, *, scripts: bool) -> Iterator[Page]:
    """A page that may say nothing on its console and ask nobody but the server."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(served.url) else None)
    yield page
    context.close()
    assert [text for text in said if "status of 400" not in text] == []


@pytest.fixture(scope="module")
def one(browser: Browser, served: Served) -> Iterator[Page]:
    with opened(browser, served, DESKTOP, "light", scripts=True) as page:
        yield page


@pytest.fixture
def page(one: Page, served: Served) -> Page:
    """The page with nothing in the editor."""
    one.goto(f"{served.url}/query")
    one.wait_for_selector(".CodeMirror")
    write(one, "")
    return one


def write(page: Page, text: str) -> None:
    """Puts a text into the editor, and the cursor where ``|`` is in it, or at its end."""
    before, _, after = text.partition("|")
    page.evaluate(f"(text) => {EDITOR}.setValue(text)", before + after)
    lines = before.split("\n")
    page.evaluate(
        f"(at) => {{ {EDITOR}.focus(); {EDITOR}.setCursor(at) }}", {"line": len(lines) - 1, "ch": len(lines[-1])}
    )


def proposed(page: Page) -> str:
    """The first thing that is proposed."""
    page.wait_for_selector(".CodeMirror-hint")
    return page.locator(".CodeMirror-hint").first.inner_text()


def take(page: Page) -> None:
    """Takes the first thing; while proposals are fetched the editor keeps Enter back, so it may need another one."""
    before = value(page)
    for _ in range(400):
        page.keyboard.press("Enter")
        page.wait_for_timeout(80)
        if value(page) != before:
            return


def value(page: Page) -> str:
    page.wait_for_selector(".CodeMirror")
    found: str = page.evaluate(VALUE)
    return found


@pytest.mark.parametrize(
    ("path", "size", "scheme"),
    [
        ("/query", DESKTOP, "light"),
        (f"/query?query={quote(STOCKS)}", DESKTOP, "dark"),
        (f"/query?query={quote(STOCKS)}", PHONE, "light"),
        (f"/query?query={quote(BROKEN)}", PHONE, "dark"),
    ],
    ids=["empty", "rows", "rows-phone", "fault-phone"],
)
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    browser: Browser, served: Served, path: str, size: tuple[int, int], scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser, served, size, scheme, scripts=True) as page:
        page.goto(served.url + path)
        page.wait_for_selector(".CodeMirror")
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_a_query_is_typed_run_and_read(browser: Browser, served: Served) -> None:
    from playwright.sync_api import expect

    with opened(browser, served, PHONE, "light", scripts=False) as page:
        page.goto(f"{served.url}/query")
        assert page.locator(".CodeMirror").count() == 0
        page.fill("#query-text", STOCKS)
        page.click("button.primary")
        expect(page.locator("table.result tbody tr")).to_have_count(15)
        page.fill("#query-text", "#" + "x" * 9_000 + "\n" + STOCKS)
        page.click("button.long")
        page.wait_for_url(f"{served.url}/query#result")
        expect(page.locator("table.result tbody tr")).to_have_count(15)


@pytest.mark.parametrize(
    ("before", "typed", "shown", "after"),
    [
        ("SELECT * { ?a sj:place | }", "Beij", "place:CN-BJ Beijing", "SELECT * { ?a sj:place place:CN-BJ }"),
        ("SELECT * { ?a sj:place | }", "place:Кит", "place:CN China", "SELECT * { ?a sj:place place:CN }"),
        ("SELECT * { ?a | }", "sj:pop", "sj:population population", "SELECT * { ?a sj:population }"),
        ("SELECT * { ?a a | }", "sj:Resid", "sj:ResidenceAssertion", "SELECT * { ?a a sj:ResidenceAssertion }"),
        ("SELECT * { ?a | }", "lower", "sj:low lower bound", "SELECT * { ?a sj:low }"),
        ("SELECT * { ?a | }", "dct", "dcterms:", "SELECT * { ?a dcterms: }"),
        (
            "SELECT * { ?a sj:hedge | }",
            "sj:hedge-more",
            "sj:hedge-moreThan",
            "SELECT * { ?a sj:hedge sj:hedge-moreThan }",
        ),
    ],
)
def test_what_is_typed_is_completed_from_the_graph(page: Page, before: str, typed: str, shown: str, after: str) -> None:
    write(page, before)
    page.keyboard.type(typed, delay=15)
    page.wait_for_function(
        "(text) => document.querySelector('.CodeMirror-hint')?.innerText.startsWith(text)", arg=shown, timeout=30_000
    )
    take(page)
    assert value(page) == after


def test_variables_of_the_query_are_proposed_when_asked_for(page: Page) -> None:
    write(page, "SELECT ?place { ?a sj:place ?pl| }")
    page.keyboard.press("Control+Space")
    assert proposed(page) == "?place"
    take(page)
    assert value(page) == "SELECT ?place { ?a sj:place ?place }"


def test_nothing_is_proposed_within_texts_comments_and_numbers(page: Page) -> None:
    for text in ('SELECT * { ?a ?b "Beij|" }', "# Beij|", "SELECT * { ?a ?b 12| }", "SELECT ?place|"):
        write(page, text)
        page.keyboard.type("i")
        page.wait_for_timeout(150)
        assert page.locator(".CodeMirror-hint").count() == 0, text


def test_the_prefixes_of_the_graph_are_no_error_and_others_are_named(page: Page) -> None:
    from playwright.sync_api import expect

    write(page, STOCKS)
    assert page.locator(".parseErrorIcon").count() == 0
    write(page, BROKEN)
    icon = page.locator(".parseErrorIcon")
    assert icon.get_attribute("aria-label") == "The prefix foo: is not declared"
    write(page, "SELECT ?a WHERE { ?a sj:place ;; ,")
    expect(icon).to_have_attribute("title", re.compile("^This cannot stand here; expected: "))


def test_ctrl_enter_runs_and_the_link_holds_the_query(page: Page, served: Served) -> None:
    from playwright.sync_api import expect

    write(page, STOCKS)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.url.startswith(f"{served.url}/query?query=SELECT")
    expect(page.locator("table.result tbody tr")).to_have_count(15)
    assert value(page) == STOCKS
    with page.expect_navigation():
        page.get_by_role("link", name="Link to this query").click()
    page.wait_for_selector("table.result")
    assert value(page) == STOCKS


def test_a_long_query_is_sent_as_a_form_by_itself(page: Page, served: Served) -> None:
    write(page, "#" + "я" * 3_000 + "\n" + STOCKS)
    with page.expect_navigation():
        page.click("button.primary")
    page.wait_for_selector("table.result")
    assert page.url == f"{served.url}/query#result"
    assert page.get_by_text("This query is too long for a link.").is_visible()
    with page.expect_download() as waiting:
        page.evaluate("document.querySelector('form.downloads button').setAttribute('formtarget', '_self')")
        page.get_by_role("button", name="CSV").click()
    assert len(waiting.value.path().read_text(encoding="utf-8").splitlines()) == 1 + 15


def test_the_place_that_the_server_could_not_read_is_marked(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/query?query={quote(BROKEN)}")
    page.wait_for_selector(".wrong-place")
    assert page.locator(".wrong-place").all_inner_texts() == ["foo:bar"]
    assert page.evaluate(f"{EDITOR}.getCursor().line") == 1


def test_the_keyboard_gets_out_of_the_editor(page: Page) -> None:
    write(page, "ASK {}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"{EDITOR}.hasFocus()")


def test_an_example_opens_in_the_editor_and_runs(page: Page) -> None:
    from playwright.sync_api import expect

    with page.expect_navigation():
        page.get_by_role("link", name="cities", exact=True).click()
    assert "?city sj:liesIn place:CN" in value(page)
    assert page.locator(".parseErrorIcon").count() == 0
    page.click("button.primary")
    expect(page.locator("table.result tbody tr")).to_have_count(8)
