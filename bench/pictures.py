"""Pictures in a headless browser: ours beside pyvis, sigma and cytoscape, on the same flows and on real tables.

Each line names one picture: the size of its file, the time from opening it until the picture is there, frames per
second while the mouse moves it, the memory of its scripts, and what Python needs to write it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench import pictures_browser as browsers
from bench.pictures_browser import Page
from bench.timing import Ratio, Run, alone, short, size

SIZES = (1_000, 10_000, 100_000)
PATIENCE = 45.0
"""How long a picture may take to be there, and a file to be written [s]."""
DATA = Path(__file__).parent.parent.parent / "shared" / "data"
STORE = "SOJOURN_BENCH_STORE"
"""Names a store with the real tables; without it one is made from :data:`DATA`, and without those of made-up tables."""

DRAWERS = ("map", "columns", "chord", "canvas")
_STAGES = {**dict.fromkeys(DRAWERS, ".pane .box svg"), "canvas": ".canvas-stage"}
NOTE = """\
Flows are corridors between 2,000 made-up towns, the same for everybody; each picture is one HTML file with all that
it needs, in headless Chromium without a graphics card (1,280 by 800 px, WebGL in software). *Ready* is counted from
the opening of the file: ours until the picture is there and answers (the table below it follows in the next task),
and for all flows at once until every line is drawn; pyvis until its physics have come to rest, or without physics
until the first drawing; sigma and cytoscape until the first drawing, positions given. Then the mouse drags the
picture for 2.5 s, and frames are counted. *Heap* is the memory of the scripts after a garbage collection, arrays of
numbers and bitmaps not counted. *Export* is the time in Python from numbers to the file (real tables: from the
store) and the most memory of that process. What a page asks of the web (pyvis: Bootstrap from a CDN) is answered at
once with nothing. sigma and cytoscape are installed by npm from `bench/pages`; without npm they are left out. A
picture that is not ready after 45 s is given up. The columns and the circle do not move: their frames count while
the mouse moves over them."""
"""How the figures were measured, below their table."""

_OURS_READY = "performance.getEntriesByName('sojourn-ready')[0]?.startTime ?? null"
_ALL_DRAWN = "performance.getEntriesByName('sojourn-canvas-drawn').at(-1)?.startTime ?? null"
_THEIRS_READY = "globalThis.benchReady ?? null"
_EVERYTHING = "all=1&level=stated"
_TARGETS = {1_000: "ready < 0.5 s", 100_000: "< 3 MB, ready < 3 s, ≥ 50 fps, export < 2 s"}


class Picture(NamedTuple):
    """A picture that was made and opened.

    Attributes:
        file: Size of its file [bytes].
        export: Time that Python took to write it [s]; ``None`` when it was stopped.
        peak: Most memory that Python had [bytes].
        page: How it did in the browser; ``None`` where it was not opened.
    """

    file: int
    export: float | None
    peak: int
    page: Page | None

    def __str__(self) -> str:
        """In the words of the table."""
        if self.export is None:
            return f"no file after {PATIENCE:.0f} s"
        made = f"{self.file / 1e6:.2f} MB, export {short(self.export)} and {self.peak / 2**20:,.0f} MB"
        if self.page is None:
            return made
        if self.page.ready is None:
            return f"no picture after {PATIENCE:.0f} s; {made}"
        frames = "" if self.page.frames is None else f", {self.page.frames:.0f} fps"
        return f"ready {short(self.page.ready)}{frames}, heap {self.page.heap / 2**20:,.0f} MB; {made}"


def lines(folder: Path) -> list[Ratio]:
    """All of it: each size beside the others, then the real tables by each of our drawers."""
    with browsers.chromium() as browser:
        if browser is None:
            return [Ratio("pictures", "–", "there is no Chromium here", "–", "–")]
        made = [line for edges in SIZES for line in beside_others(browser, folder, edges)]
        made.extend(real_tables(browser, folder))
    return made


def beside_others(browser: Any, folder: Path, edges: int) -> Iterator[Ratio]:
    """All flows of a size at once on our canvas, beside each of the others; then how our drawers open."""
    written = _written(folder, f"ours-{edges}", "bench.pictures_peers:ours", edges, "canvas")
    all_at_once = _shown(browser, written, _ALL_DRAWN, ".canvas-stage", _EVERYTHING)
    for name, other in _others(browser, folder, edges):
        yield Ratio(
            f"{size(edges)} flows at once: canvas",
            str(all_at_once),
            f"{name}: {other}",
            _times(all_at_once, other),
            _TARGETS.get(edges, "–"),
        )
    for drawer in DRAWERS if edges != SIZES[1] else ():
        opening = _shown(browser, written, _OURS_READY, _STAGES[drawer], f"drawer={drawer}")
        yield Ratio(f"{size(edges)} flows, as the {drawer} opens", str(opening), "–", "–", _TARGETS.get(edges, "–"))


def _others(browser: Any, folder: Path, edges: int) -> Iterator[tuple[str, Picture | str]]:
    for name, placed in (("pyvis, placed, without physics", True), ("pyvis as it comes", False)):
        if not placed and edges > 10 * SIZES[0]:
            yield name, "not tried: a tenth of it was not there in time"
            continue
        written = _written(folder, f"pyvis-{placed}-{edges}", "bench.pictures_peers:pyvis", edges, placed)
        yield name, _shown(browser, written, _THEIRS_READY, "#mynetwork canvas")
    modules, why = _modules(folder)
    for name in ("sigma", "cytoscape"):
        if modules is None:
            yield name, f"left out: {why}"
            continue
        written = _written(folder, f"{name}-{edges}", "bench.pictures_peers:script", edges, name, str(modules))
        yield name, _shown(browser, written, _THEIRS_READY, "#stage")


def _modules(folder: Path) -> tuple[Path | None, str]:
    from bench.pictures_peers import installed

    if folder not in _MODULES:
        _MODULES[folder] = installed(folder)
    return _MODULES[folder]


_MODULES: dict[Path, tuple[Path | None, str]] = {}


def _written(folder: Path, name: str, call: str, *arguments: object) -> tuple[Run, Path]:
    file = folder / f"{name}.html"
    return alone(call, file, *arguments, limit=PATIENCE), file


def _shown(browser: Any, written: tuple[Run, Path], ready: str, stage: str, link: str = "") -> Picture:
    run, file = written
    if run.result is None:
        return Picture(0, None, run.peak, None)
    page = browsers.measured(browser, file, ready=ready, stage=stage, limit=PATIENCE, link=link)
    return Picture(file.stat().st_size, run.result, run.peak, page)


def _times(ours: Picture, other: Picture | str) -> str:
    if isinstance(other, str) or ours.page is None or ours.page.ready is None or other.page is None:
        return "–"
    if other.page.ready is None:
        return f"< {ours.page.ready / PATIENCE:.2f} ×"
    return f"{ours.page.ready / other.page.ready:.2f} ×"


def real_tables(browser: Any, folder: Path) -> Iterator[Ratio]:
    """The stocks and flows of real tables, at the opening of each drawer, and everything at once."""
    store, what = _store(folder)
    written = _written(folder, "real", "bench.pictures_peers:real", str(store), "canvas")
    for drawer in DRAWERS:
        opening = _shown(browser, written, _OURS_READY, _STAGES[drawer], f"drawer={drawer}")
        yield Ratio(f"{what}, as the {drawer} opens", str(opening), "–", "–", "< 3 MB, ready < 3 s")
    everything = _shown(browser, written, _ALL_DRAWN, ".canvas-stage", f"{_EVERYTHING}&window=all")
    yield Ratio(f"{what}, every corridor of every year at once", str(everything), "–", "–", "≥ 50 fps")


def _store(folder: Path) -> tuple[Path, str]:
    """A store of large tables, and what they are."""
    given = os.environ.get(STORE)
    if given:
        return Path(given), "UN DESA and Abel–Cohen"
    stocks, flows = DATA / "un_desa_stock_2020_long.csv", DATA / "abel_cohen_flows_1990_2020_long.csv"
    if not (stocks.is_file() and flows.is_file()):
        from bench import official

        return official.built(folder, 10**5).path, "made-up tables of 100,000 figures"
    from sojourn.graph.importing import table_job
    from sojourn.graph.storing import bring
    from sojourn.importers.base import Options
    from sojourn.importers.registered import importer

    jobs = [
        table_job(importer("un-desa"), stocks, Options(edition="2020")),
        table_job(importer("abel-cohen"), flows, Options()),
    ]
    target = folder / "store-real"
    bring(target, jobs, keep=True)
    return target, "UN DESA and Abel–Cohen"
