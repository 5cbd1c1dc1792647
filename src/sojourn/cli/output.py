"""Where results go: the terminal, a pipe, or a file that appears whole or not at all."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from contextlib import AbstractContextManager


def emit(data: str | bytes, path: str = "", *, force: bool = False) -> None:
    """Writes to standard output, or to a file that is put in place when complete.

    Raises:
        StoreError: If the file exists and may not be replaced, or cannot be written.
    """
    raw = data.encode("utf-8") if isinstance(data, str) else data
    if not path or path == "-":
        if sys.stdout is None:
            raise OSError(9, "standard output is closed")
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    from pathlib import Path

    from sojourn.outputs import write_whole

    write_whole(Path(path), raw, force=force)


def working(what: str) -> AbstractContextManager[object]:
    """Shows on a terminal that something takes its time; says nothing in a pipe."""
    if sys.stderr is None or not sys.stderr.isatty():
        from contextlib import nullcontext

        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(f"{what} …")


def say(message: str) -> None:
    """A remark to the person at the terminal; never mixed into results."""
    if sys.stderr is not None:
        sys.stderr.write(f"{message}\n")
