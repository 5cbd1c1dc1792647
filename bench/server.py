"""The server beside others: latency, throughput, a storm with runaways, and what its guard costs."""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.load import Seen, Shot, asking, resident, stream, volley
from bench.timing import Ratio, short
from sojourn import shipped

QUICK = (
    "PREFIX sj: <https://w3id.org/sojourn/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> "
    "SELECT ?id ?place ?low ?high WHERE { ?a sj:place ?place ; sj:low ?low ; dcterms:identifier ?id . "
    "OPTIONAL { ?a sj:high ?high } }"
)
"""A query that every engine answers at once."""

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"
"""A query that no engine finishes today."""

JSON = "application/sparql-results+json"
SECONDS = 2.0
"""How long a query may take in the storm [s]."""
MEMORY = 512
"""How much memory it may take [MiB]."""


class Peer(NamedTuple):
    """A running server.

    Attributes:
        name: What it is called in the table.
        url: Where it listens.
        path: Where it takes queries.
        process: Its process.
        log: Where ours tells of every request; none of the others.
    """

    name: str
    url: str
    path: str
    process: int
    log: Path | None = None


def lines(folder: Path) -> list[Ratio]:
    """All of it."""
    made = [guard()]
    with ours(folder) as us, oxigraph(folder) as rust, rdflib_endpoint() as python:
        _agree([us, rust, python])
        made += quick([us, rust, python])
        made += all_at_once([us, rust, python])
    with ours(folder, "--seconds", f"{SECONDS:g}", "--memory", str(MEMORY)) as us:
        made += [storm(us, count) for count in (1_000, 3_000)]
    return made


def guard() -> Ratio:
    """What it costs to ask a worker instead of the store itself, for a quick query."""
    outside, inside = asyncio.run(_both_ways())
    cost = outside - inside
    return Ratio(
        "guard: a quick query asked of a worker",
        short(outside),
        f"asked of the store in the same process: {short(inside)}",
        f"+ {short(cost)}",
        "+ 1 ms",
    )


async def _both_ways(rounds: int = 400) -> tuple[float, float]:
    """Median seconds of a quick query through the pool, and of the same task called where the store is."""
    from sojourn.graph.facade import open as open_graph
    from sojourn.workers.limits import Limits
    from sojourn.workers.pool import Pool
    from sojourn.workers.tasks import task

    limits = Limits(workers=1)
    asked = {"query": QUICK, "rows": "json"}
    graph, run = open_graph(), task("sparql")
    pool = Pool((), limits)
    await pool.start()
    through, direct = [], []
    try:
        for _ in range(rounds):
            begun = time.perf_counter()
            reply = await pool.run("sparql", asked)
            between = time.perf_counter()
            run(graph, asked, limits)
            through.append(between - begun)
            direct.append(time.perf_counter() - between)
            if reply.outcome != "ok":
                raise SystemExit(f"the quick query failed: {reply.what}")
    finally:
        await pool.close()
    return statistics.median(through), statistics.median(direct)


def _agree(peers: Sequence[Peer]) -> None:
    """Makes sure that all give the same rows, and that there are some.

    Raises:
        SystemExit: If they do not.
    """
    found = {}
    for peer in peers:
        (seen,) = asyncio.run(volley(peer.url, [Shot("good", asking(QUICK, peer.path))], accept=JSON))
        rows = json.loads(seen.body)["results"]["bindings"]
        found[peer.name] = sorted(row["id"]["value"] for row in rows)
    if len({tuple(ids) for ids in found.values()}) != 1 or not all(found.values()):
        raise SystemExit(f"they do not agree: { ({name: len(ids) for name, ids in found.items()}) }")


def quick(peers: Sequence[Peer]) -> list[Ratio]:
    """One client after the other answer, and sixteen at once, of each server in turn."""
    alone: dict[str, list[float]] = {peer.name: [] for peer in peers}
    rates: dict[str, list[float]] = {peer.name: [] for peer in peers}
    tails: dict[str, float] = {}
    for _ in range(3):
        for peer in peers:
            path = asking(QUICK, peer.path)
            alone[peer.name] += asyncio.run(stream(peer.url, path, clients=1, seconds=1.5, accept=JSON))
            taken = asyncio.run(stream(peer.url, path, clients=16, seconds=3.0, accept=JSON))
            rates[peer.name].append(len(taken) / 3.0)
            tails[peer.name] = max(tails.get(peer.name, 0.0), _tail(taken))
    us, *others = peers
    made = []
    for other in others:
        mine, theirs = (statistics.median(alone[peer.name]) for peer in (us, other))
        made.append(
            Ratio(
                "a quick query over HTTP, one client",
                short(mine),
                f"{other.name}: {short(theirs)}",
                f"{mine / theirs:.2f} ×",
                "–",
            )
        )
    for other in others:
        mine, theirs = (statistics.median(rates[peer.name]) for peer in (us, other))
        told = [
            f"{rate:,.0f} / s, 99 % within {short(tails[peer.name])}" for rate, peer in ((mine, us), (theirs, other))
        ]
        made.append(Ratio("16 clients", told[0], f"{other.name}: {told[1]}", f"{mine / theirs:.2f} ×", "–"))
    return made


