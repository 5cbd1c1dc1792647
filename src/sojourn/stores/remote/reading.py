"""A store that is a server: the same questions, answered elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph as ox

from sojourn.errors import QueryError, StoreError
from sojourn.stores import guard
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.remote import answers, faults
from sojourn.stores.remote.address import Address, parsed
from sojourn.stores.remote.asking import Asking
from sojourn.stores.remote.binding import bound
from sojourn.stores.remote.credentials import credentials_for
from sojourn.stores.remote.limits import Limits, limits_from_environment
from sojourn.stores.remote.wire import Reply, Wire
from sojourn.vocabulary import DERIVED_GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH, SJ

if TYPE_CHECKING:
    import rdflib

    from sojourn.stores.embedded import Bindings, Result

OURS = f"SELECT DISTINCT ?graph WHERE {{ GRAPH <{REGISTRY_GRAPH}> {{ ?source <{SJ}inGraph> ?graph }} }}"
_ALL = "SELECT ?graph WHERE { GRAPH ?graph { } }"
_IN_UNION = f"ASK {{ ?source <{SJ}inGraph> ?graph }}"
OWN = "sojourn-rows"
"""A header that only answers of our own server have."""
FORM = "application/x-www-form-urlencoded"
_MOST_PARTS = 100
"""In so many parts at most is a graph fetched from a server that cuts its answers off."""
_FOREIGN = re.compile(r"<\s*(?:bif|sql):", re.IGNORECASE)


class RemoteStore:
    """A SPARQL 1.1 server that holds graphs of sojourn, and perhaps others, which stay out of sight.

    Attributes:
        address: Where it takes queries.
        columns: Always ``None``: a server of ours reads its columns itself, any other answers in SPARQL.
        asking: What a server of ours answers by name; ``None`` for any other.
    """

    columns = None
    asking: Asking | None = None

    def __init__(self, address: Address, wire: Wire) -> None:
        self.address = address
        self._wire = wire
        self._dataset: list[tuple[str, str]] = []
        self._graphs: list[str] = []

    def __repr__(self) -> str:
        return f"<RemoteStore {self.address}>"

    @classmethod
    def open(cls, url: str, limits: Limits | None = None) -> RemoteStore:
        """Finds out which graphs of ours a server holds, and how it makes them one default graph.

        Raises:
            BadInput: If the URL is none.
            StoreError: If the server cannot be reached, does not speak SPARQL, or holds no graph of ours.
        """
        address = parsed(url)
        store = cls(address, Wire(credentials_for(address), limits or limits_from_environment()))
        reply = store._found()
        found = answers.solutions(reply)
        named = iris(found)
        if not named:
            raise StoreError(
                "holds no graph of sojourn",
                where=str(store.address),
                advice="Write to it first: 'sojourn build STUDY… -o URL'.",
            )
        store._graphs = sorted({*named, REGISTRY_GRAPH, ONTOLOGY_GRAPH, DERIVED_GRAPH})
        store._dataset = store._how_united(reply)
        path, own, _ = store.address.path.rpartition("/sparql")
        if OWN in reply.headers and own:
            store.asking = Asking(store.address.at(f"{path}/"), store._wire)
        return store

    def _found(self) -> Reply:
        """The first answer: of the address itself or, where that takes no queries, of ``sparql`` beneath it.

        A person may so name a server of ours, or the site that it is a part of, as it stands in the browser.
        """
        reply = self._sent(OURS, [])
        beneath = self.address.at(f"{self.address.path.rstrip('/')}/sparql")
        if is_no_endpoint(reply) and not self.address.path.rstrip("/").endswith(("/sparql", "/query")):
            there = RemoteStore(beneath, self._wire)._sent(OURS, [])
            if not is_no_endpoint(there):
                self.address, reply = beneath, there
        return self._checked(reply)

    def _how_united(self, reply: Reply) -> list[tuple[str, str]]:
        """Parameters of the protocol that make our graphs, and no others, the default graph."""
        if reply.headers.get("server", "").startswith("Oxigraph"):
            there = iris(answers.solutions(self._ask(_ALL, [])))
            if there <= set(self._graphs):
                return [("union-default-graph", "")]
        if OWN in reply.headers:  # its default graph is the union of the graphs, as here
            return []
        graphs = self._graphs
        both = [(name, graph) for name in ("default-graph-uri", "named-graph-uri") for graph in graphs]
        if self._says_yes(_IN_UNION, both):
            return both
        if self._says_yes(_IN_UNION, []):
            return []
        raise StoreError(
            "its default graph does not hold the named graphs, and it takes no list of graphs",
            where=str(self.address),
            advice="Let the server make the union of all named graphs its default graph.",
        )

    def _says_yes(self, text: str, dataset: list[tuple[str, str]]) -> bool:
        try:
            return bool(answers.solutions(self._ask(text, dataset)))
        except QueryError:
            return False

    def add(self, quads: Iterable[ox.Quad]) -> None:  # noqa: ARG002 - what every store is asked for
        """Refuses: what a server holds is changed by building it anew.

        Raises:
            StoreError: Always.
        """
        raise StoreError(
            "the store is read-only", where=str(self.address), advice="Build it anew with what should be in it."
        )

    def query(self, text: str, bindings: Bindings | None = None) -> Result:
        """Answers a query; parameters become terms of the query, serialised so that they stay terms.

        The text is looked at by the guard and parsed here first: what the embedded store refuses is never sent.

        Args:
            text: SPARQL 1.1; ``SERVICE``, ``LOAD`` and updates are refused.
            bindings: Terms by the name of a selected variable, without ``?``.

        Raises:
            QueryError: With line and column when the text is not SPARQL, or if the server refuses it.
            StoreError: If there is no whole answer.
        """
        chooses_graphs = guard.check(text)
        if _FOREIGN.search(text):
            raise QueryError("bif: and sql: call what only one kind of server has", advice="Use SPARQL 1.1.")
        form = EmbeddedStore.of([]).query(text, bindings)
        sent = bound(text, bindings or {})
        if sent is not text:
            _refuse_misplaced(sent)
        reply = self._ask(
            sent, [] if chooses_graphs else self._dataset, graphs_wanted=isinstance(form, ox.QueryTriples)
        )
        if not isinstance(form, ox.QueryTriples):
            return answers.solutions(reply)
        inner = ox.Store()
        inner.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in answers.triples(reply))
        return inner.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def _ask(self, text: str, dataset: list[tuple[str, str]], *, graphs_wanted: bool = False) -> Reply:
        return self._checked(self._sent(text, dataset, graphs_wanted=graphs_wanted))

    def _checked(self, reply: Reply) -> Reply:
        if reply.status != 200:
            raise faults.of_query(reply, self._wire.credentials)
        return reply

    def _sent(self, text: str, dataset: list[tuple[str, str]], *, graphs_wanted: bool = False) -> Reply:
        accept = answers.ACCEPT_GRAPHS if graphs_wanted else answers.ACCEPT_RESULTS
        body = urlencode([("query", text), *dataset]).encode("ascii")
        return self._wire.send(self.address, "POST", headers={"Content-Type": FORM, "Accept": accept}, body=body)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """All quads of our graphs, or those of one of them, fetched graph by graph.

        Raises:
            StoreError: If the server sends fewer than it counts, so that an answer would be a part of the whole.
        """
        for name in [graph] if graph else self._graphs:
            node = ox.NamedNode(name)
            counted = self._count(node)
            fetched = 0
            for triple in self._triples(node, counted) if counted else ():
                fetched += 1
                yield ox.Quad(triple.subject, triple.predicate, triple.object, node)
            if fetched < counted:
                raise StoreError(
                    f"sent {fetched:,} of the {counted:,} triples of {name}",
                    where=str(self.address),
                    advice="Raise the most rows that it answers with (ResultSetMaxRows in Virtuoso).",
                )

    def _triples(self, node: ox.NamedNode, counted: int) -> Iterator[ox.Triple]:
        """The triples of a graph: in one answer or, where our own server cuts it off, in parts."""
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}"
        reply = self._ask(text, [], graphs_wanted=True)
        if not reply.headers.get(answers.TRUNCATED):
            yield from answers.triples(reply)
            return
        part = sum(1 for _ in answers.triples(reply, cut=True))
        if counted > _MOST_PARTS * part:
            raise StoreError(
                f"holds {counted:,} triples of {node.value} and sends {part:,} of them at once",
                where=str(self.address),
                advice="Ask a question, or let who runs it copy the store or raise its limit (--rows, --size).",
            )
        yield from self._in_parts(node, counted, part)

    def _in_parts(self, node: ox.NamedNode, counted: int, part: int) -> Iterator[ox.Triple]:
        """A graph part by part; blank nodes, which have other names in each answer, come in one part of their own.

        So many different triples as were counted can only be all of them.
        """
        pattern = f"GRAPH {node} {{ ?s ?p ?o }} FILTER(isBlank(?s) || isBlank(?o))"
        blank = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
        seen = set(answers.triples(self._ask(blank, [], graphs_wanted=True)))
        yield from seen
        pattern = pattern.replace("FILTER(", "FILTER(!(") + ")"
        for offset in range(0, counted - len(seen), part):
            text = f"SELECT ?s ?p ?o WHERE {{ {pattern} }} ORDER BY ?s ?p ?o LIMIT {part} OFFSET {offset}"
            found = answers.solutions(self._ask(text, []))
            new = {ox.Triple(*row) for row in found} - seen if isinstance(found, ox.QuerySolutions) else set()
            seen |= new
            yield from new

    def _count(self, graph: ox.NamedNode) -> int:
        found = answers.solutions(self._ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}", []))
        numbers = [row[0] for row in found] if isinstance(found, ox.QuerySolutions) else []
        return int(numbers[0].value) if numbers and isinstance(numbers[0], ox.Literal) else 0

    def graphs(self) -> list[str]:
        """The IRIs of our named graphs, sorted."""
        return list(self._graphs)

    def to_rdflib(self) -> rdflib.Dataset:
        """A copy of the data, in memory, as an ``rdflib.Dataset``."""
        return EmbeddedStore.of(self.quads()).to_rdflib()


def _refuse_misplaced(sent: str) -> None:
    try:
        EmbeddedStore.of([]).query(sent)
    except QueryError as error:
        if error.line:
            advice = "A literal cannot be a subject, a predicate or a graph; bind an IRI there."
            raise QueryError("a bound value stands where it cannot", advice=advice) from None
        raise


def iris(found: Result) -> set[str]:
    """The IRIs in the only column of an answer."""
    rows = map(tuple, found) if isinstance(found, ox.QuerySolutions) else ()
    return {term.value for (term,) in rows if isinstance(term, ox.NamedNode)}


def is_no_endpoint(reply: Reply) -> bool:
    """Whether nothing at an address takes queries, as far as an answer tells."""
    if reply.status == 200:
        return reply.media_type not in answers.RESULTS
    return reply.status in {404, 405, 406, 410, 415, 501}
