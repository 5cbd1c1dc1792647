"""One writer at a time, and generations that stay while somebody reads them.

Both rest on ``flock``: the system gives a lock back when its process ends, however it ends, so that no lock is ever
left behind. Linux and macOS have it; Windows has not, and stores on disk are not built there.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sojourn.errors import NotAvailable, StoreError

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from pathlib import Path

LOCK = "lock"
"""Name of the file in a store that its writer holds."""
_TRIES = 20
_LONGEST = 200
"""No lock that a writer made is longer [bytes]."""


class Held:
    """A shared lock on a file, until this is closed or forgotten."""

    __slots__ = ("_descriptor",)

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def close(self) -> None:
        """Gives the lock back."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:
        self.close()


def hold(path: str | Path) -> Held | None:
    """Takes a shared lock on a file that exists; ``None`` when somebody is about to remove it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    held = Held(descriptor)
    if not _flock(descriptor, exclusive=False) or not _still_there(path, descriptor):
        held.close()
        return None
    return held


def take_if_free(path: str | Path) -> Held | None:
    """Takes a file for oneself alone; ``None`` while somebody holds it."""
    held = Held(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
    if not _flock(held._descriptor, exclusive=True):
        held.close()
        return None
    return held


@contextmanager
def one_writer(store: Path) -> Iterator[None]:
    """Makes the caller the only writer of a store, or refuses at once.

    The folder of the store is made when it is not there; who gives up must remove it again.

    Raises:
        StoreError: If somebody else writes it, or its folder cannot be written.
        NotAvailable: On a system without ``flock``.
    """
    descriptor = _locked(store)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {_now()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _locked(store: Path) -> int:
    path = store / LOCK
    vanished: OSError | None = None
    for _ in range(_TRIES):
        try:
            store.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
        except FileNotFoundError as error:
            vanished = error  # whoever gave up before has just removed the folder
            continue
        except OSError as error:
            if path.is_symlink() or path.is_dir():
                raise _no_lock(path) from None
            raise _unwritable(store, error) from None
        vanished = None
        if not _is_ours(descriptor):
            os.close(descriptor)
            raise _no_lock(path)
        if not _flock(descriptor, exclusive=True):
            owner = os.pread(descriptor, _LONGEST, 0).decode("ascii", "replace").split()
            os.close(descriptor)
            raise _busy(store, owner)
        if _still_there(path, descriptor):
            return descriptor
        os.close(descriptor)
    raise _unwritable(store, vanished) if vanished else _busy(store, [])


def _is_ours(descriptor: int) -> bool:
    """Whether a file is a lock that a writer made: a regular file that holds nothing, or who holds it."""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        return False
    words = os.pread(descriptor, _LONGEST, 0).split()
    return not words or (len(words) == 2 and words[0].isdigit())


def _no_lock(path: Path) -> StoreError:
    advice = "It was not touched. Take it away if it is not needed, or choose another name for the store."
    return StoreError("is not the lock of a store", where=str(path), advice=advice)


def _unwritable(store: Path, error: OSError) -> StoreError:
    reason = error.strerror or str(error)
    return StoreError(f"cannot be written: {reason}", where=str(store), advice="Nothing was changed.")


def _busy(store: Path, owner: list[str]) -> StoreError:
    who = f" (process {owner[0]}, since {owner[1]})" if len(owner) == 2 else ""
    advice = "Only one can write at a time; do this again when that is done. The store can be read meanwhile."
    return StoreError(f"is being written by somebody else{who}", where=str(store), advice=advice)


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _flock(descriptor: int, *, exclusive: bool) -> bool:
    try:
        import fcntl
    except ImportError:
        raise NotAvailable(
            "stores on disk need file locks, which this system does not have", advice="Use Linux or macOS."
        ) from None
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        if exclusive:
            raise
        # a file system without locks: reading goes on, but nothing keeps an old generation from being removed
    return True


def _still_there(path: str | Path, descriptor: int) -> bool:
    """Whether the file that was opened still stands under its name."""
    with suppress(OSError):
        here, opened = os.stat(path), os.fstat(descriptor)  # noqa: PTH116 - a cold start gets by without pathlib
        return (here.st_dev, here.st_ino) == (opened.st_dev, opened.st_ino)
    return False
