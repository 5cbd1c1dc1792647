"""RDF files of other people: refused where they would hurt or mislead, at the line where they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from sojourn.errors import BadInput
from sojourn.vocabulary import PREFIXES

DEEPEST = 1_000
"""Deepest nesting of brackets that is parsed."""
LONGEST = 1_000_000
"""Longest literal that is taken, in characters."""

_NOWHERE = "http://relative.invalid/"
_BRACKETS = re.compile(rb"<<|>>|[\[\](){}]")
_OPENING = frozenset({b"<<", b"[", b"(", b"{"})
_AT = re.compile(r"^(?:Parser )?error at line \d+ (?:between columns \d+ and \d+|column \d+): ", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEADS = (
    ("RDF/XML", re.compile(rb"<\?xml|<rdf:RDF|<!DOCTYPE(?! html)", re.IGNORECASE)),
    ("a web page", re.compile(rb"<!DOCTYPE html|<html\b", re.IGNORECASE)),
    ("JSON-LD", re.compile(rb'\{\s*"|\[\s*\{\s*"|\{\s*\}\s*$')),
    ("a zip archive", re.compile(rb"PK\x03\x04")),
    ("Turtle", re.compile(rb"@prefix\b|@base\b|PREFIX\s|BASE\s|<[a-z][a-z0-9+.-]*:[^>\s]*>\s", re.IGNORECASE)),
)
_MEANT = {
    "RDF/XML": (RdfFormat.RDF_XML,),
    "JSON-LD": (RdfFormat.JSON_LD,),
    "Turtle": (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS),
}
_XSD = PREFIXES["xsd"]
_FORMS = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    "double": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"),
    "boolean": re.compile(r"true|false|0|1"),
    "gYear": re.compile(r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})(?:Z|[+-][0-9]{2}:[0-9]{2})?"),
    "date": re.compile(r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})-[0-9]{2}-[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?"),
}
_FORM_OF = {NamedNode(_XSD + name): (name, form) for name, form in {**_FORMS, "float": _FORMS["double"]}.items()}
_IMPORTS = NamedNode(PREFIXES["owl"] + "imports")
_ADVICE = (
    ("has not been declared", "Declare it at the top of the file: @prefix name: <IRI> ."),
    ("Unexpected end", "It seems to have been cut off; get it again."),
    ("Invalid UTF-8", "Save it as UTF-8."),
)


def read_untrusted(path: Path, rdf_format: RdfFormat) -> list[Quad]:
    """Parses a file strictly, and fetches nothing.

    A file that names others in ``owl:imports`` is read without them; a warning of the log ``sojourn`` says so.

    Raises:
        BadInput: With file, line and column, if the text is not what its ending promises or holds what no graph needs.
        OSError: If the file cannot be read.
    """
    raw = path.read_bytes()
    _refuse_other_content(path, raw, rdf_format)
    _refuse_nesting(path, raw)
    try:
        quads = list(parse(raw, format=rdf_format, base_iri=_NOWHERE if rdf_format == RdfFormat.JSON_LD else None))
    except SyntaxError as error:
        raise _unparsed(path, raw, error) from None
    for quad in quads:
        if isinstance(quad.object, Literal):
            _refuse_literal(path, raw, quad.object)
    if rdf_format == RdfFormat.JSON_LD:
        _refuse_relative(path, raw, quads)
    _say_imports(path, raw, quads)
    return quads


def _place(path: Path, raw: bytes, at: int) -> str:
    """File, line and column of a byte; the file alone when it is not known."""
    if at < 0:
        return str(path)
    start = raw.rfind(b"\n", 0, at) + 1
    return f"{path}:{raw.count(bytes([10]), 0, at) + 1}:{len(raw[start:at].decode(errors='replace')) + 1}"


def _refuse_other_content(path: Path, raw: bytes, rdf_format: RdfFormat) -> None:
    if rdf_format == RdfFormat.RDF_XML and (found := _DOCTYPE.search(raw)):
        advice = "Entities can grow without end. Write the file without a DOCTYPE, or as Turtle."
        raise BadInput("the file has a DOCTYPE", where=_place(path, raw, found.start()), advice=advice)
    head = raw[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = next((name for name, pattern in _HEADS if pattern.match(head)), "")
    if kind and rdf_format not in _MEANT.get(kind, ()):
        at = len(raw) - len(raw.removeprefix(b"\xef\xbb\xbf").lstrip())
        advice = "Give it the ending of what it is: .ttl, .trig, .nt, .nq, .jsonld or .rdf."
        raise BadInput(f"the file is {kind}, not {rdf_format.name}", where=_place(path, raw, at), advice=advice)


def _refuse_nesting(path: Path, raw: bytes) -> None:
    """Refuses a file whose brackets are nested so deep that the parser's recursion would crash the process."""
    depth = 0
    for token in _BRACKETS.finditer(raw):
        depth += 1 if token.group() in _OPENING else -1
        if depth > DEEPEST:
            what = f"brackets are nested more than {DEEPEST:,} deep"
            raise BadInput(what, where=_place(path, raw, token.start()), advice="No graph needs that; cut it down.")
        depth = max(depth, 0)


