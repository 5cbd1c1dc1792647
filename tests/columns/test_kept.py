"""An engine is opened once for a projection, and anew when a file is another; nothing of it is left behind."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sojourn.columns import kept
from sojourn.columns.answering import answer
from sojourn.columns.engine import connected
from sojourn.columns.projection import write_table
from sojourn.columns.schema import PROJECTION
from sojourn.errors import QueryError

COUNTED = "select count(*) as n from assertions where id = $id"


@pytest.fixture(autouse=True)
def none_before_and_none_after() -> Iterator[None]:
    kept.let_go()
    yield
    kept.let_go()


def _projection(folder: Path, rows: int, name: str = "part-0") -> Path:
    """Columns of so many assertions, all with the id ``a``."""
    listed = ", ".join(
        f"CAST({'chr(97)' if name == 'id' else 'NULL'} AS {kind}) AS {name}" for name, kind in PROJECTION
    )
    with connected() as connection:
        write_table(
            connection, f"SELECT {listed} FROM range({rows})", folder / "assertions/source=s" / f"{name}.parquet"
        )
    return folder


def _count(folder: Path) -> object:
    return answer(folder, COUNTED, {"id": "a"})[1][0][0]


def _engines() -> list[object]:
    return [engine.connection for engine in kept._kept.values()]


def test_two_questions_of_one_projection_share_an_engine(tmp_path: Path) -> None:
    folder = _projection(tmp_path, 3)
    assert _count(folder) == 3
    [first] = _engines()
    assert _count(folder) == 3
    assert _engines() == [first]


def test_a_file_written_anew_or_added_is_read_anew(tmp_path: Path) -> None:
    folder = _projection(tmp_path, 3)
    assert _count(folder) == 3
    _projection(tmp_path, 50)
    assert _count(folder) == 50
    _projection(tmp_path, 7, "part-1")
    assert _count(folder) == 57


def test_after_an_answer_that_failed_the_engine_is_another(tmp_path: Path) -> None:
    folder = _projection(tmp_path, 3)
    _count(folder)
    [first] = _engines()
    with pytest.raises(QueryError, match="does not answer"):
        answer(folder, "select nothing from nowhere", {})
    assert _engines() == []
    assert _count(folder) == 3
    assert _engines() != [first]


def test_of_many_projections_the_last_ones_asked_are_kept(tmp_path: Path) -> None:
    folders = [_projection(tmp_path / str(number), number + 1) for number in range(kept.MOST + 1)]
    for number, folder in enumerate(folders):
        assert _count(folder) == number + 1
    assert list(kept._kept) == folders[1:]
    _count(folders[1])
    assert list(kept._kept)[-1] == folders[1]


def test_several_threads_may_ask_at_once(tmp_path: Path) -> None:
    folder = _projection(tmp_path, 1000)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(_count(folder))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1000] * 8


def test_an_engine_that_is_let_go_finishes_the_answer_it_is_at(tmp_path: Path) -> None:
    folder = _projection(tmp_path, 3)
    with kept.asking(folder) as connection:
        kept.let_go()
        assert connection.execute("select count(*) from assertions").fetchall() == [(3,)]
    assert _engines() == []


def test_the_folder_for_what_does_not_fit_is_gone_when_engines_are_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spill = tmp_path / "spill"
    spill.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spill))
    folder = _projection(tmp_path, 3)
    _count(folder)
    assert [path.name[:15] for path in spill.iterdir()] == ["sojourn-answer-"]
    kept.let_go()
    assert list(spill.iterdir()) == []


def test_a_process_that_may_write_nowhere_answers_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _projection(tmp_path, 3)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    assert _count(folder) == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_child_does_not_inherit_an_engine_without_its_threads(tmp_path: Path) -> None:
    folder = _projection(tmp_path, 3)
    _count(folder)
    child = os.fork()
    if not child:
        inherited = list(kept._kept)
        right = _count(folder) == 3
        kept.let_go()
        os._exit(0 if right and not inherited else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
