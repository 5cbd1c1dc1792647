"""What servers answer, read with suspicion: whole, of the type asked for, and with literals in one spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from sojourn.errors import StoreError
from sojourn.stores.remote.bodies import Body
from sojourn.stores.remote.literals import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sojourn.stores.remote.wire import Reply

_JSON, _XML, _TSV = ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML, ox.QueryResultsFormat.TSV
RESULTS = {
    "application/sparql-results+json": _JSON,
    "application/json": _JSON,
    "application/sparql-results+xml": _XML,
    "application/xml": _XML,
    "text/xml": _XML,
    "text/tab-separated-values": _TSV,
}
"""How answers of ``SELECT`` and ``ASK`` are read, by media type."""
GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/ntriples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""How answers of ``CONSTRUCT`` and ``DESCRIBE`` are read, by media type."""
ACCEPT_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
ACCEPT_GRAPHS = "application/n-triples, text/turtle;q=0.8"
_PARTIAL = ("x-sql-message", "x-exec-db-activity-partial")
TRUNCATED = "sojourn-truncated"
"""The header by which our own server says that an answer was cut off, and at which of its limits."""
_NO_SERVER = "Is this the address at which the server takes queries? It often ends in /sparql or /query."
_AGAIN = "Nothing of it was used; ask again."
_HEAD = 4_096


def solutions(reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
    """The answer to a ``SELECT`` or an ``ASK``, read to its end before anyone sees a row of it.

    Raises:
        StoreError: If it is cut, partial, or no such answer.
    """
    refuse_partial(reply)
    form = RESULTS.get(reply.media_type)
    if form is None:
        raise _of_wrong_type(reply, "results in JSON or XML")
    if form is _XML:
        _refuse_doctype(reply)
    try:
        found = ox.parse_query_results(input=reply.body, format=form)
        if isinstance(found, ox.QueryBoolean):
            return found
        is_alike = _is_alike(reply, found)
        reply.body.seek(0)
        if is_alike:
            return _select(reply.body, form)
        return _select(_respelled(_select(reply.body, form)), _JSON)
    except (SyntaxError, ValueError) as error:
        raise _unreadable(reply, error) from None


def _is_alike(reply: Reply, found: ox.QuerySolutions) -> bool:
    """Reads all rows: whether every literal is spelled as here."""
    alike, count = True, 0
    for row in found:
        count += 1
        alike = alike and all(canonical(term) is term for term in row if isinstance(term, ox.Literal))
    most = reply.headers.get("x-sparql-maxrows", "")
    if most.isdigit() and count >= int(most) > 0:
        raise StoreError(
            f"sent {count:,} rows, the most that it sends, and perhaps not all",
            where=str(reply.address),
            advice="Ask for less with LIMIT, or raise its ResultSetMaxRows.",
        )
    return alike


def _select(body: Body, form: ox.QueryResultsFormat) -> ox.QuerySolutions:
    found = ox.parse_query_results(input=body, format=form)
    if not isinstance(found, ox.QuerySolutions):
        raise ValueError("it has no rows")
    return found


def _respelled(found: ox.QuerySolutions) -> Body:
    """The same rows, every literal spelled as here."""
    import json

    names = [variable.value for variable in found.variables]
    out = Body()
    out.write(f'{{"head":{{"vars":{json.dumps(names)}}},"results":{{"bindings":['.encode())
    between = b""
    for row in found:
        cells = {name: _as_json(term) for name, term in zip(names, row, strict=True) if term is not None}
        out.write(between + json.dumps(cells, ensure_ascii=False).encode("utf-8"))
        between = b","
    out.write(b"]}}")
    out.seek(0)
    return out


def _as_json(term: object) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, ox.Literal):
        raise StoreError("the server answers with a triple as a term", advice="Ask for subject, predicate and object.")
    spelled = canonical(term)
    if spelled.language:
        return {"type": "literal", "value": spelled.value, "xml:lang": spelled.language}
    return {"type": "literal", "value": spelled.value, "datatype": spelled.datatype.value}


