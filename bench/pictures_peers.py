"""The same flows as files of others: pyvis as it comes and with positions, sigma and cytoscape."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path
from string import Template
from typing import Any

from bench.pictures_sample import PLACES, corridors, towns

PAGES = Path(__file__).parent / "pages"
COLOURS = ("#005fa8", "#00755a", "#7a5a00", "#c2410c", "#7b3aa0", "#a3195b", "#3f6212")
LIBRARIES = {
    "sigma": ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"),
    "cytoscape": ("cytoscape/dist/cytoscape.min.js",),
}
"""What of the npm packages stands in each page."""


def ours(file: str, edges: int, drawer: str) -> float:
    """Writes our page of the flows; the seconds that it took from columns of numbers to the file."""
    from bench.pictures_sample import view_of
    from sojourn.outputs import write_whole
    from sojourn.renderers.registered import renderer

    view = view_of(edges)
    start = time.perf_counter()
    write_whole(Path(file), renderer(drawer).render(view).encode())
    return time.perf_counter() - start


def real(file: str, store: str, drawer: str) -> float:
    """Draws a whole store; seconds."""
    import sojourn

    start = time.perf_counter()
    sojourn.open(store).draw(file, as_=drawer, force=True)
    return time.perf_counter() - start


def pyvis(file: str, edges: int, placed: bool) -> float:
    """Writes pyvis' page of the flows: as it comes, or with positions and without physics; seconds."""
    from pyvis.network import Network

    start_at, end_at, people = corridors(edges)
    lat, lon = towns()
    start = time.perf_counter()
    network = Network(directed=True, height="800px", cdn_resources="in_line")
    if placed:
        network.toggle_physics(False)
    for i in range(PLACES):
        place: dict[str, Any] = {"x": 10 * float(lon[i]), "y": -10 * float(lat[i]), "physics": False} if placed else {}
        network.add_node(i, label=f"Town {i + 1}", **place)
    for origin, destination, persons in zip(start_at.tolist(), end_at.tolist(), people.tolist(), strict=True):
        network.add_edge(origin, destination, title=f"{persons:,}")
    Path(file).write_text(network.generate_html(notebook=False), encoding="utf-8")
    return time.perf_counter() - start


def script(file: str, edges: int, name: str, modules: str) -> float:
    """Writes a page of sigma or cytoscape with positions given; seconds."""
    start_at, end_at, people = corridors(edges)
    lat, lon = towns()
    start = time.perf_counter()
    widest = float(people.max()) ** 0.5
    data = {
        "nodes": [[str(i), f"Town {i + 1}", 10 * float(lon[i]), -10 * float(lat[i])] for i in range(PLACES)],
        "edges": [
            [str(a), str(b), round(max(0.5, 8 * persons**0.5 / widest), 2), COLOURS[a % len(COLOURS)]]
            for a, b, persons in zip(start_at.tolist(), end_at.tolist(), people.tolist(), strict=True)
        ],
    }
    library = "\n".join((Path(modules) / part).read_text(encoding="utf-8") for part in LIBRARIES[name])
    page = Template((PAGES / f"{name}.html").read_text(encoding="utf-8"))
    text = page.substitute(
        library=library.replace("</script", "<\\/script"), data=json.dumps(data, separators=(",", ":"))
    )
    Path(file).write_text(text, encoding="utf-8")
    return time.perf_counter() - start


def installed(folder: Path) -> tuple[Path | None, str]:
    """The npm packages, installed as the lock file says.

    Returns:
        Their folder, and why there is none.
    """
    npm = shutil.which("npm")
    if npm is None:
        return None, "there is no npm here"
    target = folder / "pages"
    target.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PAGES / name, target / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        subprocess.run(command, cwd=target, check=True, capture_output=True, timeout=120)
    except subprocess.SubprocessError:
        return None, "npm could not install them"
    return target / "node_modules", ""
