"""Answers for the wire: as many rows as are allowed, cut after a whole one, and still well-formed.

The engine writes rows as TSV into a sink that stops it at the limit, so that it never works on rows which nobody gets;
the lines that are kept are then written by the engine in the format that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import accumulate
from typing import TYPE_CHECKING

import pyoxigraph as ox

from sojourn.errors import BadInput
from sojourn.queries.guarding import guarded
from sojourn.rdf.files import FORMATS, to_bytes

if TYPE_CHECKING:
    from typing_extensions import Buffer

ROWS = ("json", "xml", "csv", "tsv")
"""Formats for the answers of ``SELECT`` and ``ASK``."""
GRAPHS = tuple(FORMATS)
"""Formats for the answers of ``CONSTRUCT`` and ``DESCRIBE``."""

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_COMMENTED = {"turtle": b"# %s\n", "trig": b"# %s\n", "ntriples": b"# %s\n", "nquads": b"# %s\n"}
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_LOCAL_NAME = re.compile(r"[^\W\d][\w.\-]*\Z")
_NEAR = 0.95
"""An answer that was cut to fit is good enough when it fills so much of what it may have."""
_AIM = 0.98
_STEPS = 40
_SAMPLE = 16
"""The rows that are written first have at most this part of the bytes allowed; further steps grow by no more."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as bytes.

    Attributes:
        body: The answer in its format.
        rows: How many rows, or triples, are in it.
        truncated: Why there are not more: ``rows``, ``bytes``, or empty when it is whole.
    """

    body: bytes
    rows: int
    truncated: str = ""


class _Sink(BytesIO):
    """Takes lines until there are more of them, or of their bytes, than wanted."""

    def __init__(self, lines: int, size: int) -> None:
        super().__init__()
        self._lines = lines
        self._size = size
        self.full = False

    def write(self, data: Buffer, /) -> int:
        if self.full:  # the engine tries to write the same once more
            raise OSError("that was enough")
        taken = bytes(data)
        self._lines -= taken.count(b"\n")
        self._size -= len(taken)
        super().write(taken)
        if self._lines < 0 or self._size < 0:
            self.full = True
            raise OSError("that is enough")
        return len(taken)

    def lines(self) -> list[bytes]:
        """The whole lines."""
        return self.getvalue().split(b"\n")[:-1]


def rows_written(solutions: ox.QuerySolutions, name: str, *, rows: int, size: int) -> Written:
    """The rows of a ``SELECT``.

    Args:
        solutions: What the engine found; only as much of it is looked at as is needed.
        name: One of :data:`ROWS`.
        rows: Most rows.
        size: Most bytes [bytes].
    """
    sink = _Sink(rows + 2, 2 * size)  # the line of the names, and one row too many
    try:
        solutions.serialize(sink, format=ox.QueryResultsFormat.TSV)
    except OSError:
        if not sink.full:
            raise
    head, *found = sink.lines()
    kept = found[:rows]
    why = "" if not sink.full and len(kept) == len(found) else "rows" if len(found) >= rows else "bytes"

    def write(count: int, truncated: str) -> bytes:
        lines = b"\n".join([head, *kept[:count]]) + b"\n"
        return _marked(_rows_as(lines, name), name, truncated)

    return _fitted(write, [len(line) + 1 for line in kept], size, why)


def yes_or_no(answer: bool, name: str) -> Written:
    """The answer of an ``ASK``; CSV and TSV, for which SPARQL says nothing, hold the one word ``true`` or ``false``."""
    text = "true" if answer else "false"
    bodies = {
        "json": f'{{"head":{{}},"boolean":{text}}}',
        "xml": '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head>'
        f"<boolean>{text}</boolean></sparql>",
    }
    return Written(f"{bodies.get(name, text)}\n".encode(), 1)


def graph_written(triples: Iterable[ox.Triple | ox.Quad], name: str, *, rows: int, size: int) -> Written:
    """The triples of a ``CONSTRUCT``, a ``DESCRIBE`` or a named graph, each once, in canonical order.

    Args:
        triples: What there is; only as much of it is looked at as is needed. The graphs of quads are not told.
        name: One of :data:`GRAPHS`.
        rows: Most triples.
        size: Most bytes [bytes].

    Raises:
        BadInput: If the format cannot hold them.
    """
    quads: dict[ox.Quad, None] = {}
    why, room = "", 2 * size
    for triple in triples:
        quad = ox.Quad(triple.subject, triple.predicate, triple.object)
        if quad in quads:
            continue
        room -= _length(quad)
        if len(quads) == rows or room < 0:
            why = "rows" if len(quads) == rows else "bytes"
            break
        quads[quad] = None
    kept = list(quads)
    if name == "rdfxml":
        _refuse_unnamed(kept)

    def write(count: int, truncated: str) -> bytes:
        body = to_bytes(kept[:count], FORMATS[name])
        return _marked(_xml_text(body) if name == "rdfxml" else body, name, truncated)

    return _fitted(write, [_length(quad) for quad in kept], size, why)


def _refuse_unnamed(quads: Iterable[ox.Quad]) -> None:
    """RDF/XML writes properties as names of elements, and not every IRI ends in one."""
    for quad in quads:
        if not _LOCAL_NAME.search(quad.predicate.value):
            what = f"RDF/XML has no way to write the property <{quad.predicate.value}>"
            raise BadInput(what, where="format", advice="Ask for Turtle or N-Triples.")


def _length(quad: ox.Quad) -> int:
    value = getattr(quad.object, "value", "")
    return len(value) + len(quad.predicate.value)


def _fitted(write: Callable[[int, str], bytes], lengths: Sequence[int], size: int, why: str) -> Written:
    """As many rows as fit into so many bytes.

    Some rows are written first: a format may need many times the bytes that the engine's own lines have, and what does
    not fit is not made only to be thrown away. The number that fits is then found by proportion and halving.

    Args:
        write: Writes the first rows, and why there are not more of them.
        lengths: About how long every row is [bytes].
        size: Most bytes.
        why: Why there are not more rows than these already.
    """
    count = len(lengths)
    guess = _first(lengths, size // _SAMPLE)
    if guess == count and len(whole := write(count, why)) <= size:  # as nearly always
        return Written(whole, count, why)
    low, best, high, length = 0, write(0, "bytes"), count + 1, 0
    for step in range(_STEPS):
        if high - low <= 1:
            break
        tried = write(guess, why if guess == count else "bytes")
        if len(tried) > size:
            high, length = guess, len(tried)
        else:
            low, best = guess, tried
        if low == count or len(best) > _NEAR * size:
            break
        if high > count:
            share = _AIM * size / len(best)
            guess = min(count, max(low + 1, int(max(1, low) * min(share, _SAMPLE))))
        else:
            share = (_AIM * size - len(best)) / max(1, length - len(best)) if step % 2 == 0 else 0.5
            guess = min(high - 1, max(low + 1, low + int(share * (high - low))))
    return Written(best, low, why if low == count else "bytes")


def _first(lengths: Sequence[int], size: int) -> int:
    """How many of the first rows have about so many bytes; at least one."""
    for at, total in enumerate(accumulate(lengths)):
        if total > size:
            return max(1, at)
    return len(lengths)


def _rows_as(lines: bytes, name: str) -> bytes:
    if name == "tsv":
        return lines
    solutions = ox.parse_query_results(lines, format=ox.QueryResultsFormat.TSV)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - TSV knows nothing else
    if name == "csv":
        return _csv(solutions)
    body = (solutions.serialize(format=_RESULTS[name]) or b"") + b"\n"
    return _xml_text(body) if name == "xml" else body


def _xml_text(body: bytes) -> bytes:
    """XML without the characters that it cannot hold, not even escaped."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}".encode(), body)


def _csv(solutions: ox.QuerySolutions) -> bytes:
    import csv

    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([variable.value for variable in solutions.variables])
    for solution in solutions:
        writer.writerow([_plain(term) for term in list(solution)])
    return text.getvalue().encode()


def _plain(term: object) -> str:
    """A cell of a CSV file; texts that a spreadsheet would run as a formula get an apostrophe in front."""
    if term is None:
        return ""
    return guarded(term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term))


def _marked(body: bytes, name: str, truncated: str) -> bytes:
    """The answer with a word in it that it is not whole, where the format has a place for that."""
    if not truncated:
        return body
    told = f"cut off: there are more {'rows' if truncated == 'rows' else 'bytes'} than one answer may have".encode()
    if name == "json":
        return body.rstrip()[:-1] + f',"truncated":"{truncated}"}}\n'.encode()
    if name == "xml":
        return body.replace(b"</sparql>", b"<!-- %s --></sparql>" % told)
    if name == "rdfxml":
        return body.rstrip() + b"\n<!-- %s -->\n" % told
    return body + _COMMENTED[name] % told if name in _COMMENTED else body