def all_at_once(peers: Sequence[Peer], count: int = 1_000) -> list[Ratio]:
    """So many good requests at the same moment, each on a connection of its own."""
    told = {}
    for peer in peers:
        shots = [Shot("good", asking(QUICK, peer.path))] * count
        begun = time.perf_counter()
        seen = asyncio.run(volley(peer.url, shots, accept=JSON))
        took = time.perf_counter() - begun
        failed = sum(one.status != 200 for one in seen)
        told[peer.name] = (took, f"all after {short(took)}, {failed} failed")
    us, *others = peers
    return [
        Ratio(
            f"{count:,} requests at once",
            told[us.name][1],
            f"{other.name}: {told[other.name][1]}",
            f"{told[us.name][0] / told[other.name][0]:.2f} ×",
            "0 failed",
        )
        for other in others
    ]


def storm(us: Peer, count: int) -> Ratio:
    """So many requests at the same moment, one in a hundred of which never ends by itself."""
    assert us.log is not None  # noqa: S101 - ours has one
    before = len(stopped_after(us.log))
    seen, peak, idle = weathered(us.url, us.process, count)
    good = [one for one in seen if one.kind == "good"]
    bad = [one for one in seen if one.kind != "good"]
    failed = sum(one.status != 200 for one in good)
    stopped = sum(one.status == 504 for one in bad)
    late = max(stopped_after(us.log, before + stopped)[before:], default=SECONDS) - SECONDS
    last = max(one.seconds for one in seen)
    value = (
        f"{failed} good failed; {stopped} of {len(bad)} runaways stopped, at worst {short(late)} after the limit; "
        f"half of the good within {short(statistics.median(one.seconds for one in good))}, all within {short(last)}; "
        f"memory {peak / 1e6:,.0f} MB (idle {idle / 1e6:,.0f})"
    )
    target = "0 failed, all stopped within + 1 s"
    return Ratio(f"{count:,} at once, 1 % of them runaways ({SECONDS:g} s each)", value, "–", "–", target)


def weathered(url: str, process: int, count: int, *, every: int = 100) -> tuple[list[Seen], int, int]:
    """A storm: what became of each request, and the most memory meanwhile and before [bytes]."""
    shots = [
        Shot("runaway", asking(f"{RUNAWAY} # {i}"))
        if i % every == every // 2
        else Shot("good", asking(f"{QUICK} # {i}"))
        for i in range(count)
    ]
    idle = resident(process)
    peaks = [idle]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            peaks.append(resident(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        seen = asyncio.run(volley(url, shots, accept=JSON, limit=300.0))
    finally:
        over.set()
        watcher.join()
    return seen, max(peaks), idle


def stopped_after(log: Path, count: int = 0) -> list[float]:
    """How long workers worked on each request that was stopped, as our log tells [s].

    A line follows its answer: waits up to a minute until there are `count` of them.
    """
    end = time.monotonic() + 60.0
    while True:
        text = log.read_text(encoding="utf-8")
        told = [float(found[1]) / 1_000 for found in re.finditer(r" 504 .* worked=([0-9.]+)ms ", text)]
        if len(told) >= count or time.monotonic() > end:
            return told
        time.sleep(0.02)


def _tail(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


@contextmanager
def ours(folder: Path, *options: str) -> Iterator[Peer]:
    """``sojourn serve`` on a free port."""
    log = folder / f"serve-{time.monotonic_ns()}.log"
    command = [sys.executable, "-m", "sojourn", "serve", "--port", "0", "--log", str(log), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None  # noqa: S101 - it was asked for
            for line in process.stderr:
                if found := re.search(r"http://[\d.]+:\d+", line):
                    break
            else:
                raise SystemExit("sojourn serve does not start")
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield Peer("sojourn serve", found.group(), "/sparql", process.pid, log)
        finally:
            process.terminate()


@contextmanager
def oxigraph(folder: Path) -> Iterator[Peer]:
    """``oxigraph serve-read-only`` with the same quads, on a free port."""
    program, location = str(Path(sys.executable).parent / "oxigraph"), str(folder / "oxigraph")
    load = [program, "load", "--location", location, "--file", *map(str, shipped.graph_files())]
    subprocess.run(load, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    port = _free()
    command = [
        program,
        "serve-read-only",
        "--location",
        location,
        "--bind",
        f"127.0.0.1:{port}",
        "--union-default-graph",
    ]
    with _started("oxigraph serve", command, port, "/query") as peer:
        yield peer


@contextmanager
def rdflib_endpoint() -> Iterator[Peer]:
    """rdflib-endpoint with the same quads, on a free port."""
    port = _free()
    with _started("rdflib-endpoint", [sys.executable, "-m", "bench.server_rdflib", str(port)], port, "/sparql") as peer:
        yield peer


@contextmanager
def _started(name: str, command: Sequence[str], port: int, path: str) -> Iterator[Peer]:
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(url + asking(QUICK, path), name)
            yield Peer(name, url, path, process.pid)
        finally:
            process.kill()


def _wait(url: str, name: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": JSON})).close()  # noqa: S310 - loopback
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{name} does not start")


def _free() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
