"""Pages in a real browser, on a server that remembers what it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page

from sojourn.drawing.build import build_view
from sojourn.drawing.view import View
from sojourn.renderers.registered import renderer
from tests.drawing.sample import hostile_store, small_store


@dataclass
class Site:
    """One page on a local server, and everything that was asked of it."""

    address: str
    html: bytes = b""
    asked: list[str] = field(default_factory=list)


@dataclass
class Opened:
    """A page in the browser, with what it did that it should not."""

    page: Page
    site: Site
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str, argument: object = None) -> Any:
        return self.page.evaluate(script, argument)

    def evidence(self) -> str:
        return self.page.locator("#evidence").inner_text()


@contextmanager
def served() -> Iterator[Site]:
    """A server of one page, which remembers what it was asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.path)
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(here.html if self.path == "/" else b"")

        do_POST = do_GET  # noqa: N815 - the name that the server looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the server uses
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Site(address=f"http://127.0.0.1:{server.server_address[1]}/")
    # Asked this often whether it may stop: half a second, the usual, would be most of the time of a short test.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as here:
        yield here


def dismiss(opened: Opened, dialog: Dialog) -> None:
    opened.dialogs.append(dialog.message)
    dialog.dismiss()


Opener = Callable[..., Opened]


@contextmanager
def opener(browser: Browser, site: Site) -> Iterator[Opener]:
    """Opens HTML in the browser; waits until the picture is drawn."""
    contexts = []

    def open_page(
        html: str, *, width: int = 1280, scheme: str = "light", before: str = "", motion: str = "reduce"
    ) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 844},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce" if motion == "reduce" else "no-preference",
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        if before:
            context.add_init_script(before)
        opened = Opened(page=context.new_page(), site=site)
        site.html = html.encode()
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("dialog", lambda dialog: dismiss(opened, dialog))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.goto(site.address)
        opened.page.wait_for_selector("html[data-ready]", state="attached")
        opened.run("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return opened

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def show(browser: Browser, site: Site) -> Iterator[Opener]:
    """Opens HTML in the browser; waits until the picture is drawn."""
    with opener(browser, site) as open_page:
        yield open_page


AGAIN = """() => {
  const other = sojourn.data.drawers.find((name) => name !== sojourn.data.drawer);
  if (other) sojourn.update({ drawer: other });  // so that what a drawer keeps, such as a view of the map, is forgotten
  history.replaceState(null, "", location.pathname);
  dispatchEvent(new HashChangeEvent("hashchange"));
  const field = document.getElementById("search");
  field.value = "";
  field.dispatchEvent(new Event("input"));
  document.activeElement?.blur();
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Opener]:
    """Like ``show``, for tests that only read or choose: a page is opened once, and what was chosen taken back."""
    with served() as here, opener(browser, here) as open_page:
        pages: dict[tuple[Any, ...], Opened] = {}

        def again(html: str, **how: Any) -> Opened:
            key = (html, *sorted(how.items()))
            if key in pages:
                pages[key].run(AGAIN)
            else:
                pages[key] = open_page(html, **how)
            return pages[key]

        yield again


_PAGES: dict[tuple[int, str], tuple[View, str]] = {}


def html_of(view: View, name: str = "network") -> str:
    """The page of a view, made once by each renderer; the view is kept, so that its number stays its own."""
    key = (id(view), name)
    if key not in _PAGES:
        _PAGES[key] = (view, renderer(name).render(view))
    return _PAGES[key][1]


@pytest.fixture(scope="session")
def small_view() -> View:
    return build_view(small_store(), title="A small picture")


@pytest.fixture(scope="session")
def hostile_view() -> View:
    return build_view(hostile_store())


@pytest.fixture(scope="session")
def placed_hostile_view() -> View:
    """The hostile texts, as the names of places that stand on a map."""
    return build_view(hostile_store(placed=True))
