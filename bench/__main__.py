"""``make bench``: measures, prints the table, and writes it into docs/reference/benchmarks.md.

``python -m bench NAME…`` measures single parts and prints their lines; ``growth`` puts them into its page, too.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import columns, frames, growth, linear, pictures, server, shapes, sheets, starting, store
from bench.timing import Ratio

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "benchmarks.md"

PARTS: dict[str, tuple[str, Callable[[Path], list[Ratio]]]] = {
    "starting": ("Starting", starting.lines),
    "sheets": ("Sheets and audits", sheets.lines),
    "store": ("Tables to quads, and SPARQL", store.lines),
    "columns": ("Questions over everything", columns.lines),
    "frames": ("Answers as data frames", frames.lines),
    "shapes": ("Shapes", shapes.lines),
    "pictures": ("Pictures", pictures.lines),
    "server": ("The server", server.lines),
    "growth": ("One size after another", growth.lines),
    "linear": ("Reconciliation", lambda _: linear.lines((10**3, 10**4, 10**5, 10**6))),
}
"""What is measured: its heading, and what measures it. Each is given a folder for files that others use again."""

NOTES = {"pictures": pictures.NOTE}
"""What stands below the table of a part."""

_HEAD = """\
# Benchmarks

Written by `make bench`; every ratio was measured in one run on one machine, medians of rounds taken in turns.
Compare the ratios, not the times. `python -m bench NAME` measures one part anew: {names}.

Official tables are made up, always the same: 230 countries, stocks in two editions, flows by six methods. They take the
way of real files, through the importers. Sizes are in assertions; one has about 26 quads. What takes longer than a
limit is stopped, and only known to take longer.

Machine: {machine}, {cores} cores, Python {python}.
"""


def main(names: Sequence[str]) -> int:
    """Measures what is named, or everything, and writes each part into its section of the page."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no part is called {unknown[0]!r}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="sojourn-bench-") as folder:
        for name in names or PARTS:
            begun = time.perf_counter()
            heading, lines = PARTS[name]
            table = markdown(lines(Path(folder)))
            minutes = (time.perf_counter() - begun) / 60
            print(f"\n## {heading}\n\n{table}\n", flush=True)
            if name == "growth":
                growth.into_page(table)
            note = f"{NOTES[name]}\n\n" if name in NOTES else ""
            into_page(heading, f"{table}\n\n{note}`python -m bench {name}`, {minutes:.1f} minutes.")
    return 0


def into_page(heading: str, text: str) -> None:
    """Puts what was measured into its section of the page; the other sections stay."""
    _, *old = PAGE.read_text(encoding="utf-8").split("\n## ") if PAGE.is_file() else [""]
    known = {part.partition("\n")[0]: part.partition("\n")[2].strip() for part in old} | {heading: text}
    head = _HEAD.format(
        names=", ".join(f"`{name}`" for name in PARTS),
        machine=platform.machine(),
        cores=os.cpu_count(),
        python=platform.python_version(),
    )
    parts = [f"\n## {title}\n\n{known[title]}\n" for title, _ in PARTS.values() if title in known]
    PAGE.write_text(head + "".join(parts), encoding="utf-8")


def markdown(lines: list[Ratio]) -> str:
    """The table in Markdown."""
    out = ["| what | measured | peer | ratio | target |", "|---|---|---|---|---|"]
    out.extend(f"| {' | '.join(line)} |" for line in lines)
    return "\n".join(out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