def triples(reply: Reply, *, cut: bool = False) -> Iterator[ox.Triple]:
    """The answer to a ``CONSTRUCT`` or a ``DESCRIBE``.

    Args:
        reply: The answer.
        cut: Whether it may be one that our own server says it has cut off.

    Raises:
        StoreError: If it is cut, partial, or no such answer.
    """
    if not cut:
        refuse_partial(reply)
    form = GRAPHS.get(reply.media_type)
    if form is None:
        raise _of_wrong_type(reply, "a graph in N-Triples or Turtle")
    if form is ox.RdfFormat.RDF_XML:
        _refuse_doctype(reply)
    try:
        for quad in ox.parse(input=reply.body, format=form):
            value = quad.object
            spelled = canonical(value) if isinstance(value, ox.Literal) else value
            yield ox.Triple(quad.subject, quad.predicate, spelled)
    except (SyntaxError, ValueError) as error:
        raise _unreadable(reply, error) from None


def refuse_partial(reply: Reply) -> None:
    """Refuses answers of which the server itself says, in a header, that they are not all (ours, and Virtuoso).

    Raises:
        StoreError: If so.
    """
    if reply.headers.get(TRUNCATED, ""):
        limit = "bytes (--size)" if reply.headers[TRUNCATED] == "bytes" else "rows (--rows)"
        raise StoreError(
            f"its answer is cut off at its limit of {limit}",
            where=str(reply.address),
            advice="Ask for less, or for parts with LIMIT and OFFSET; who runs it can raise the limit.",
        )
    if reply.headers.get("x-sql-state", "").upper().startswith("S1TAT") or any(
        name in reply.headers for name in _PARTIAL
    ):
        raise StoreError(
            "the server ran out of time and sent a part of the answer",
            where=str(reply.address),
            advice="Ask for less, or raise its MaxQueryExecutionTime. " + _AGAIN,
        )


def excerpt(reply: Reply) -> str:
    """The server's own words about a fault: at most one line, nothing that a terminal would obey."""
    raw = reply.body.read(_HEAD)
    reply.body.seek(0)
    if reply.media_type == "application/json":
        raw = _told(raw)
    if reply.media_type in {"text/html", "application/xhtml+xml"} or raw.lstrip()[:1] == b"<":
        within = re.search(rb"<xmp>(.*?)</xmp>", raw, re.DOTALL)  # Virtuoso
        raw = within.group(1) if within else b""
    text = "".join(character if character.isprintable() else " " for character in raw.decode("utf-8", "replace"))
    text = " ".join(text.partition("SPARQL query:")[0].split())
    return f"{text[:200].rstrip()}…" if len(text) > 200 else text


def _told(raw: bytes) -> bytes:
    """What our own server says is wrong, and what to do; anything else as it is."""
    import json

    try:
        told = json.loads(raw)
    except ValueError:
        return raw
    words = [told.get(name) for name in ("error", "advice")] if isinstance(told, dict) else []
    said = [word.rstrip(".") for word in words if isinstance(word, str) and word]
    return "; ".join(said).encode() if said else raw


def _of_wrong_type(reply: Reply, wanted: str) -> StoreError:
    if reply.media_type in {"text/html", "application/xhtml+xml"}:
        return StoreError("answers with a web page", where=str(reply.address), advice=_NO_SERVER)
    given = re.sub(r"[^\x21-\x7e]", "", reply.media_type)[:60] or "something without a type"
    advice = f"It should answer with {wanted}. {_NO_SERVER}"
    return StoreError(f"answers with {given}", where=str(reply.address), advice=advice)


def _unreadable(reply: Reply, error: Exception) -> StoreError:
    reply.body.seek(0)
    head = reply.body.read(256).lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return StoreError("answers with a web page", where=str(reply.address), advice=_NO_SERVER)
    what = re.sub(r" \(line \d+\)$", "", " ".join(str(error).split()))[:160]
    return StoreError(f"its answer is cut or malformed: {what}", where=str(reply.address), advice=_AGAIN)


def _refuse_doctype(reply: Reply) -> None:
    """Refuses XML with declarations of entities, which can unpack to any size."""
    while piece := reply.body.read(1 << 20):
        if b"<!" in piece and re.search(rb"<!(?:DOCTYPE|ENTITY)", piece, re.IGNORECASE):
            raise StoreError("answers with XML that has a DOCTYPE", where=str(reply.address), advice=_NO_SERVER)
        if len(piece) == 1 << 20:
            reply.body.seek(-16, 1)
    reply.body.seek(0)
