"""Systems made by hand whose answers can be checked with a pencil."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from sojourn.audit.linear import Outcome, System, solve

Said = tuple[str, dict[str, Any], Any, Any, str]
"""Tag, terms, low, high, and which ends are excluded: ``(``, ``)``, both or none."""


def system_of(cells: str, said: list[Said], rules: list[Said] | None = None) -> System:
    system = System()
    for cell in cells.split():
        system.add_cell(cell.rstrip("±"), low=None if cell.endswith("±") else 0)
    for hard, rows in ((False, said), (True, rules or [])):
        for tag, terms, low, high, ends in rows:
            system.add_constraint(tag, terms, low, high, low_open="(" in ends, high_open=")" in ends, hard=hard)
    return system


def interval(outcome: Outcome, cell: str) -> str:
    found = outcome.bounds[cell]
    low = "(-∞" if found.low is None else f"{'(' if found.low_open else '['}{found.low}"
    high = "∞)" if found.high is None else f"{found.high}{')' if found.high_open else ']'}"
    return f"{low}, {high}"


SEVEN: list[Said] = [
    ("beijing", {"bj": 1}, 10_000, 10_000, ""),
    ("shanghai", {"sh": 1}, 5_000, 6_000, ""),
    *[(f"city {n}", {f"c{n}": 1}, 2_000, 3_000, "") for n in range(5)],
]
SEVEN_CELLS = "bj sh c0 c1 c2 c3 c4 all"
SUM = dict.fromkeys(("bj", "sh", "c0", "c1", "c2", "c3", "c4"), -1) | {"all": 1}
BALANCE: list[Said] = [("balance", {"s1": 1, "s0": -1, "came": -1, "left": 1}, 0, 0, "")]
STOCKS: list[Said] = [
    ("census", {"s0": 1}, 16_000, None, "("),
    ("rate", {"came": 1}, 44_000, 55_000, ""),
    ("experts", {"s1": 1}, 40_000, 50_000, ""),
]


@pytest.mark.parametrize(
    ("cells", "said", "rules", "expected"),
    [
        pytest.param("", [], [], {}, id="nothing at all"),
        pytest.param("x", [], [], {"x": "[0, ∞)"}, id="a count of which nothing is said"),
        pytest.param("x±", [], [], {"x": "(-∞, ∞)"}, id="a change of which nothing is said"),
        pytest.param(
            SEVEN_CELLS, SEVEN, [("sum", SUM, 0, 0, "")], {"all": "[25000, 31000]"}, id="seven cities make the whole"
        ),
        pytest.param(
            SEVEN_CELLS, SEVEN, [("part", SUM, 0, None, "")], {"all": "[25000, ∞)"}, id="seven cities are part of it"
        ),
        pytest.param(
            "s0 s1 came left",
            STOCKS,
            BALANCE,
            {"left": "(10000, ∞)", "s0": "(16000, ∞)", "s1": "[40000, 50000]"},
            id="a census, a rate and an estimate imply departures",
        ),
        pytest.param(
            "x y",
            [("a", {"x": 1}, 16_000, 16_000, ""), ("b", {"x": 1, "y": -1}, 0, 0, "")],
            [],
            {"x": "[16000, 16000]", "y": "[16000, 16000]"},
            id="the same quantity under two names",
        ),
        pytest.param(
            "x",
            [("a", {"x": 1}, 16_000, None, ""), ("b", {"x": 1}, None, 16_000, "")],
            [],
            {"x": "[16000, 16000]"},
            id="at least and at most the same number agree",
        ),
        pytest.param(
            "x",
            [("a", {"x": 1}, 16_000, None, ""), ("a", {"x": 1}, 16_000, None, ""), ("b", {"x": 1}, 16_000, None, "(")],
            [],
            {"x": "(16000, ∞)"},
            id="the same said three times",
        ),
        pytest.param(
            "x y",
            [
                ("a", {"x": Decimal("0.1"), "y": Decimal("0.2")}, Decimal("0.3"), Decimal("0.3"), ""),
                ("b", {"y": 1}, 1, 1, ""),
            ],
            [],
            {"x": "[1, 1]"},
            id="a tenth and two tenths are three tenths",
        ),
        pytest.param(
            "x y",
            [("a", {"x": 1, "y": 1}, 10**12, 10**12, ""), ("b", {"y": 1}, Decimal("1e-6"), Decimal("1e-6"), "")],
            [],
            {"x": f"[{10**12 - Fraction(1, 10**6)}, {10**12 - Fraction(1, 10**6)}]"},
            id="a millionth beside a million millions",
        ),
        pytest.param(
            "x± y± z±",
            [
                ("a", {"x": 1, "y": 1}, 3, None, ""),
                ("b", {"x": 1, "y": -1}, None, 1, ""),
                ("c", {"x": 1, "y": 2}, None, 5, ""),
                ("d", {"x": 1, "z": 2}, 7, 8, ""),
            ],
            [],
            {"x": "[1, 7/3]", "y": "[1, 2]", "z": "[7/3, 7/2]"},
            id="a circle of constraints",
        ),
        pytest.param(
            "start end change±",
            [("end", {"end": 1}, 37_890_000, 37_890_000, ""), ("fell", {"change": 1}, -460_000, -460_000, "")],
            [("change", {"change": 1, "end": -1, "start": 1}, 0, 0, "")],
            {"start": "[38350000, 38350000]"},
            id="a stock at the start from the stock at the end and the change",
        ),
    ],
)
def test_what_is_said_implies(cells: str, said: list[Said], rules: list[Said], expected: dict[str, str]) -> None:
    outcome = solve(system_of(cells, said, rules))
    assert outcome.feasible
    assert outcome.conflicts == ()
    assert outcome.relaxation is None
    assert {cell: interval(outcome, cell) for cell in expected} == expected
    assert all(found.tight for found in outcome.bounds.values())


def test_a_bound_names_what_it_rests_on_and_the_arithmetic() -> None:
    outcome = solve(system_of("s0 s1 came left", STOCKS, BALANCE))
    left = outcome.bounds["left"]
    assert left.low_tags == ("census", "rate", "experts")
    assert left.low_rules == ("balance",)
    assert outcome.explain("left", "low") == (
        "s0 > 16,000 (census)",
        "came ≥ 44,000 (rate)",
        "s1 ≤ 50,000 (experts)",
        "so left > 16,000 + 44,000 − 50,000 = 10,000 (balance)",
    )
    assert outcome.explain("left", "high") == ()


def test_a_bound_names_only_what_it_needs() -> None:
    said: list[Said] = [
        ("loose", {"x": 1}, None, 900, ""),
        ("tight", {"x": 1}, None, 500, ""),
        ("other", {"z": 1}, 3, 4, ""),
    ]
    outcome = solve(system_of("x y z", said, [("part", {"x": 1, "y": -1}, 0, None, "")]))
    assert outcome.bounds["y"].high == 500
    assert outcome.bounds["y"].high_tags == ("tight",)


@pytest.mark.parametrize(
    ("cells", "said", "rules", "conflicts", "total"),
    [
        pytest.param(
            "x",
            [("over", {"x": 1}, 16_000, None, "("), ("most", {"x": 1}, None, 16_000, "")],
            [],
            [("over", "most")],
            0,
            id="over a number and at most that number",
        ),
        pytest.param(
            SEVEN_CELLS,
            [*SEVEN, ("census", {"all": 1}, 16_000, 24_000, "")],
            [("sum", SUM, 0, 0, "")],
            [("beijing", "shanghai", *(f"city {n}" for n in range(5)), "census")],
            1_000,
            id="all the parts are needed to exceed the whole",
        ),
        pytest.param(
            "x y",
            [
                ("a", {"x": 1}, 10, 10, ""),
                ("b", {"x": 1}, 20, 20, ""),
                ("c", {"x": 1}, 30, 30, ""),
                ("free", {"y": 1}, 5, 6, ""),
            ],
            [],
            [("a", "b"), ("a", "c"), ("b", "c")],
            20,
            id="three figures, each against each",
        ),
        pytest.param(
            "x y z",
            [
                ("x", {"x": Decimal("0.1")}, Decimal("0.1"), Decimal("0.1"), ""),
                ("sum", {"x": Decimal("0.1"), "y": Decimal("0.2")}, Decimal("0.3"), None, "("),
                ("y", {"y": 1}, None, 1, ""),
            ],
            [],
            [("x", "sum", "y")],
            0,
            id="a tenth and two tenths are not over three tenths",
        ),
        pytest.param(
            "s0 s1 came left",
            [*STOCKS, ("few left", {"left": 1}, None, 9_000, "")],
            BALANCE,
            [("census", "rate", "experts", "few left")],
            1_000,
            id="a balance that does not come out",
        ),
        pytest.param(
            "x y",
            [("less", {"x": 1, "y": 1}, None, -5, "")],
            [],
            [("less",)],
            5,
            id="one claim against the rules alone",
        ),
        pytest.param(
            "x± y± z±",
            [
                ("xy", {"x": 1, "y": -1}, 0, None, "("),
                ("yz", {"y": 1, "z": -1}, 0, None, "("),
                ("zx", {"z": 1, "x": -1}, 0, None, "("),
            ],
            [],
            [("xy", "yz", "zx")],
            0,
            id="each larger than the next in a ring",
        ),
        pytest.param(
            "a b c d",
            [
                ("a", {"a": 1}, 1, 2, ""),
                ("not a", {"a": 1}, 5, 6, ""),
                ("c", {"c": 1}, 1, 2, ""),
                ("not c", {"c": 1}, 3, 6, ""),
            ],
            [],
            [("a", "not a"), ("c", "not c")],
            4,
            id="two quarrels that have nothing to do with each other",
        ),
    ],
)
def test_what_cannot_all_hold_is_told(
    cells: str, said: list[Said], rules: list[Said], conflicts: list[tuple[str, ...]], total: int
) -> None:
    outcome = solve(system_of(cells, said, rules))
    assert not outcome.feasible
    assert {frozenset(one.tags) for one in outcome.conflicts} == {frozenset(tags) for tags in conflicts}
    assert len(outcome.conflicts) == len(conflicts)
    assert all(one.minimal for one in outcome.conflicts)
    assert outcome.all_conflicts
    assert outcome.relaxation is not None
    assert outcome.relaxation.total == total
    assert outcome.relaxation.least
    assert outcome.relaxation.attained == (not any("(" in ends or ")" in ends for _, _, _, _, ends in said))
    assert sum(outcome.relaxation.amounts.values()) == total


def test_a_conflict_is_told_in_arithmetic() -> None:
    said = [*STOCKS, ("few left", {"left": 1}, None, 9_000, "")]
    (conflict,) = solve(system_of("s0 s1 came left", said, BALANCE)).conflicts
    assert conflict.rules == ("balance",)
    assert conflict.cells == ("s0", "s1", "came", "left")
    assert conflict.arithmetic == (
        "s0 > 16,000 (census)",
        "came ≥ 44,000 (rate)",
        "s1 ≤ 50,000 (experts)",
        "left ≤ 9,000 (few left)",
        "so s0 ≤ 50,000 + 9,000 − 44,000 = 15,000 (balance)",
        "s0 would have to be more than 16,000 and at most 15,000, which no number is",
    )


def test_a_conflict_in_a_ring_is_told_as_a_sum() -> None:
    rows: list[Said] = [
        ("a", {"x": 1, "y": 1}, 3, None, ""),
        ("b", {"x": 1, "y": 2}, None, 5, ""),
        ("c", {"x": 1}, None, 0, ""),
    ]
    (conflict,) = solve(system_of("x± y±", rows)).conflicts
    assert conflict.arithmetic == (
        "x + 2 × y ≤ 5 (b)",
        "x ≤ 0 (c)",
        "2 times: x + y ≥ 3 (a)",
        "added up with these weights: 0 ≥ 1, which is false",
    )


def test_what_no_conflict_touches_keeps_its_bounds() -> None:
    said: list[Said] = [
        ("a", {"x": 1}, 10, 10, ""),
        ("b", {"x": 1}, 20, 20, ""),
        ("c", {"y": 1}, 5, 6, ""),
        ("d", {"z": 1, "y": -1}, 0, 0, ""),
    ]
    outcome = solve(system_of("x y z", said))
    assert outcome.disputed == {"x"}
    assert outcome.set_aside == {"a", "b"}
    assert list(outcome.bounds) == ["y", "z"]
    assert interval(outcome, "z") == "[5, 6]"


def test_only_what_is_asked_for_is_bounded() -> None:
    outcome = solve(system_of("x y", [("a", {"x": 1, "y": 1}, 3, 3, "")]), cells=["y"])
    assert {key: str(found) for key, found in outcome.bounds.items()} == {"y": "at least 0 and at most 3"}


def test_conflicts_beyond_the_limit_are_set_aside_and_it_says_so() -> None:
    rows: list[Said] = [(f"{n}", {"x": 1}, n, n, "") for n in range(6)]
    outcome = solve(system_of("x y", rows), max_conflicts=2)
    assert len(outcome.conflicts) == 2
    assert not outcome.all_conflicts
    assert outcome.relaxation is not None
    assert outcome.relaxation.total == 5 + 3 + 1