def _unparsed(path: Path, raw: bytes, error: SyntaxError) -> BadInput:
    what = _AT.sub("", error.msg)
    where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
    if "LoadDocumentCallback" in what:
        at = max(raw.find(b'"@import"'), raw.find(b'"@context"'))
        advice = "Put the context itself into the file; files are read as they are."
        return BadInput(
            "the context lies on the web, and nothing is fetched", where=_place(path, raw, at), advice=advice
        )
    if "No scheme found" in what:
        return _relative(where)
    advice = next((text for part, text in _ADVICE if part in what), f"Repair the {path.suffix[1:]} or build it anew.")
    return BadInput(what, where=where, advice=advice)


def _relative(where: str, name: str = "") -> BadInput:
    what = (
        f"the name {name!r} is relative, and no base is given" if name else "a name is relative, and no base is given"
    )
    return BadInput(what, where=where, advice="Write it in full, or declare a base at the top of the file.")


def _refuse_relative(path: Path, raw: bytes, quads: Iterable[Quad]) -> None:
    for name in _names(quads):
        if name.startswith(_NOWHERE):
            short = name.removeprefix(_NOWHERE)
            raise _relative(_place(path, raw, raw.find(f'"{short}"'.encode())), short)


def _names(quads: Iterable[Quad]) -> Iterator[str]:
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode):
                yield term.value


def _refuse_literal(path: Path, raw: bytes, literal: Literal) -> None:
    text = literal.value
    if len(text) > LONGEST:
        what = f"a text is {len(text):,} characters long; the longest taken is {LONGEST:,}"
        where = _place(path, raw, raw.find(text[:40].encode()))
        raise BadInput(what, where=where, advice="Name the document as a source, and keep it outside of the graph.")
    name, form = _FORM_OF.get(literal.datatype, ("", None))
    if form is None or (form.fullmatch(text) and (name != "date" or _is_day(text))):
        return
    where = _place(path, raw, max(raw.find(f'"{text}"^^'.encode()), raw.find(f'"{text}"'.encode())))
    article = "an" if name == "integer" else "a"
    advice = "Correct the text, or its datatype after ^^."
    raise BadInput(f"{text[:60]!r} is not {article} xsd:{name}", where=where, advice=advice)


def _is_day(text: str) -> bool:
    """Whether the calendar has such a day; yes for years beyond those that Python knows."""
    if text[4] != "-":
        return True
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _say_imports(path: Path, raw: bytes, quads: Iterable[Quad]) -> None:
    named = sorted({str(quad.object) for quad in quads if quad.predicate == _IMPORTS})
    if named:
        import logging

        where = _place(path, raw, raw.find(b"imports"))
        logging.getLogger("sojourn").warning(
            "%s: owl:imports is ignored, nothing is fetched: %s", where, ", ".join(named)
        )
