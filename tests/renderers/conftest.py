"""Pages in a real browser, on a server that remembers what it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, Dialog, Page, ViewportSize

from sojourn.drawing.build import build_view
from sojourn.drawing.view import View
from sojourn.renderers.registered import renderer
from tests.drawing.conftest import small_view, whole_store, whole_view
from tests.drawing.sample import SOAK, hostile_store

__all__ = ["small_view", "whole_store", "whole_view"]

SCREENS = [(1280, "light"), (390, "dark"), *([(1280, "dark"), (390, "light")] if SOAK else [])]
"""How wide, and in which colours, a page is looked at: a desk by day and a phone by night, in a soak all four."""


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


Opener = Callable[..., Opened]


@dataclass(frozen=True)
class Look:
    """How a window looks at pages."""

    width: int = 1280
    scheme: str = "light"
    motion: str = "reduce"


_IDLE: WeakKeyDictionary[Browser, dict[Look, list[Page]]] = WeakKeyDictionary()
"""Windows that nobody looks into: a new one costs four times what another page in an old one does."""
_KEPT = 2
"""How many of them are kept of each look."""
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def size_of(look: Look) -> ViewportSize:
    return {"width": look.width, "height": 900 if look.width > 600 else 844}


def window(browser: Browser, look: Look, before: str = "") -> Page:
    """A window: an idle one of this look, or a new one; one with a script before all others is always new."""
    idle = _IDLE.setdefault(browser, {}).setdefault(look, [])
    if idle and not before:
        return idle.pop()
    context = browser.new_context(
        viewport=size_of(look),
        color_scheme="dark" if look.scheme == "dark" else "light",
        reduced_motion="reduce" if look.motion == "reduce" else "no-preference",
    )
    context.set_default_timeout(60_000)
    if before:
        context.add_init_script(before)
    return context.new_page()


def give_back(browser: Browser, look: Look, page: Page) -> None:
    """Puts a window aside as it was: nothing held down, nothing pointed at, an empty page of the first size."""
    idle = _IDLE[browser][look]
    if page.is_closed() or len(page.context.pages) > 1 or len(idle) >= _KEPT:
        page.context.close()
        return
    for key in ("Control", "Shift", "Alt"):
        page.keyboard.up(key)
    page.mouse.up()
    page.mouse.move(0, 0)
    page.goto("about:blank")
    page.set_viewport_size(size_of(look))
    page.emulate_media(media="null", color_scheme="dark" if look.scheme == "dark" else "light")
    idle.append(page)


def listening(opened: Opened) -> dict[str, Callable[..., None]]:
    """What is noted of a page, by event."""

    def dismiss(dialog: Dialog) -> None:
        opened.dialogs.append(dialog.message)
        dialog.dismiss()

    return {
        "request": lambda request: opened.requests.append(request.url),
        "dialog": dismiss,
        "pageerror": lambda error: opened.complaints.append(str(error)),
        "console": lambda message: opened.complaints.append(message.text),
    }


@contextmanager
def opener(browser: Browser, site: Site) -> Iterator[Opener]:
    """Opens HTML in the browser; waits until the picture is drawn."""
    with ExitStack() as afterwards:

        def open_page(
            html: str, *, width: int = 1280, scheme: str = "light", before: str = "", motion: str = "reduce"
        ) -> Opened:
            look = Look(width, scheme, motion)
            page = window(browser, look, before)
            opened = Opened(page=page, site=site)
            notes: dict[Any, Callable[..., None]] = dict(listening(opened))
            if before:
                afterwards.callback(page.context.close)
            else:
                afterwards.callback(give_back, browser, look, page)
            for event, note in notes.items():
                page.on(event, note)
                afterwards.callback(page.remove_listener, event, note)
            site.html = html.encode()
            page.goto(site.address)
            page.wait_for_selector("html[data-ready]", state="attached")
            opened.run(_DRAWN)
            return opened

        yield open_page


@pytest.fixture
def show(browser: Browser, site: Site) -> Iterator[Opener]:
    """Opens HTML in the browser; waits until the picture is drawn."""
    with opener(browser, site) as open_page:
        yield open_page


FOLLOW = """(link) => new Promise((done) => {
  addEventListener("hashchange", () => requestAnimationFrame(() => requestAnimationFrame(done)), { once: true });
  location.hash = link;
})"""
"""Follows a link within the page, and waits until it is drawn; it must be another than the one that is there."""
AGAIN = """() => {
  const other = sojourn.data.drawers.find((name) => name !== sojourn.data.drawer);
  if (other) sojourn.update({ drawer: other });  // so that what a drawer keeps, such as a view of the map, is forgotten
  history.replaceState(null, "", location.pathname);
  dispatchEvent(new HashChangeEvent("hashchange"));
  const field = document.getElementById("search");
  field.value = "";
  field.dispatchEvent(new Event("input"));
  document.activeElement?.blur();
  document.getElementById("help")?.close();
  for (const one of document.querySelectorAll("#controls details[open]")) one.open = false;
  document.querySelector("#unfold[aria-expanded=true]")?.click();
  scrollTo(0, 0);
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


class Kept:
    """Pages that stay open for the next test that asks for the same."""

    MOST = 2

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.pages: dict[tuple[Any, ...], tuple[Opened, ExitStack]] = {}
        self.in_use: set[tuple[Any, ...]] = set()

    def open(self, html: str, **how: Any) -> Opened:
        """The page, with everything that was chosen taken back."""
        key = (html, *sorted(how.items()))
        if key in self.pages:
            self.pages[key] = self.pages.pop(key)  # the last one that was asked for
            opened = self.pages[key][0]
            opened.page.mouse.move(0, 0)
            opened.run(AGAIN)
        else:
            self.close_but(self.MOST - 1)
            stack = ExitStack()
            show = stack.enter_context(opener(self.browser, stack.enter_context(served())))
            opened = show(html, **how)
            self.pages[key] = opened, stack
        self.in_use.add(key)
        return opened

    def close_but(self, most: int) -> None:
        """Closes the pages that no test looks at, but for the last few."""
        free = [key for key in self.pages if key not in self.in_use]
        for key in free[: max(0, len(free) - most)]:
            self.pages.pop(key)[1].close()


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Iterator[Kept]:
    pages = Kept(browser)
    yield pages
    pages.close_but(0)


@pytest.fixture
def shared(kept: Kept) -> Iterator[Opener]:
    """Like ``show``, for tests that only read or choose: what was chosen is taken back, and the page used again."""
    yield kept.open
    kept.in_use.clear()


_PAGES: dict[tuple[int, str], tuple[View, str]] = {}


def html_of(view: View, name: str = "network") -> str:
    """The page of a view, made once by each renderer; the view is kept, so that its number stays its own."""
    key = (id(view), name)
    if key not in _PAGES:
        _PAGES[key] = (view, renderer(name).render(view))
    return _PAGES[key][1]


@pytest.fixture(scope="session")
def hostile_view() -> View:
    return build_view(hostile_store())


@pytest.fixture(scope="session")
def placed_hostile_view() -> View:
    """The hostile texts, as the names of places that stand on a map."""
    return build_view(hostile_store(placed=True))
