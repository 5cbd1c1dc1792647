"""A task that does what a hostile request, or a broken library, might make a worker do."""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sojourn.errors import BadInput, NotFound, QueryError, StoreError
from sojourn.graph.facade import Graph
from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:
    """Does ``request["do"]`` and tells what came of it."""
    if request["do"] == "count":
        return Reply.of_json(len(graph.query("SELECT DISTINCT ?thing WHERE { ?thing dcterms:identifier ?id }")))
    if request["do"] == "ask":
        return Reply.of_json(len(graph.answer(request["question"], {}, engine=request["engine"])))
    deed = DEEDS.get(request["do"])
    if deed is None:
        return Reply.of_json(_told(ATTEMPTS[request["do"]], request))
    return Reply.of_json(deed(request))


def _told(attempt: Callable[[Mapping[str, Any]], object], request: Mapping[str, Any]) -> str:
    try:
        return f"done: {attempt(request)}"
    except OSError as error:
        return f"refused: {error.strerror}"


def _call(number: int, *arguments: int) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    done: int = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(value) for value in arguments))
    if done < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return done


_PTRACE, _BPF = (101, 321) if platform.machine() == "x86_64" else (117, 280)


def _in_thread(request: Mapping[str, Any]) -> object:
    said: list[object] = []
    attempt = ATTEMPTS[request["inner"]]
    thread = threading.Thread(target=lambda: said.append(_told(attempt, request)))
    thread.start()
    thread.join()
    return said[0]


def _ask_engine(text: str) -> object:
    """Past the guard, straight to the engine."""
    import pyoxigraph

    try:
        return str(list(pyoxigraph.Store().query(text)))  # type: ignore[arg-type] # rows, if it comes so far
    except RuntimeError as error:
        raise OSError(0, str(error)) from None


def _load_page(request: Mapping[str, Any]) -> object:
    import pyoxigraph

    try:
        pyoxigraph.Store().update(f"LOAD <{request['url']}>")
    except (OSError, RuntimeError) as error:
        raise OSError(0, str(error)) from None
    return "loaded"


ATTEMPTS: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "open a socket": lambda _: socket.socket(),
    "open a local socket": lambda _: socket.socket(socket.AF_UNIX),
    "open a pair of sockets": lambda _: socket.socketpair(),
    "start a program": lambda _: os.execv("/bin/true", ["true"]),  # noqa: S606 - the point of it
    "start a process": lambda _: os.fork(),
    "start a shell": lambda _: os.popen("true").read(),  # noqa: S605 - the point of it
    "write a file": lambda r: Path(r["path"]).write_text("x", encoding="utf-8"),
    "append to a file": lambda r: os.open(r["path"], os.O_WRONLY | os.O_APPEND),
    "make a folder": lambda r: Path(r["path"]).mkdir(),
    "remove a file": lambda r: Path(r["path"]).unlink(),
    "rename a file": lambda r: Path(r["path"]).rename(r["path"] + "-moved"),
    "make a link": lambda r: Path(r["path"] + "-link").symlink_to(r["path"]),
    "change rights": lambda r: Path(r["path"]).chmod(0o777),
    "read a file": lambda r: Path(r["path"]).read_text(encoding="utf-8"),
    "list a folder": lambda r: list(Path(r["path"]).iterdir()),
    "signal its parent": lambda _: os.kill(os.getppid(), 0),
    "read its parent's memory": lambda _: os.open(f"/proc/{os.getppid()}/mem", os.O_RDONLY),
    "read its parent's environment": lambda _: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "trace its parent": lambda _: _call(_PTRACE, 16, os.getppid(), 0, 0),
    "set up an io_uring": lambda _: _call(425, 8, 0),
    "load a program into the kernel": lambda _: _call(_BPF, 0, 0, 0),
    "become somebody else": lambda _: os.setuid(1_000),
    "raise its priority": lambda _: os.setpriority(os.PRIO_PROCESS, 0, -5),
    "leave its root": lambda _: os.chroot("/"),
    "send a query elsewhere": lambda r: _ask_engine(f"SELECT * {{ SERVICE <{r['url']}> {{ ?a ?b ?c }} }}"),
    "load a page": _load_page,
    "in a thread": _in_thread,
}


def _eat(request: Mapping[str, Any]) -> int:
    held = []
    for _ in range(request.get("blocks", 100_000)):
        held.append(b"x" * (1 << 20))
        time.sleep(request.get("wait", 0) / request.get("blocks", 100_000))
    return len(held)


_KEPT: list[bytes] = []


def _keep(request: Mapping[str, Any]) -> int:
    _KEPT.append(b"x" * (80 << 20))
    return len(_KEPT)


def _eat_in_pieces(request: Mapping[str, Any]) -> int:
    held = b""
    while True:
        held += held or b"x"


def _spin(request: Mapping[str, Any]) -> int:
    end = time.monotonic() + request.get("seconds", 3_600)
    while time.monotonic() < end:
        pass
    return 0


def _raise(error: BaseException) -> object:
    raise error


def _lie(request: Mapping[str, Any]) -> object:
    for descriptor in range(3, 10):
        try:
            os.write(descriptor, request["line"].encode() + b"\n")
        except OSError:
            continue
    time.sleep(3_600)
    return None


def _give_up(request: Mapping[str, Any]) -> object:
    os.write(2, request.get("words", "").encode())
    os.abort()


DEEDS: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "nothing": lambda _: os.getpid(),
    "echo": lambda r: r["words"],
    "sleep": lambda r: time.sleep(r.get("seconds", 3_600)),
    "spin": _spin,
    "eat memory": _eat,
    "keep memory": _keep,
    "eat memory in pieces": _eat_in_pieces,
    "touch a wrong address": lambda _: ctypes.string_at(1),
    "nest a query": lambda _: _ask_engine("ASK " + "{" * 100_000 + "}" * 100_000),
    "give up": _give_up,
    "leave": lambda _: os._exit(3),
    "recurse": lambda _: _recurse(0),
    "print": lambda _: os.write(1, b"words on standard output\n"),
    "say much": lambda _: sys.stderr.write("words " * 200_000) and None,
    "make much": lambda r: "x" * r["size"],
    "lie": _lie,
    "fail": lambda _: _raise(KeyError("a secret")),
    "find nothing": lambda _: _raise(NotFound("there is no such place", where="place", advice="Did you mean Harbin?")),
    "refuse": lambda _: _raise(BadInput("this is wrong", where="--at", advice="Do that.")),
    "refuse a query": lambda _: _raise(QueryError("this cannot stand here", line=2, column=7)),
    "meet a damaged store": lambda _: _raise(StoreError("block 7 is damaged", where="/srv/store", advice="Build it.")),
    "environment": lambda _: dict(os.environ),
    "session": lambda _: [os.getsid(0) == os.getpid(), os.getpriority(os.PRIO_PROCESS, 0)],
}


def _recurse(depth: int) -> int:
    return _recurse(depth + 1) + 1
