"""Opens a picture in headless Chromium, moves it by mouse, and tells how that went."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PAN = 2.5
"""For how long a picture is moved [s]."""

_WATCH = """
(() => {
  let made;
  Object.defineProperty(globalThis, "network", {
    configurable: true,
    get: () => made,
    set(value) {
      made = value;
      const event = value?.physics?.options?.enabled ? "stabilizationIterationsDone" : "afterDrawing";
      value?.once?.(event, () => (globalThis.benchReady ??= performance.now()));
    },
  });
})();
"""
"""pyvis calls its picture ``network``: with physics it is ready when that has come to rest, else when it is drawn."""

_FRAMES = """
() => {
  globalThis.benchFrames = 0;
  const count = () => {
    globalThis.benchFrames++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}
"""


class Page(NamedTuple):
    """How a picture did.

    Attributes:
        ready: From opening the file to the picture [s]; ``None`` when the time ran out.
        frames: Frames per second while it was moved; ``None`` when it was not.
        heap: Memory of its scripts after a collection [bytes].
    """

    ready: float | None
    frames: float | None
    heap: int


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; ``None`` where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def measured(browser: Any, file: Path, *, ready: str, stage: str, limit: float, link: str = "") -> Page:
    """Opens a file, waits until it says that it is ready, and moves it.

    Args:
        browser: As :func:`chromium` gives it.
        file: The page.
        ready: JavaScript that gives the time at which it was ready [ms since it was opened], or ``null``.
        stage: Selector of what is moved.
        limit: How long it may take [s].
        link: What stands after the ``#`` of the address.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("http://**/*", lambda route: route.fulfill(status=200, body=""))
    context.route("https://**/*", lambda route: route.fulfill(status=200, body=""))
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.set_default_timeout(limit * 1000)
    try:
        return _opened(page, f"{file.as_uri()}{'#' if link else ''}{link}", ready, stage)
    finally:
        context.close()


def _opened(page: Any, address: str, ready: str, stage: str) -> Page:
    from playwright.sync_api import Error

    try:
        page.goto(address, wait_until="commit")
        page.wait_for_function(f"() => ({ready}) !== null", polling=50)
        taken = page.evaluate(f"() => {ready}") / 1000
        page.wait_for_timeout(700)
        return Page(taken, _moved(page, stage), _heap(page))
    except Error:
        return Page(None, None, 0)


def _moved(page: Any, stage: str) -> float:
    """Frames per second while the mouse drags the picture to and fro."""
    box = page.locator(stage).first.bounding_box()
    x, y = box["x"] + 0.6 * box["width"], min(box["y"] + 14, 780)
    page.evaluate(_FRAMES)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 8, y + 4)
    begun, before = time.perf_counter(), page.evaluate("benchFrames")
    step = 0
    while time.perf_counter() - begun < PAN:
        step += 1
        there = step % 80
        away = there if there < 40 else 80 - there
        page.mouse.move(x - 8 - 3 * away, y + 4 + 2 * away)
    frames = page.evaluate("benchFrames") - before
    taken = time.perf_counter() - begun
    page.mouse.up()
    return float(frames / taken)


def _heap(page: Any) -> int:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    found = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return int(found["JSHeapUsedSize"])
