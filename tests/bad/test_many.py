"""Sheets with thousands of faults end, too; and the command line says what the library says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sojourn.errors import SheetErrors
from sojourn.sheets import load_study
from tests.bad.golden import REGISTRY, SOURCES, cases, snapshot, write_study

ROWS = 2_000
HEADING = "id,kind,to,who,value,when,source,explains"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("X-{0},residence,Qwertz{0},russians,{0},,daily,", "to"),
        ("X-{0},residence,CN,Qwertz{0},{0},,daily,", "who"),
        ("X-{0},residence,CN,russians,Qwertz{0},,daily,", "value"),
        ("X-{0},residence,CN,russians,{0},2001-02-03T{0}:99,daily,", "when"),
        ("X-{0},residence,CN,russians,{0},,Qwertz{0},", "source"),
        ("X-{0},residence,CN,russians,{0},,daily,Y-{0}", "explains"),
    ],
)
def test_every_one_of_thousands_of_faults_is_listed(tmp_path: Path, row: str, column: str) -> None:
    rows = "\n".join(row.format(number) for number in range(1000, 1000 + ROWS))
    (tmp_path / "claims.csv").write_text(f"{HEADING}\n{rows}\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    with pytest.raises(SheetErrors) as caught:
        load_study(tmp_path, registry=REGISTRY)
    where = [problem.where for problem in caught.value.problems]
    assert where == [f"{tmp_path / 'claims.csv'}:{line}:{column}" for line in range(2, ROWS + 2)]


def test_the_command_line_ends_with_2_and_the_same_message_and_no_traceback(tmp_path: Path) -> None:
    (case,) = (case for case in cases("cells.txt") if case.name == "5000-6000")
    write_study(tmp_path / "study", case)
    before = snapshot(tmp_path)
    code = "import sys; from sojourn.cli import main; sys.exit(main(['check', 'study']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.rstrip("\n")) == (2, "", case.message)
    assert snapshot(tmp_path) == before
