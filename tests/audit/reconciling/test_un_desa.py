"""The UN's published totals against the sum of its own cells: every country and year, exactly."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest

from sojourn.audit.reconciling.assembling import Settings
from sojourn.audit.reconciling.results import Reconciliation, Whole
from sojourn.audit.reconciling.running import reconciled
from tests.audit.reconciling.un_desa import Table
from tests.shared import SHARED


@pytest.fixture(scope="module")
def table() -> Table:
    folder = SHARED / "data"
    if not (folder / "un_desa_stock_2020_long.csv").is_file():
        pytest.skip("the UN DESA table is not at hand (set SOJOURN_SHARED)")
    return Table(folder)


@pytest.fixture(scope="module")
def audit(table: Table) -> Reconciliation:
    return reconciled(table.assertions, table.world, Settings(), conditional=False)


def whole(audit: Reconciliation, name: str) -> Whole:
    (found,) = [item for item in audit.wholes if item.name == name]
    return found


def test_no_cells_exceed_a_published_total(audit: Reconciliation) -> None:
    assert audit.claims == 78_854
    assert audit.contradictions == ()


def test_china_2020_has_127_368_foreign_born_people_without_a_stated_origin(audit: Reconciliation) -> None:
    china = whole(audit, "foreign-born people in CN, 2020")
    assert china.whole.low == china.whole.high == 1_039_675
    assert china.parts_sum.low == china.parts_sum.high == 912_307
    assert china.short.low == china.short.high == 127_368


def test_russias_diaspora_adds_up_exactly(audit: Reconciliation) -> None:
    russia = whole(audit, "people born in RU in the world, 2020")
    assert russia.whole.low == russia.parts_sum.low == 10_756_697
    assert russia.short.low == russia.short.high == 0


def test_every_shortfall_is_the_total_less_the_sum_of_the_cells(table: Table, audit: Reconciliation) -> None:
    cells: dict[tuple[str, str], int] = defaultdict(int)
    for assertion in table.assertions:
        if assertion.population != ("foreign-born",) and assertion.place != ("world",) and assertion.estimate:
            year = assertion.period.edtf if assertion.period else ""
            cells[assertion.place[0], year] += int(assertion.estimate.low or 0)
    checked = 0
    for (place, year), total in table.totals.items():
        names = [item for item in audit.wholes if item.name == f"foreign-born people in {place}, {year}"]
        for item in names:
            assert item.short.low == item.short.high == Fraction(total - cells[place, year])
            checked += 1
    assert checked > 1_500
