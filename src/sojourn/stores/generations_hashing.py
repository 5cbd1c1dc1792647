"""The canonical hash of a set of quads: it does not depend on their order, nor on how they came to be there.

The hash of a graph is the sum, modulo 2²⁵⁶, of the SHA-256 of each of its quads as a line of N-Quads; the hash of a
store is the sum of those of its graphs. So a part that changes is taken out and put in again without a look at the
rest, and a store that was built step by step has the hash of one that was built at once. It finds faults; it is no
guard against someone who makes up quads to fit a hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

_MODULUS = 1 << 256


@dataclass(slots=True)
class Tally:
    """How many quads, and the sum of their hashes."""

    quads: int = 0
    total: int = 0

    def add(self, lines: Iterable[bytes]) -> None:
        """Counts lines of N-Quads, each without the end of the line."""
        sha256, number = hashlib.sha256, int.from_bytes
        hashes = [number(sha256(line).digest(), "big") for line in lines]
        self.quads += len(hashes)
        self.total = (self.total + sum(hashes)) % _MODULUS

    def include(self, other: Tally) -> None:
        """Adds the quads of another graph."""
        self.quads += other.quads
        self.total = (self.total + other.total) % _MODULUS

    @property
    def sha256(self) -> str:
        """The hash in hexadecimal."""
        return f"{self.total:064x}"

    @classmethod
    def of(cls, quads: int, sha256: str) -> Tally:
        """A tally as it was written down."""
        return cls(quads, int(sha256, 16))


def by_graph(lines: bytes) -> dict[str, Tally]:
    """Counts the quads of a text of N-Quads graph by graph; the quickest when it speaks of one graph only."""
    listed = lines.split(b"\n")
    if not listed[-1]:
        listed.pop()
    if not listed:
        return {}
    ending = _ending(listed[0])
    found: dict[str, Tally] = {}
    if lines.count(ending + b"\n") == len(listed):
        found[_graph(ending)] = tally = Tally()
        tally.add(listed)
        return found
    groups: dict[bytes, list[bytes]] = {}
    for line in listed:
        groups.setdefault(_ending(line), []).append(line)
    for ending, members in groups.items():
        found.setdefault(_graph(ending), Tally()).add(members)
    return found


def _ending(line: bytes) -> bytes:
    """`` <graph> .`` of a line."""
    return line[line.rindex(b" ", 0, len(line) - 2) :]


def _graph(ending: bytes) -> str:
    return ending[2:-3].decode("utf-8")
