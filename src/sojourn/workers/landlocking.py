"""Files that a worker can read, and no others (Landlock, Linux 5.13 and later): the graph, Python, the libraries.

It also takes away TCP (Linux 6.7) and signals to others (6.12), which the filter of system calls refuses as well.
"""

from __future__ import annotations

import ctypes
import os
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""Numbers of the system calls; the same on all processors."""
_ASK_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_RIGHTS = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""The version that brought them, and the rights to files that are taken away."""

_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/etc/localtime", "/etc/ld.so.cache", "/etc/mime.types", "/dev/null", "/dev/urandom"),
    *("/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/sys/devices/system/cpu", "/sys/fs/cgroup"),
)


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Rule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def read_only_these(paths: Iterable[str | Path]) -> bool:
    """Lets this thread, and those it starts, read these files and folders, Python and the libraries; for good.

    Returns:
        Whether the kernel does so; ``False`` elsewhere than on Linux, and where it is not switched on.
    """
    if sys.platform != "linux":
        return False
    version = _call(_CREATE, None, 0, _ASK_VERSION)
    if version < 1:
        return False
    rights = 0
    for since, more in _RIGHTS:
        rights |= more if version >= since else 0
    wanted = _Ruleset(rights, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = _call(_CREATE, ctypes.byref(wanted), size, 0)
    if ruleset < 0:
        return False
    try:
        for path in {str(path) for path in [*paths, *_needed()]}:
            _allow(ruleset, path)
        return _call(_RESTRICT, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str) -> None:
    with suppress(OSError):
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            folder = Path(path).is_dir()
            rule = _Rule(_READ_FILE | (_READ_FOLDER if folder else 0), opened)
            _call(_ADD, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(opened)


def _needed() -> list[str]:
    """Where Python, the packages and what ships with this one lie."""
    from sojourn import shipped

    own = [shipped.GRAPHS, shipped.ONTOLOGY, Path(__file__).resolve().parent.parent]
    python = [sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()]
    return [*_SYSTEM, *python, *(path for path in sys.path if path), *map(str, own)]


def _call(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    passed = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    done: int = libc.syscall(ctypes.c_long(number), *passed)
    return done
