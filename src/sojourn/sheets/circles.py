"""Places that lie in their own parts, and populations that are parts of their own parts, are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sojourn.model import Place, Population
from sojourn.sheets.findings import Findings, Row
from sojourn.sheets.tables import Table

Above = Callable[[str], Iterable[str]]


def refuse_circles_of_places(rows: Mapping[str, Row], places: Mapping[str, Place], findings: Findings) -> None:
    """Notes places of a table that lie within themselves today, by way of any places.

    Args:
        rows: The rows of the table, by key.
        places: All places by key.
        findings: Where the problems go, each circle once.
    """

    def above(key: str) -> Iterable[str]:
        return (entry.container for entry in places[key].within if entry.end is None) if key in places else ()

    for key, circle in _circles(rows, above):
        what = f"{key!r} lies within itself: {circle}"
        findings.add(rows[key], "within", what, "Correct 'within' of one of them, or its row in containment.")


def refuse_circles_of_populations(
    table: Table | None, populations: Mapping[str, Population], findings: Findings
) -> None:
    """Notes populations of a table that are subpopulations of themselves, each circle once."""
    rows = {row["key"]: row for row in reversed(table.rows if table else []) if row["key"] in populations}

    def above(key: str) -> Iterable[str]:
        return populations[key].subpopulation_of if key in populations else ()

    for key, circle in _circles(dict(reversed(rows.items())), above):
        what = f"{key!r} is a subpopulation of itself: {circle}"
        findings.add(rows[key], "subpopulation_of", what, "Correct 'subpopulation_of' in one of them.")


def _circles(keys: Iterable[str], above: Above) -> list[tuple[str, str]]:
    """The circles that can be reached from some keys: the first of the keys on each, and the way round in words."""
    own = dict.fromkeys(keys)
    done: set[str] = set()
    found: list[tuple[str, str]] = []
    for start in own:
        way: dict[str, None] = {}
        todo = [(start, False)]
        while todo:
            here, left = todo.pop()
            if left:
                del way[here]
                done.add(here)
            elif here in way:
                circle = list(way)[list(way).index(here) :]
                first = next((at for at, key in enumerate(circle) if key in own), -1)
                if first >= 0:
                    turned = [*circle[first:], *circle[:first]]
                    found.append((turned[0], " → ".join([*turned, turned[0]])))
            elif here not in done:
                way[here] = None
                todo.append((here, True))
                todo.extend((key, False) for key in above(here) if key not in done)
    return found
