"""Pictures for print: the page, opened by a browser without a window, gives its picture as SVG or PNG.

The browser is Chromium, driven by playwright (the extra ``print``). It is given the page and nothing else: every
request that the page might make is refused, and its names are resolved to nothing.
"""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from sojourn.errors import BadInput, NotAvailable

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

SEARCHED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""Names under which the browser is looked for."""

WIDTHS = (200, 8_000)
"""The narrowest and the widest picture [CSS px]."""

SCALES = (0.5, 8.0)
"""The smallest and the largest number of pixels for one CSS pixel."""

_ADDRESS = "http://picture.invalid/"
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_PATIENCE = 60_000.0
"""How long a page may take to draw itself [ms]."""
_LOOK = "Draw it as HTML, and look at it."
_HEIGHT = 1_000
_MARGINS = 48
_PNG = "data:image/png;base64,"
_TRIES = 3
_INSTALL = (
    "Install it with \"pip install 'sojourn[print]'\" and a Chromium ('playwright install chromium', or your system's)."
)

Made = TypeVar("Made", str, bytes)


def to_svg(html: str, *, width: int = 1_000) -> str:
    """The picture of a page as SVG: what the page shows when it is opened, in light colours.

    Args:
        html: A page of a renderer.
        width: Width of the picture [CSS px].

    Raises:
        NotAvailable: If playwright or Chromium is not installed, or the browser cannot be started.
        BadInput: If the page has no picture that can be written as SVG, or the width is out of range.
    """
    return _printed(html, width, 1.0, _svg)


def to_png(html: str, *, width: int = 1_000, scale: float = 2.0) -> bytes:
    """The picture of a page as PNG: what the page shows when it is opened, in light colours.

    Args:
        html: A page of a renderer.
        width: Width of the picture [CSS px].
        scale: Pixels for one CSS pixel; 2 makes an image twice as wide as ``width``.

    Raises:
        NotAvailable: If playwright or Chromium is not installed, or the browser cannot be started.
        BadInput: If the page has no picture, or a number is out of range.
    """
    return _printed(html, width, scale, lambda page: _png(page, scale))


def chromium() -> str | None:
    """The browser: ``SOJOURN_CHROMIUM``, or one on the path; ``None`` for the one that playwright brings along.

    Raises:
        NotAvailable: If ``SOJOURN_CHROMIUM`` names no program.
    """
    named = os.environ.get("SOJOURN_CHROMIUM", "")
    if named:
        found = shutil.which(named)
        if found is None:
            raise NotAvailable(
                "there is no program of that name", where=f"SOJOURN_CHROMIUM={named}", advice="Name Chromium's program."
            )
        return found
    return next((found for name in SEARCHED if (found := shutil.which(name))), None)


def _printed(html: str, width: int, scale: float, make: Callable[[Page], Made]) -> Made:
    for name, value, (least, most) in (("width", width, WIDTHS), ("scale", scale, SCALES)):
        if not least <= value <= most:
            raise BadInput(f"{value:g} is out of range", where=name, advice=f"Give {least:g} to {most:g}.")
    # A thread of its own: a notebook has an event loop running, in which the browser could not be driven.
    with ThreadPoolExecutor(1) as one:
        return one.submit(_opened, html, width, scale, make).result()


def _opened(html: str, width: int, scale: float, make: Callable[[Page], Made]) -> Made:
    """Starts a browser, draws the page in it, and gives what is made of it."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise NotAvailable("playwright, which prints pictures, is not installed", advice=_INSTALL) from None
    path = chromium()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        except Error as error:
            raise _unstarted(path, _first(error)) from None
        try:
            return _made(browser, html, width, scale, make)
        finally:
            browser.close()


def _made(browser: Browser, html: str, width: int, scale: float, make: Callable[[Page], Made]) -> Made:
    """Draws a page in a browser, and gives what is made of it."""
    from playwright.sync_api import Error

    try:
        return make(_drawn(browser, html.encode("utf-8", "replace"), width, scale))
    except Error as error:
        raise BadInput(f"this page cannot be printed: {_first(error)}", advice=_LOOK) from None


def _unstarted(path: str | None, why: str) -> NotAvailable:
    """What is told of a browser that does not start: which program that is, and who named it."""
    what, named = f"no browser can be started: {why}", os.environ.get("SOJOURN_CHROMIUM", "")
    if named:
        advice = f"{path} is no Chromium that starts: name its program, or leave SOJOURN_CHROMIUM out."
        return NotAvailable(what, where=f"SOJOURN_CHROMIUM={named}", advice=advice)
    if path:
        return NotAvailable(what, where=path, advice="Name another Chromium by SOJOURN_CHROMIUM=PROGRAM.")
    return NotAvailable(what, advice=_INSTALL)


def _first(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _drawn(browser: Browser, page_bytes: bytes, width: int, scale: float) -> Page:
    """The page in a window of its own, with its picture drawn at the wanted width."""

    def answer(route: Route) -> None:
        if route.request.url == _ADDRESS and route.request.is_navigation_request():
            route.fulfill(body=page_bytes, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    context = browser.new_context(
        viewport={"width": width, "height": _HEIGHT},
        device_scale_factor=scale,
        color_scheme="light",
        reduced_motion="reduce",
        service_workers="block",
    )
    context.set_default_timeout(_PATIENCE)
    context.route("**/*", answer)
    page = context.new_page()
    page.goto(_ADDRESS)
    page.wait_for_selector("html[data-ready]", state="attached")
    if page.locator("html").get_attribute("data-ready") == "failed":
        raise BadInput("this page cannot be printed: it could not be drawn", advice=_LOOK)
    page.evaluate("async () => { await document.fonts?.ready; }")
    _widen(page, width)
    return page


_BOX = "() => document.querySelector('#panes .box, .pane .box')?.getBoundingClientRect().width ?? 0"


def _widen(page: Page, width: int) -> None:
    """Makes the window so wide that the picture has the wanted width, its margins included."""
    window = width
    for _ in range(_TRIES):
        drawn = page.evaluate(_BOX)
        if not drawn or abs(drawn + _MARGINS - width) < 0.5:
            break
        window += round(width - _MARGINS - drawn)
        page.set_viewport_size({"width": max(window, WIDTHS[0]), "height": _HEIGHT})
        _settle(page)


def _settle(page: Page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
    page.wait_for_timeout(150)


def _svg(page: Page) -> str:
    drawn = page.evaluate("async () => (await globalThis.sojourn?.toSVG?.(0)) ?? ''")
    if not isinstance(drawn, str) or not drawn.strip():
        raise BadInput("this renderer gives no SVG", advice="Draw it as map, columns or chord, or write a PNG.")
    return drawn if drawn.endswith("\n") else f"{drawn}\n"


def _png(page: Page, scale: float) -> bytes:
    drawn = page.evaluate("async (scale) => (await globalThis.sojourn?.toPNG?.(0, scale)) ?? ''", scale)
    if isinstance(drawn, str) and drawn.startswith(_PNG):
        return base64.b64decode(drawn[len(_PNG) :])
    picture = page.locator("#panes .pane").first
    if not picture.count():
        raise BadInput("this page has no picture", advice=_LOOK)
    return picture.screenshot(type="png", animations="disabled")
