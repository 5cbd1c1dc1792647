"""Many requests at once over plain sockets: no client library between the clock and the server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit


class Shot(NamedTuple):
    """A request.

    Attributes:
        kind: What it is, for counting: ``good``, ``runaway``, ….
        path: What is asked for, beginning with ``/``.
    """

    kind: str
    path: str


class Seen(NamedTuple):
    """What became of a request.

    Attributes:
        kind: That of the request.
        status: The status of the answer; 0 when there was none.
        seconds: From the opening of the connection to the last byte [s].
        body: The answer.
    """

    kind: str
    status: int
    seconds: float
    body: bytes


def asking(query: str, at: str = "/sparql") -> str:
    """The path of a query by GET."""
    return f"{at}?query={quote(query)}"


async def volley(url: str, shots: Sequence[Shot], *, accept: str = "*/*", limit: float = 120.0) -> list[Seen]:
    """All requests at once, each on a connection of its own; none takes longer than the limit [s]."""

    async def one(shot: Shot) -> Seen:
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(limit):
                status, body = await _alone(url, shot.path, accept)
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            status, body = 0, repr(error).encode()
        return Seen(shot.kind, status, time.perf_counter() - begun, body)

    return await asyncio.gather(*(one(shot) for shot in shots))


async def stream(url: str, path: str, *, clients: int, seconds: float, accept: str = "*/*") -> list[float]:
    """So many clients ask the same again and again on connections that they keep; the time of each answer [s].

    Raises:
        ValueError: If an answer is no success.
    """
    until = time.perf_counter() + seconds
    taken: list[float] = []

    async def client() -> None:
        reader, writer = await _opened(url)
        try:
            while (begun := time.perf_counter()) < until:
                writer.write(_request(url, path, accept))
                status, _ = await _answer(reader)
                taken.append(time.perf_counter() - begun)
                if status != 200:
                    raise ValueError(f"{url}{path}: {status}")
        finally:
            writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return taken


def resident(process: int) -> int:
    """Memory of a process and all below it [bytes]; what they share is counted once for each."""
    below: dict[int, list[int]] = {}
    pages: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        below.setdefault(int(fields[1]), []).append(int(folder.name))
        pages[int(folder.name)] = int(fields[21])
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        total += pages.get(one, 0) * 4_096
        waiting += below.get(one, [])
    return total


async def _opened(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 20)


async def _alone(url: str, path: str, accept: str) -> tuple[int, bytes]:
    reader, writer = await _opened(url)
    try:
        writer.write(_request(url, path, accept, "close"))
        return await _answer(reader)
    finally:
        writer.close()


def _request(url: str, path: str, accept: str, connection: str = "keep-alive") -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\nAccept: {accept}\r\nConnection: {connection}\r\n\r\n"
    ).encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    fields = {}
    for line in head.decode("latin-1").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        fields[name.lower()] = value.strip()
    if fields.get("transfer-encoding") == "chunked":
        parts = []
        while size := int(await reader.readuntil(b"\r\n"), 16):
            parts.append((await reader.readexactly(size + 2))[:-2])
        await reader.readuntil(b"\r\n")
        return status, b"".join(parts)
    if "content-length" in fields:
        return status, await reader.readexactly(int(fields["content-length"]))
    return status, await reader.read()
