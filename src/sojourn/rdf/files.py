"""RDF files: the same graph always gives the same bytes, and untrusted text is parsed strictly."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from sojourn.errors import BadInput
from sojourn.rdf.untrusted import read_untrusted
from sojourn.vocabulary import PREFIXES

FORMATS = {
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
"""The RDF formats by the names that the command line uses."""

SUFFIXES = {
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}
"""The RDF formats by the endings of files."""


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """The quads sorted by graph, subject, predicate and object, each once."""
    return sorted(set(quads), key=_sort_key)


def _sort_key(quad: Quad) -> tuple[str, str, bool, str, str]:
    predicate = str(quad.predicate)
    return (str(quad.graph_name), str(quad.subject), not predicate.endswith("#type>"), predicate, str(quad.object))


def to_bytes(quads: Iterable[Quad], rdf_format: RdfFormat = RdfFormat.TRIG) -> bytes:
    """Serialises quads in a canonical order, with the project's prefixes."""
    if rdf_format not in {RdfFormat.TRIG, RdfFormat.TURTLE}:
        return serialize(in_order(quads), format=rdf_format) or b""
    text = serialize(in_order(quads), format=rdf_format, prefixes=PREFIXES) or b""
    lines = text.split(b"\n")
    body = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    # The engine writes the prefixes in the order of a hash table; sorted, and only those in use.
    head = sorted(line for line in lines[:body] if _used(line, lines[body:]))
    return b"\n".join([*head, *lines[body:]])


def merged(quads: Iterable[Quad]) -> list[Quad]:
    """The same statements without their graphs, for formats that know none; each once."""
    return in_order(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def from_file(path: Path) -> list[Quad]:
    """Parses an RDF file by its ending.

    Raises:
        BadInput: If the ending is unknown, or the text is not what it promises or would hurt, with line and column.
        OSError: If the file cannot be read.
    """
    rdf_format = SUFFIXES.get(path.suffix)
    if rdf_format is None:
        raise BadInput(
            f"{path.suffix!r} is no ending of an RDF file", where=str(path), advice=f"Use one of {', '.join(SUFFIXES)}."
        )
    return read_untrusted(path, rdf_format)


def _used(prefix_line: bytes, body: list[bytes]) -> bool:
    name = prefix_line.split()[1]
    starts = (b"\t" + name, b" " + name, b"^^" + name)
    return any(line.startswith(name) or any(start in line for start in starts) for line in body)
