"""Files and workbooks that are refused before or while they are opened, with the exact message."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bad.golden import REGISTRY, cases, snapshot, write_study
from tests.bad.makers import FILES, WORKBOOKS
from tests.bad.test_sheets import refused

MEGABYTES = 300
FILE_MESSAGES = {case.name: case for case in cases("files.txt")}
WORKBOOK_MESSAGES = {case.name: case for case in cases("workbooks.txt")}


def test_every_hostile_file_has_its_message_beside_it() -> None:
    assert set(FILE_MESSAGES) == set(FILES)
    assert set(WORKBOOK_MESSAGES) == set(WORKBOOKS)


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_with_this_message(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_study(folder, FILE_MESSAGES[name])
    FILES[name](folder)
    assert refused(folder) == FILE_MESSAGES[name].message


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "study"
    write_study(folder, FILE_MESSAGES["missing"])
    read_bytes = Path.read_bytes

    def forbidden(path: Path) -> bytes:  # the superuser, as whom tests may run, can read every file
        if path.name == "claims.csv":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert refused(folder) == (
        "study/claims.csv: the file cannot be read: Permission denied\n"
        "  Check who may read it.\n"
        "1 problem in 2 rows; nothing was written."
    )


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_bad_workbook_is_refused_with_this_message(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_study(folder, WORKBOOK_MESSAGES[name])
    (folder / "claims.csv").unlink()
    (folder / "claims.xlsx").write_bytes(WORKBOOKS[name]())
    assert refused(folder) == WORKBOOK_MESSAGES[name].message


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the memory of a process so")
@pytest.mark.parametrize("name", ["ratio over 100", "over 200 MB unpacked", "far row", "far cell", "DTD"])
def test_a_workbook_made_to_exhaust_memory_does_not(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_study(folder, WORKBOOK_MESSAGES[name])
    (folder / "claims.csv").unlink()
    (folder / "claims.xlsx").write_bytes(WORKBOOKS[name]())
    before = snapshot(folder)
    code = (
        "import re, sys; from pathlib import Path; from sojourn.errors import SheetErrors\n"
        "from sojourn.sheets import load_study\n"
        "try: load_study(Path(sys.argv[1]), registry=Path(sys.argv[2]))\n"
        "except SheetErrors: print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(REGISTRY)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert int(done.stdout) < MEGABYTES * 1024
    assert snapshot(folder) == before
