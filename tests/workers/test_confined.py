"""What a worker cannot do, whoever speaks through it."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sojourn.workers.filtering import program
from sojourn.workers.syscalls import MACHINES
from tests.workers.conftest import Running

linux = pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux'")

FORBIDDEN = {
    "open a socket": "Operation not permitted",
    "open a local socket": "Operation not permitted",
    "open a pair of sockets": "Operation not permitted",
    "start a program": "Operation not permitted",
    "start a process": "Operation not permitted",
    "start a shell": "Operation not permitted",
    "write a file": "Read-only file system",
    "append to a file": "Read-only file system",
    "make a folder": "Operation not permitted",
    "remove a file": "Operation not permitted",
    "rename a file": "Operation not permitted",
    "make a link": "Operation not permitted",
    "change rights": "Operation not permitted",
    "signal its parent": "Operation not permitted",
    "trace its parent": "Operation not permitted",
    "set up an io_uring": "Operation not permitted",
    "load a program into the kernel": "Operation not permitted",
    "become somebody else": "Operation not permitted",
    "raise its priority": "Operation not permitted",
    "leave its root": "Operation not permitted",
}


@linux
@pytest.mark.parametrize("deed", FORBIDDEN)
def test_a_worker_cannot(deed: str, running: Running, tmp_path: Path) -> None:
    file = tmp_path / "file"
    if deed != "make a folder":
        file.write_text("whole", encoding="utf-8")
    told = running.do(deed, path=str(file))
    assert told.json() == f"refused: {FORBIDDEN[deed]}"
    assert sorted(path.name for path in tmp_path.iterdir()) == (["file"] if deed != "make a folder" else [])
    assert deed == "make a folder" or file.read_text(encoding="utf-8") == "whole"


@linux
@pytest.mark.parametrize("deed", ["send a query elsewhere", "load a page"])
def test_the_engine_itself_sends_nothing_even_past_the_guard(deed: str, running: Running) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        assert running.do(deed, url=url).json().startswith("refused: ")
        with pytest.raises(BlockingIOError):
            listening.accept()


@linux
def test_a_thread_of_a_worker_is_as_confined_as_the_worker(running: Running) -> None:
    assert running.do("in a thread", inner="open a socket").json() == "done: refused: Operation not permitted"


@linux
@pytest.mark.parametrize("deed", ["read a file", "read its parent's memory", "read its parent's environment"])
def test_a_worker_reads_only_what_it_needs(deed: str, running: Running, tmp_path: Path) -> None:
    if "files" not in running.pool.state()["confined"]:
        pytest.skip("this kernel has no Landlock")
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    assert running.do(deed, path=str(secret)).json() == "refused: Permission denied"


@linux
def test_a_worker_says_what_it_has_taken_from_itself(running: Running) -> None:
    assert set(running.pool.state()["confined"]) >= {"calls", "memory"}


def test_a_worker_is_told_nothing_that_could_be_a_secret(running: Running) -> None:
    told = running.do("environment").json()
    assert set(told) <= {
        *("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "TZ", "LC_ALL", "PYTHONDONTWRITEBYTECODE"),
        *("MALLOC_ARENA_MAX", "DUCKDB_JE_MALLOC_CONF"),
    }


@linux
def test_a_worker_has_a_session_of_its_own_and_stands_back(running: Running) -> None:
    own, priority = running.do("session").json()
    assert own
    assert priority >= 5


@linux
def test_a_worker_dies_with_the_server_even_in_the_middle_of_a_job(tmp_path: Path) -> None:
    code = (
        "import asyncio\n"
        "from sojourn.workers.pool import Pool\n"
        "from sojourn.workers.limits import Limits\n"
        "from tests.workers.conftest import DEEDS\n"
        "async def main():\n"
        "    pool = Pool([], Limits(workers=2, spare=0), like=DEEDS)\n"
        "    await pool.start()\n"
        "    print((await pool.run('deed', {'do': 'nothing'})).json(), flush=True)\n"
        "    await pool.run('deed', {'do': 'spin'})\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        worker = int(server.stdout.readline())
        time.sleep(0.2)
        server.kill()
    until = time.monotonic() + 60
    while Path(f"/proc/{worker}/exe").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not Path(f"/proc/{worker}/exe").exists()


EPERM, ENOSYS, EROFS, ALLOWED, KILLED = 0x50001, 0x50026, 0x5001E, 0x7FFF0000, 0x80000000
NUMBERS = {
    "x86_64": {
        "read": 0,
        "mmap": 9,
        "open": 2,
        "openat": 257,
        "openat2": 437,
        "clone": 56,
        "clone3": 435,
        "socket": 41,
        "execve": 59,
        "kill": 62,
        "tgkill": 234,
        "prlimit64": 302,
        "ioctl": 16,
        "futex": 202,
        "io_uring_setup": 425,
    },
    "aarch64": {
        "read": 63,
        "mmap": 222,
        "openat": 56,
        "openat2": 437,
        "clone": 220,
        "clone3": 435,
        "socket": 198,
        "execve": 221,
        "kill": 129,
        "tgkill": 131,
        "prlimit64": 261,
        "ioctl": 29,
        "futex": 98,
        "io_uring_setup": 425,
    },
}
PID = 4_711
CALLS = [
    ("read", (0, 0, 0), ALLOWED),
    ("mmap", (0, 4_096, 3), ALLOWED),
    ("futex", (0, 0, 0), ALLOWED),
    ("open", (0, os.O_RDONLY, 0), ALLOWED),
    ("open", (0, os.O_WRONLY, 0), EROFS),
    ("openat", (3, 0, os.O_RDONLY | 0o2000000), ALLOWED),
    ("openat", (3, 0, os.O_RDWR), EROFS),
    ("openat", (3, 0, os.O_RDONLY | 0o100), EROFS),
    ("openat", (3, 0, os.O_RDONLY | 0o1000), EROFS),
    ("openat2", (3, 0, 0), ENOSYS),
    ("clone", (0x3D0F00, 0, 0), ALLOWED),
    ("clone", (17, 0, 0), EPERM),
    ("clone3", (0, 0, 0), ENOSYS),
    ("socket", (2, 1, 0), EPERM),
    ("execve", (0, 0, 0), EPERM),
    ("kill", (PID, 6, 0), ALLOWED),
    ("kill", (PID - 1, 9, 0), EPERM),
    ("kill", (0xFFFFFFFF, 9, 0), EPERM),
    ("tgkill", (PID, PID, 6), ALLOWED),
    ("tgkill", (1, 1, 6), EPERM),
    ("prlimit64", (0, 9, 0), ALLOWED),
    ("prlimit64", (PID, 9, 1), ALLOWED),
    ("prlimit64", (PID - 1, 9, 1), EPERM),
    ("ioctl", (0, 0x5401, 0), ALLOWED),
    ("ioctl", (0, 0x5412, 0), EPERM),
    ("io_uring_setup", (8, 0, 0), EPERM),
]


def _verdict(machine: str, number: int, arguments: tuple[int, ...], named: int | None = None) -> int:
    """What the kernel would do: it steps through the program as the kernel does."""
    steps = program(machine, PID)
    words = {0: number, 4: MACHINES[machine][1] if named is None else named}
    words |= {16 + 8 * index: value & 0xFFFFFFFF for index, value in enumerate(arguments)}
    words |= {20 + 8 * index: value >> 32 for index, value in enumerate(arguments)}
    at = held = 0
    while True:
        code, yes, no, value = steps[at]
        at += 1
        if code == 0x06:
            return value
        if code == 0x20:
            held = words[value]
            continue
        holds = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
        at += yes if holds else no


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(("name", "arguments", "verdict"), CALLS)
def test_the_filter_decides_on_both_processors(
    machine: str, name: str, arguments: tuple[int, ...], verdict: int
) -> None:
    if name in NUMBERS[machine]:
        assert _verdict(machine, NUMBERS[machine][name], arguments) == verdict


def test_a_call_by_the_numbers_of_another_processor_ends_the_process() -> None:
    assert _verdict("x86_64", 0, (0, 0, 0), named=0x40000003) == KILLED
    assert _verdict("x86_64", 0x40000000 | 41, (0, 0, 0)) == KILLED
    assert _verdict("aarch64", 63, (0, 0, 0), named=0x40000028) == KILLED


@pytest.mark.parametrize("machine", MACHINES)
def test_every_path_through_the_filter_ends_within_it(machine: str) -> None:
    steps = program(machine, PID)
    assert len(steps) < 4_096
    assert steps[-1][0] == 0x06
    for at, (code, yes, no, _) in enumerate(steps):
        assert 0 <= yes < 256
        assert 0 <= no < 256
        if code not in {0x06, 0x20}:
            assert at + 1 + max(yes, no) < len(steps)


def test_the_filter_knows_this_processor() -> None:
    if sys.platform == "linux":
        assert platform.machine() in MACHINES
