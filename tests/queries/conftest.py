"""The shipped graph, once in Oxigraph and once, read from the same files, in rdflib alone."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import pytest
import rdflib

from sojourn.graph.opening import shipped_store
from sojourn.queries.headers import NamedQuery
from sojourn.queries.results import Cell, ResultTable
from sojourn.rdf.files import to_bytes
from sojourn.stores.embedded import Bindings, EmbeddedStore


@pytest.fixture(scope="session")
def store() -> EmbeddedStore:
    return shipped_store()


@pytest.fixture(scope="session")
def dataset(store: EmbeddedStore) -> rdflib.Dataset:
    return in_rdflib(store)


def in_rdflib(store: EmbeddedStore) -> rdflib.Dataset:
    """A copy of the store that rdflib holds and answers itself; over oxrdflib, Oxigraph would answer."""
    found = rdflib.Dataset(default_union=True)
    with _its_own_deprecations():
        found.parse(data=to_bytes(store.quads()), format="trig")
    return found


@contextmanager
def _its_own_deprecations() -> Iterator[None]:
    """rdflib 7.6 calls, inside its own Dataset, what it deprecates."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Dataset|ConjunctiveGraph", DeprecationWarning)
        yield


def ask_rdflib(dataset: rdflib.Dataset, query: NamedQuery, bindings: Bindings) -> ResultTable:
    """The answer of rdflib's own engine, parameters bound by ``initBindings``."""
    with _its_own_deprecations():
        result = dataset.query(query.text, initBindings={name: _to_rdflib(term) for name, term in bindings.items()})
        solutions = list(result)
    variables = [str(variable) for variable in result.vars or ()]
    places = [variables.index(column.name) for column in query.columns]
    rows = dict.fromkeys(tuple(_cell(row[place]) for place in places) for row in solutions)  # type: ignore[index]  # rdflib types rows loosely
    return ResultTable(query.columns, tuple(rows), query.empty)


def _to_rdflib(term: ox.NamedNode | ox.Literal) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


def _cell(term: object) -> Cell | None:
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return Cell(str(term), is_iri=True)
    assert isinstance(term, rdflib.Literal)
    plain = str(rdflib.RDF.langString if term.language else rdflib.XSD.string)
    return Cell(str(term), language=term.language or "", datatype=str(term.datatype or plain))
