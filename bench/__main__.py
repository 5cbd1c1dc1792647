"""``make bench``: measures, prints the table, and writes it into docs/reference/benchmarks.md."""

from __future__ import annotations

import csv
import io
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from tests.shared import SHARED

from bench import linear
from bench.timing import Ratio, calls, commands
from sojourn import shipped
from sojourn.sheets import load_study

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
SOJOURN = str(Path(sys.executable).with_name("sojourn"))
ROWS = 5_000

_HEAD = """\
# Benchmarks

Written by `make bench`; every ratio was measured in one run on one machine, medians of {rounds} rounds taken in turns.
Compare the ratios, not the times.

Machine: {machine}, {cores} cores, Python {python}.

"""


def main() -> None:
    """Measures everything and writes the page."""
    rounds = 15
    lines = [*start_up(rounds), *sheets(3), *demo(), *un_desa(), *linear.lines((10**3, 10**4, 10**5, 10**6))]
    table = markdown(lines)
    print(table)
    head = _HEAD.format(
        rounds=rounds, machine=platform.machine(), cores=os.cpu_count(), python=platform.python_version()
    )
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(head + table + "\n", encoding="utf-8")


def start_up(rounds: int) -> list[Ratio]:
    """Cold starts against that of bare Python."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "store")
        commands({"build": [SOJOURN, "build", "--shipped", "-o", store]}, rounds=1)
        query = ["query", "-e", "SELECT ?a ?low WHERE { ?a a sj:FlowAssertion ; sj:low ?low }"]
        taken = commands(
            {
                "bare Python": [sys.executable, "-c", "pass"],
                "sojourn --help": [SOJOURN, "--help"],
                "sojourn query, shipped graph": [SOJOURN, *query],
                "sojourn query --store": [SOJOURN, *query, "--store", store],
                "sojourn ask stock-by-count": [
                    *(SOJOURN, "ask", "stock-by-count", "--population", "Russians", "--place", "China"),
                ],
            },
            rounds=rounds,
        )
    bare = taken.pop("bare Python")
    targets = {"sojourn ask stock-by-count": "–"}
    return [
        Ratio(
            f"cold `{name}`",
            f"{seconds * 1000:.0f} ms",
            f"bare Python {bare * 1000:.0f} ms",
            f"{seconds / bare:.1f} ×",
            targets.get(name, "≤ 4 ×"),
        )
        for name, seconds in taken.items()
    ]


def sheets(rounds: int) -> list[Ratio]:
    """Rows per second from sheet to assertions, on a sheet made by repeating a shipped one."""
    study = shipped.GRAPHS / "russians-to-china"
    with (study / "claims.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = list(reader.fieldnames or ()), list(reader)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "russians-to-china"
        copy.mkdir()
        for name in ("sources.csv", "places.csv", "populations.csv", "agents.csv"):
            if (study / name).is_file():
                (copy / name).write_bytes((study / name).read_bytes())
        with (copy / "claims.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header)
            writer.writeheader()
            for number in range(ROWS):
                row = dict(rows[number % len(rows)])
                row.update(id=f"B-{number}", claim=f"{row['claim']} ({number})")
                row.update({name: "" for name in ("explains", "contrasts", "restates", "supersedes") if name in row})
                writer.writerow(row)
        load_study(copy)
        seconds = calls(lambda: load_study(copy), rounds=rounds)
        text = (copy / "claims.csv").read_text(encoding="utf-8")
        plain = calls(lambda: list(csv.DictReader(io.StringIO(text))), rounds=rounds)
    return [
        Ratio(
            f"sheet of {ROWS:,} rows to assertions",
            f"{ROWS / seconds:,.0f} rows / s",
            f"csv.DictReader alone {ROWS / plain:,.0f} rows / s",
            f"{seconds / plain:.0f} ×",
            "–",
        )
    ]


def demo() -> list[Ratio]:
    """What ``make demo`` runs after installation."""
    with tempfile.TemporaryDirectory() as folder:
        taken = commands(
            {
                "bare": [sys.executable, "-c", "pass"],
                "draw": [SOJOURN, "draw", "-o", str(Path(folder) / "graph.html"), "--force"],
                "ask": [SOJOURN, "ask", "stock-by-count", "--population", "Russians", "--place", "China"],
            },
            rounds=3,
        )
    whole = taken["draw"] + taken["ask"]
    bare = taken["bare"]
    return [
        Ratio(
            "demo end to end, installed",
            f"{whole:.2f} s",
            f"bare Python {bare * 1000:.0f} ms",
            f"{whole / bare:.0f} ×",
            "–",
        )
    ]


def un_desa() -> list[Ratio]:
    """The audit of the UN's table of stocks, end to end from assertions, against reading the table alone."""
    folder = SHARED / "data"
    if not (folder / "un_desa_stock_2020_long.csv").is_file():
        print("The UN DESA table is not at hand (set SOJOURN_SHARED): its audit was not measured.")
        return []
    from tests.audit.reconciling.un_desa import Table

    from sojourn.audit.reconciling.assembling import Settings
    from sojourn.audit.reconciling.running import reconciled

    start = time.perf_counter()
    table = Table(folder)
    reading = time.perf_counter() - start
    start = time.perf_counter()
    found = reconciled(table.assertions, table.world, Settings(), conditional=False)
    taken = time.perf_counter() - start
    return [
        Ratio(
            f"audit of UN DESA 2020: {found.claims:,} figures, {len(found.wholes):,} totals",
            f"{taken:.1f} s",
            f"reading the table into assertions {reading:.1f} s",
            f"{taken / reading:.1f} ×",
            "≤ 10 s for 100,000",
        )
    ]


def markdown(lines: list[Ratio]) -> str:
    """The table in Markdown."""
    out = ["| what | measured | peer | ratio | target |", "|---|---|---|---|---|"]
    out.extend(f"| {' | '.join(line)} |" for line in lines)
    return "\n".join(out)


if __name__ == "__main__":
    main()
