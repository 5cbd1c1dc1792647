"""Claim sheets to assertions, and the audit of an official table."""

from __future__ import annotations

import csv
import io
import tempfile
import time
from pathlib import Path

from tests.shared import SHARED

from bench.timing import Ratio, calls
from sojourn import shipped
from sojourn.sheets import load_study

ROWS = 5_000


def lines(_: Path) -> list[Ratio]:
    """Both."""
    return [*sheets(3), *un_desa()]


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
