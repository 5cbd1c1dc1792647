"""Cold starts, against that of bare Python."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.timing import Ratio, commands

SOJOURN = str(Path(sys.executable).with_name("sojourn"))
ROUNDS = 15


def lines(_: Path) -> list[Ratio]:
    """Single commands, and the demo."""
    return [*start_up(ROUNDS), *demo()]


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
