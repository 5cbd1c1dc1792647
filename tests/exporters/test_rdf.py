"""RDF files are read back by rdflib and pyoxigraph, and say the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from sojourn.exporters import FORMATS
from sojourn.rdf.files import from_file
from sojourn.stores.embedded import EmbeddedStore

WITH_GRAPHS = ("trig", "nquads", "jsonld")
WITHOUT = ("turtle", "ntriples")


def as_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The same triples in rdflib, one by one and by no file format of ours."""
    graph = rdflib.Graph()
    for quad in quads:
        graph.parse(data=f"{quad.triple} .", format="nt")
    return graph


@pytest.mark.parametrize("name", WITH_GRAPHS)
@pytest.mark.parametrize("which", ["small", "shipped"])
def test_formats_with_graphs_give_back_the_same_quads(
    name: str, which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store: EmbeddedStore = request.getfixturevalue(which)
    path = tmp_path / f"all{FORMATS[name].suffixes[0]}"
    FORMATS[name].write(store, path)
    assert set(from_file(path)) == set(store.quads())


@pytest.mark.parametrize("name", WITHOUT)
@pytest.mark.parametrize("which", ["small", "shipped"])
def test_formats_without_graphs_give_back_the_union(
    name: str, which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store: EmbeddedStore = request.getfixturevalue(which)
    path = tmp_path / f"all{FORMATS[name].suffixes[0]}"
    FORMATS[name].write(store, path)
    assert {quad.triple for quad in from_file(path)} == {quad.triple for quad in store.quads()}


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own parsers still call what it deprecates
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize(("name", "parser"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_rdflib_reads_every_graph_as_it_was(name: str, parser: str, small: EmbeddedStore) -> None:
    there = rdflib.Dataset()
    there.parse(data=FORMATS[name].produce(small, "en"), format=parser)
    assert len(small.graphs()) == 2
    for graph in small.graphs():
        here = as_rdflib(small.quads(graph))
        assert len(here) > 0
        assert isomorphic(there.graph(graph), here)


@pytest.mark.parametrize(("name", "parser"), [("turtle", "turtle"), ("ntriples", "nt")])
def test_rdflib_reads_the_union(name: str, parser: str, small: EmbeddedStore) -> None:
    there = rdflib.Graph()
    there.parse(data=FORMATS[name].produce(small, "en"), format=parser)
    assert isomorphic(there, as_rdflib(small.quads()))


@pytest.mark.parametrize("name", WITH_GRAPHS + WITHOUT)
def test_the_same_graph_gives_the_same_bytes_in_whatever_order_it_was_filled(name: str, small: EmbeddedStore) -> None:
    other = EmbeddedStore.of(reversed(list(small.quads())))
    assert FORMATS[name].produce(small, "en") == FORMATS[name].produce(other, "en")
