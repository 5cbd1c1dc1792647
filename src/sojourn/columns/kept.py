"""An engine for each projection that is asked, kept open.

Opening one and reading what stands where in its files takes longer than many an answer.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.columns.engine import connect
from sojourn.columns.registry import files_of, views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from tempfile import TemporaryDirectory

    import duckdb

MOST = 2
"""So many engines are kept: that of a generation, and that of the one before while it is still asked."""
_MEMORY = "2GB"
"""How much an answer may hold at once; what is more goes to a temporary folder."""

_State = tuple[tuple[str, int, int, int], ...]


@dataclass(slots=True, eq=False)
class _Kept:
    """An open engine.

    Attributes:
        connection: Knows the views of a projection; each answer has a cursor of its own.
        state: The files that it reads, as they were when it was opened.
        scratch: The folder for what does not fit into memory; ``None`` in a process that may write nowhere.
        asked: How many answers it is at.
        over: Whether nothing more is asked of it: the last answer closes it.
    """

    connection: duckdb.DuckDBPyConnection
    state: _State
    scratch: TemporaryDirectory[str] | None
    asked: int = 0
    over: bool = False

    def close_when_done(self) -> None:
        if not self.over or self.asked:
            return
        self.connection.close()
        if self.scratch is not None:
            self.scratch.cleanup()


_kept: dict[Path, _Kept] = {}
_lock = threading.Lock()


@contextlib.contextmanager
def asking(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that knows the views of :func:`sojourn.columns.registry.views`, to be used by one thread.

    The engine behind it is opened once for a projection, and anew when a file of it is another than before. It is let
    go when an answer fails, before this process is forked (its threads would not be there in the child), and at the
    end.

    Args:
        folder: The folder ``columns`` of a generation.

    Raises:
        NotAvailable: If DuckDB or PyArrow is not installed.
    """
    with _lock:
        engine = _engine(folder)
        engine.asked += 1
    try:
        with engine.connection.cursor() as cursor:
            yield cursor
    except BaseException:
        with _lock:
            if _kept.get(folder) is engine:
                del _kept[folder]
            engine.over = True
        raise
    finally:
        with _lock:
            engine.asked -= 1
            engine.close_when_done()


def let_go() -> None:
    """Keeps no engine any longer; the next question opens one again."""
    with _lock:
        while _kept:
            _leave(next(iter(_kept)))


def _leave(folder: Path) -> None:
    engine = _kept.pop(folder)
    engine.over = True
    engine.close_when_done()


def _engine(folder: Path) -> _Kept:
    """The engine of a projection; the one that was asked last stands last."""
    state = _state(folder)
    if folder in _kept and _kept[folder].state != state:
        _leave(folder)
    if folder in _kept:
        found = _kept.pop(folder)
    else:
        while len(_kept) >= MOST:
            _leave(next(iter(_kept)))
        found = _opened(folder, state)
    _kept[folder] = found
    return found


def _opened(folder: Path, state: _State) -> _Kept:
    import tempfile
    from pathlib import Path

    try:
        scratch = tempfile.TemporaryDirectory(prefix="sojourn-answer-")
    except OSError:
        scratch = None
    with contextlib.ExitStack() as undone:
        if scratch is not None:
            undone.callback(scratch.cleanup)
        connection = connect(memory=_MEMORY, temp=Path(scratch.name) if scratch else None, unchanging=True)
        undone.callback(connection.close)
        views(connection, folder)
        undone.pop_all()
    return _Kept(connection, state, scratch)


def _state(folder: Path) -> _State:
    """What would tell that a store was built anew under the same name."""
    listed = []
    for file in (file for files in files_of(folder).values() for file in files):
        status = file.stat()
        listed.append((str(file), status.st_ino, status.st_mtime_ns, status.st_size))
    return tuple(listed)


def _begin_anew() -> None:
    """In a child: whoever held the lock when the process was forked is not there to give it back."""
    global _lock  # noqa: PLW0603 - a lock has no public way to be made anew
    _lock = threading.Lock()


atexit.register(let_go)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=let_go, after_in_child=_begin_anew)
