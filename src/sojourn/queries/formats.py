"""Answers of free queries in the formats that SPARQL names, and as rows for a table."""

from __future__ import annotations

import pyoxigraph as ox

from sojourn.errors import BadInput
from sojourn.stores.embedded import Result
from sojourn.vocabulary import PREFIXES, shorten

TABULAR = ("table", "csv", "tsv", "json", "xml")
"""Formats for the answers of ``SELECT`` and ``ASK``."""

GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
"""Formats for the answers of ``CONSTRUCT`` and ``DESCRIBE``."""

_RESULTS = {
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


def serialise(result: Result, name: str) -> bytes:
    """The answer in one format.

    Raises:
        BadInput: If the format does not fit the kind of query.
    """
    if isinstance(result, ox.QueryTriples):
        if name in TABULAR and name != "table":
            raise BadInput(f"a graph cannot be written as {name}", where="--format", advice=f"Use {', '.join(GRAPHS)}.")
        rdf_format = GRAPHS.get(name, ox.RdfFormat.TURTLE)
        triples = sorted(result, key=str)
        return ox.serialize(triples, format=rdf_format, prefixes=PREFIXES) or b""
    if name in GRAPHS:
        raise BadInput(f"rows cannot be written as {name}", where="--format", advice=f"Use {', '.join(TABULAR)}.")
    if name == "csv" and isinstance(result, ox.QuerySolutions):
        return _csv(result)
    if isinstance(result, ox.QueryBoolean) and name in {"table", "csv", "tsv"}:
        return b"yes\n" if result else b"no\n"
    return (result.serialize(format=_RESULTS[name]) or b"") + b"\n"


def rows(result: Result) -> tuple[list[str], list[list[str]]] | None:
    """Header and rows for a table: short IRIs, plain literals, nothing for what is unbound; ``None`` without rows."""
    if not isinstance(result, ox.QuerySolutions):
        return None
    header = [variable.value for variable in result.variables]
    return header, [[_short(term) for term in list(solution)] for solution in result]


def _short(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    return term.value if isinstance(term, ox.Literal | ox.BlankNode) else str(term)


def _csv(result: ox.QuerySolutions) -> bytes:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([variable.value for variable in result.variables])
    for solution in result:
        writer.writerow([_plain(term) for term in list(solution)])
    return text.getvalue().encode()


def _plain(term: object) -> str:
    """A cell of a CSV file; texts that a spreadsheet would run as a formula get an apostrophe in front."""
    from sojourn.queries.guarding import guarded

    if term is None:
        return ""
    return guarded(term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term))
