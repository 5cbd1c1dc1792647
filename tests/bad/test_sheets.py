"""Sheets that are refused: one message that says where, what and what to do; nothing written, at once, no traceback."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sojourn.errors import SheetErrors
from sojourn.sheets import load_study
from tests.bad.golden import REGISTRY, Case, cases, snapshot, write_study

SECONDS = 2.0


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Loads the gazetteers once; the time limit below is for what a hostile sheet adds to that."""
    from sojourn.sheets import gazetteer

    gazetteer.city_names()
    gazetteer.subdivision_names()
    gazetteer.withdrawn()


def refused(folder: Path) -> str:
    """The message with which a study is refused, in the words of somebody who calls its folder ``study``."""
    before = snapshot(folder)
    start = time.process_time()
    with pytest.raises(SheetErrors) as caught:
        load_study(folder, registry=REGISTRY)
    assert time.process_time() - start < SECONDS
    assert snapshot(folder) == before
    return str(caught.value).replace(str(folder), "study")


@pytest.mark.parametrize("case", [*cases("cells.txt"), *cases("sheets.txt")], ids=lambda case: case.name)
def test_a_bad_sheet_is_refused_with_this_message(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_study(folder, case)
    assert refused(folder) == case.message
