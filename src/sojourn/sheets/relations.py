"""What rows say about each other: ids that stand twice, relations to nothing, and circles."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.model import Assertion
from sojourn.sheets.findings import Findings, Row
from sojourn.sheets.nearest import did_you_mean
from sojourn.sheets.sources import circles

_RELATIONS = ("explains", "contrasts", "restates", "supersedes")


def check_relations(pairs: Sequence[tuple[Assertion | None, Row]], findings: Findings) -> None:
    """Notes what is wrong between the rows of a study."""
    lines = _ids(pairs, findings)
    facts: dict[str, Row] = {}
    for assertion, row in pairs:
        if assertion is None:
            continue
        digest = assertion.digest()
        if digest in facts:
            first = facts[digest]
            findings.add(
                row,
                "id",
                f"the same facts stand in lines {first.line} and {row.line}",
                "Keep one row, or say in what they differ: locator, period, place or claim.",
            )
        facts.setdefault(digest, row)
        for relation in _RELATIONS:
            for other in getattr(assertion, relation):
                if other not in lines:
                    advice = did_you_mean(other, lines) + "Relations name ids of this study."
                    findings.add(row, relation, f"no claim has the id {other!r}", advice)
                elif other == assertion.id:
                    findings.add(row, relation, f"the claim {other!r} names itself", "Name another claim, or none.")
    _circles(pairs, findings)


def _ids(pairs: Sequence[tuple[Assertion | None, Row]], findings: Findings) -> dict[str, int]:
    """The line of every id, those of faulty rows included."""
    lines: dict[str, int] = {}
    for assertion, row in pairs:
        name = assertion.id if assertion else row["id"]
        if not name:
            continue
        if name in lines and row["id"]:
            advice = f"It stands in lines {lines[name]} and {row.line}; rename one of them."
            findings.add(row, "id", f"the id {name!r} stands twice", advice)
        lines.setdefault(name, row.line)
    return lines


def _circles(pairs: Sequence[tuple[Assertion | None, Row]], findings: Findings) -> None:
    """Notes claims that replace each other in a circle, once for each circle."""
    rows = {assertion.id: row for assertion, row in pairs if assertion}
    for circle in circles({a.id: tuple(o for o in a.supersedes if o != a.id) for a, _ in pairs if a}):
        what = f"the chain bites its own tail: {' -> '.join(circle)}"
        findings.add(rows[circle[0]], "supersedes", what, "A claim cannot replace one that replaces it.")
