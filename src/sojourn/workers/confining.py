"""What a worker takes away from itself before it opens a graph, and how much memory it leaves itself afterwards."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sojourn.workers.filtering import filter_calls
from sojourn.workers.landlocking import read_only_these

_MEBIBYTE = 1 << 20
_DEATH_SIGNAL, _NO_NEW_PRIVILEGES = 1, 38
_CAPABILITIES_3 = 0x20080522
_READ_SEARCH = 1 << 2


def confine(readable: Iterable[str | Path], parent: int) -> list[str]:
    """Takes away from this process what no request needs; nothing of it can be taken back.

    Args:
        readable: Files and folders that it reads beside Python and what ships with this package.
        parent: The process that started it; it dies with that one.

    Returns:
        What holds: ``files`` (no other is read), ``calls`` (no sockets, processes, or changes to files).
    """
    _no_files_written()
    if sys.platform != "linux":
        return []
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DEATH_SIGNAL, ctypes.c_ulong(9), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # it was gone before the signal was asked for
    libc.prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0))
    held = ["files"] if read_only_these(readable) else []
    _drop_capabilities(libc)
    return [*held, "calls"] if filter_calls() else held


def confine_memory(mebibytes: int) -> bool:
    """Lets this process take so much address space on top of what it has; whether the system holds to it."""
    if sys.platform != "linux":
        return False
    import resource

    most = address_space() + mebibytes * _MEBIBYTE
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (OSError, ValueError):
        return False
    return True


def address_space() -> int:
    """How much address space this process has [bytes]; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - after every job; a path would double its price
            return int(file.read().split(maxsplit=1)[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _no_files_written() -> None:
    try:
        import resource
    except ImportError:
        return
    for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (0, 0))


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    """Keeps of root's powers only that to read, for a store that belongs to somebody else."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0:
        sets[0] = sets[1] = _READ_SEARCH
    libc.capset(header, sets)
