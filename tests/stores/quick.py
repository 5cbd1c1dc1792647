"""A folder that syncs quickly: in memory where there is such a place, so that tests of stores wait for no disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - used only where it is, and by a name that nobody can guess

ROOM = 2 << 30
"""So much must be free there: in a container it may be next to nothing [bytes]."""


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of one's own, removed at the end."""
    there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    within = str(MEMORY) if there else None
    made = Path(tempfile.mkdtemp(prefix="sojourn-test-", dir=within))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
