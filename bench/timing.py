"""Times commands and calls: medians of repeated runs, taken in turns so that a busy machine slows all alike."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple


class Ratio(NamedTuple):
    """One line of the table.

    Attributes:
        what: What was measured.
        value: Its figure, with the unit.
        peer: What it was measured against, and its figure.
        ratio: Figure ÷ peer; empty where the line is a rate.
        target: What to reach.
    """

    what: str
    value: str
    peer: str
    ratio: str
    target: str


def commands(named: Mapping[str, Sequence[str]], *, rounds: int) -> dict[str, float]:
    """Median wall time [seconds] of each command, run in turns."""
    taken: dict[str, list[float]] = {name: [] for name in named}
    for _ in range(rounds):
        for name, command in named.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def calls(function: Callable[[], object], *, rounds: int) -> float:
    """Median wall time [seconds] of a call."""
    return in_turns({"": function}, rounds=rounds)[""]


def in_turns(named: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """Median wall time [seconds] of each call, made in turns."""
    taken: dict[str, list[float]] = {name: [] for name in named}
    for _ in range(rounds):
        for name, function in named.items():
            start = time.perf_counter()
            function()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


class Run(NamedTuple):
    """A call in a process of its own.

    Attributes:
        result: What it returned, by way of JSON; ``None`` when the time ran out.
        peak: Most memory that the process had at once [bytes].
        seconds: How long it ran, its imports included [s]; the limit when the time ran out.
    """

    result: Any
    peak: int
    seconds: float


def alone(call: str, *arguments: object, limit: float = 600.0) -> Run:
    """Calls ``module:function`` with plain arguments in a process of its own, at most so many seconds."""
    module, _, function = call.partition(":")
    code = f"import json, sys; from {module} import {function} as f; print(json.dumps(f(*json.loads(sys.argv[1]))))"
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, json.dumps([str(a) if hasattr(a, "parts") else a for a in arguments])],
        stdout=subprocess.PIPE,
    ) as process:
        usage = None
        while usage is None:
            found, status, used = os.wait4(process.pid, os.WNOHANG)
            if found:
                usage, process.returncode = used, os.waitstatus_to_exitcode(status)
            elif time.perf_counter() - start > limit:
                process.kill()
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            else:
                time.sleep(0.02)
        said = process.stdout.read() if process.stdout else b""
    seconds = time.perf_counter() - start
    if process.returncode > 0:
        raise SystemExit(f"{call} failed")
    return Run(json.loads(said.splitlines()[-1]) if process.returncode == 0 else None, usage.ru_maxrss * 1024, seconds)


def size(count: int) -> str:
    """A size as a power of ten where it is one."""
    zeros = len(str(count)) - 1
    return f"10{''.join('⁰¹²³⁴⁵⁶⁷⁸⁹'[int(digit)] for digit in str(zeros))}" if count == 10**zeros else f"{count:,}"


def short(seconds: float) -> str:
    """Seconds or milliseconds."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.{0 if seconds >= 0.01 else 2}f} ms"
