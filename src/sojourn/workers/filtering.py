"""A filter in the kernel (seccomp): no sockets, no processes, no changes to files, for every thread of this process.

What is refused fails with an error, as it would for want of permission, so that a library can say so; a call by the
numbers of another processor ends the process. Linux on x86-64 and 64-bit ARM only.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform

from sojourn.workers.syscalls import MACHINES, number, refused

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _FAIL, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _MACHINE = 0, 4
_X32 = 0x40000000
_SET_FILTER, _ALL_THREADS = 1, 1
_CLONE_THREAD = 0x00010000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_BEYOND_TERMINALS = 0x5500
"""From here on are the requests (``ioctl``) to file systems, sockets and devices; some change a file opened to read."""
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_Step = tuple[int, int, int, int]
"""Code, steps to skip if it holds, steps to skip if it does not, and the value."""


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Instruction)))


def filter_calls() -> bool:
    """Sets the filter for all threads of this process, for good; it needs ``no_new_privs``.

    Returns:
        Whether there is one; ``False`` on another system or processor, or where the kernel has none.
    """
    machine = platform.machine()
    if not hasattr(os, "uname") or os.uname().sysname != "Linux" or machine not in MACHINES:
        return False
    steps = program(machine, os.getpid())
    array = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    whole = _Program(len(steps), array)
    libc = ctypes.CDLL(None, use_errno=True)
    call = ctypes.c_long(number("seccomp", machine))
    done: int = libc.syscall(call, ctypes.c_long(_SET_FILTER), ctypes.c_long(_ALL_THREADS), ctypes.byref(whole))
    return done == 0


def program(machine: str, pid: int) -> list[_Step]:
    """The filter as the kernel reads it.

    Args:
        machine: ``x86_64`` or ``aarch64``.
        pid: The process; it may send signals to itself, as a library does that gives up.
    """
    fail = (_RETURN, 0, 0, _FAIL | errno.EPERM)
    steps: list[_Step] = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, MACHINES[machine][1]), (_RETURN, 0, 0, _KILL)]
    steps.append((_LOAD, 0, 0, _NUMBER))
    if machine == "x86_64":
        steps += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    for call in refused(machine):
        steps += [(_EQUAL, 0, 1, call), fail]
    for name in ("clone3", "openat2"):  # their arguments lie in memory; without them, the older ones are used
        steps += [(_EQUAL, 0, 1, number(name, machine)), (_RETURN, 0, 0, _FAIL | errno.ENOSYS)]
    read_only = (_RETURN, 0, 0, _FAIL | errno.EROFS)
    steps += _looked_at(number("open", machine), [_argument(1), (_ANY_BIT, 0, 1, _CHANGES), read_only])
    steps += _looked_at(number("openat", machine), [_argument(2), (_ANY_BIT, 0, 1, _CHANGES), read_only])
    steps += _looked_at(number("clone", machine), [_argument(0), (_ANY_BIT, 1, 0, _CLONE_THREAD), fail])
    for name in ("kill", "tgkill"):
        steps += _looked_at(number(name, machine), [_argument(0), (_EQUAL, 1, 0, pid), fail])
    own = [_argument(0), (_EQUAL, 2, 0, 0), (_EQUAL, 1, 0, pid), fail]  # limits, which can only be lowered
    steps += _looked_at(number("prlimit64", machine), own)
    terminals = [(_AT_LEAST, 2, 0, _BEYOND_TERMINALS), (_EQUAL, 1, 0, _TIOCSTI), (_EQUAL, 0, 1, _TIOCLINUX)]
    steps += _looked_at(number("ioctl", machine), [_argument(1), *terminals, fail])
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _looked_at(call: int, steps: list[_Step]) -> list[_Step]:
    """Steps for one call alone; afterwards the number of the call is loaded again."""
    if call < 0:
        return []
    return [(_EQUAL, 0, len(steps) + 1, call), *steps, (_LOAD, 0, 0, _NUMBER)]


def _argument(index: int) -> _Step:
    return (_LOAD, 0, 0, 16 + 8 * index)
