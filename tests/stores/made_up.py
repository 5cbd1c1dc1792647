"""Small parts made up for the tests of stores: no sheets, no tables, no columnar engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from sojourn.errors import Problem
from sojourn.stores.building import writing
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.generations import Manifest, Part
from sojourn.vocabulary import GRAPH, ID, REGISTRY_GRAPH, SJ

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True)
class MadeUp:
    """A part with a graph of its own: so many assertions of two quads each.

    Attributes:
        key: Its key, and that of its graph.
        count: How many assertions.
        start: The number in the first of them, so that parts of the same size differ.
        places: What it says of places: lies in, by key.
    """

    key: str
    count: int = 5
    start: int = 0
    kind: str = "table"
    places: Mapping[str, str] = field(default_factory=dict)
    at_once: int = 100
    twice: bool = False
    remarks: Sequence[Problem] = ()

    @property
    def part(self) -> Part:
        recipe = ("import", "made-up", self.key)
        return Part(key=self.key, kind=self.kind, recipe=recipe, inputs={}, made=f"{self.count}/{self.start}")

    @property
    def rows(self) -> int:
        return self.count

    def quads(self) -> list[ox.Quad]:
        graph = ox.NamedNode(GRAPH + self.key)
        made: list[ox.Quad] = []
        for number in range(self.start, self.start + self.count):
            node = ox.NamedNode(f"{ID}assertion/{self.key}-{number}")
            made.append(ox.Quad(node, TYPE, ox.NamedNode(SJ + "Assertion"), graph))
            made.append(ox.Quad(node, ox.NamedNode(SJ + "low"), ox.Literal(number), graph))
        return made

    def lines(self) -> Iterator[tuple[bytes, int]]:
        quads = self.quads()
        for at in range(0, len(quads), 2 * self.at_once):
            some = quads[at : at + 2 * self.at_once]
            lines = ox.serialize(some, format=ox.RdfFormat.N_QUADS) or b""
            yield lines * (2 if self.twice else 1), len(some) // 2

    def columns(self, folder: Path) -> Mapping[str, int]:
        path = folder / "assertions" / f"source={self.key}" / "part-0.parquet"
        path.parent.mkdir(parents=True)
        path.write_bytes(
            b"%d\n" % self.count + b"".join(b"%d\n" % n for n in range(self.start, self.start + self.count))
        )
        return {str(path.relative_to(folder)): self.count}

    def shared(self) -> bytes:
        quads = [lies_in(key, key) for key in self.places] + [lies_in(*pair) for pair in self.places.items()]
        return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def lies_in(inner: str, outer: str) -> ox.Quad:
    """``sj:liesIn`` in the registry graph."""
    place = f"{ID}place/"
    graph = ox.NamedNode(REGISTRY_GRAPH)
    return ox.Quad(ox.NamedNode(place + inner), ox.NamedNode(SJ + "liesIn"), ox.NamedNode(place + outer), graph)


def assertions_in(path: Path) -> int:
    """How many assertions stand in what :class:`MadeUp` writes in place of Parquet."""
    return int(path.read_bytes().split(b"\n")[0])


def no_registry(store: EmbeddedStore, folder: Path) -> None:
    """Writes a table in place of those of the registry."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "places.parquet").write_bytes(
        b"".join(sorted(str(quad).encode() for quad in store.quads(REGISTRY_GRAPH)))
    )


def put(
    store: Path, *contents: MadeUp, drop: Iterable[str] = (), base: Iterable[ox.Quad] = (), keep: bool = True
) -> Manifest:
    """Puts parts into a store, and takes others out."""
    with writing(store) as writer:
        writer.begin(set(drop) if keep else set(writer.parts))
        for content in contents:
            writer.add(content)
        manifest, _ = writer.commit(base, {}, registry=no_registry)
    return manifest
