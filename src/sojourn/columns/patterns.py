"""How a row becomes quads, taken from the slow way.

For every *signature* of a table (what is constant in its rows, and which facets are there) one specimen is built whose
other facets hold marks; :mod:`sojourn.rdf.writing` writes it; and where a mark stands in the result, the column stands
in the expression. So the shape of the graph is written down once.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from sojourn.columns.engine import literal
from sojourn.columns.rows import KEYS, NOTATIONS, assertion_of
from sojourn.errors import BadInput
from sojourn.model import Period
from sojourn.rdf.writing import triples
from sojourn.vocabulary import ID, source_graph
from sojourn.vocabulary.terms import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sojourn.columns.rows import Cell, FrameRow
    from sojourn.model import Assertion

CONSTANT = (
    *("kind", "source", "low_open", "high_open", "hedge", "measure"),
    *("modality", "method", "status", "mobility", "observation"),
)
"""Columns of few different values: they are part of the signature."""
TEXTS = ("id", "printed", "locator", "note")
"""Columns of free text."""
VARIABLE = (*TEXTS, *KEYS, "low", "high")
"""Columns of the frame of which the signature only says whether they are there."""
PERIOD = ("start", "end", "edtf", "notation", "words")
"""Parts of a period, in columns of their own (``p_start``, …)."""

_NODE = "node"
_TOKEN = re.compile(r'<[^>]*>|"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Signature:
    """What some rows of a table have in common.

    Attributes:
        number: Its number within the table.
        constant: The values of the columns in :data:`CONSTANT`.
        present: Columns in :data:`VARIABLE` that are not null.
        period: Parts of the period that are not null.
        rows: How many rows.
    """

    number: int
    constant: Mapping[str, Cell]
    present: frozenset[str]
    period: frozenset[str]
    rows: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the rows of a signature are written.

    Attributes:
        facts: Expression for the facts as JSON.
        lines: Expression for the lines of N-Quads, over ``node``, the digest of the facts.
        quads: How many lines.
    """

    facts: str
    lines: str
    quads: int


@dataclass(slots=True)
class Marks:
    """Texts that stand for columns and occur in nothing else."""

    texts: dict[str, str]
    start: date
    end: date
    columns: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        days = {
            self.start.isoformat(): "p_start",
            self.end.isoformat(): "p_end",
            str(self.start.year): "p_start_year",
            str(self.end.year): "p_end_year",
        }
        self.columns = {text: name for name, text in self.texts.items()} | days

    @classmethod
    def unlike(cls, values: Iterable[object]) -> Marks:
        """Marks that occur in none of some values."""
        taken = "\n".join(map(str, values))
        names = [*TEXTS, *KEYS, _NODE, "p_edtf", "p_notation", "p_words"]
        for nonce in range(1, 4000):
            numbers = {"low": f"83{nonce:04}2099871", "high": f"83{nonce:04}2099872"}
            texts = {name: f"q{nonce}{name.replace('_', '')}q" for name in names} | numbers
            marks = cls(texts, date(5000 + nonce, 11, 28), date(9999 - nonce // 4, 11, 29))
            if not any(mark in taken for mark in marks.columns):
                return marks
        raise AssertionError("no marks are left")

    def split(self, text: str) -> list[str]:
        """A text cut at the marks; the marks stand at the odd places."""
        longest_first = sorted(self.columns, key=len, reverse=True)
        return re.split("(" + "|".join(map(re.escape, longest_first)) + ")", text)


def pattern(signature: Signature) -> Pattern:
    """The expressions for the rows of a signature.

    Raises:
        BadInput: If such rows are no assertions.
    """
    _refuse_unlisted(signature)
    source = str(signature.constant["source"])
    marks = Marks.unlike([*signature.constant.values(), source_graph(source), json.dumps(source)])
    specimen = _specimen(signature, marks)
    node = f"{ID}assertion/{specimen.kind}-{marks.texts[_NODE]}"
    graph = NamedNode(source_graph(specimen.graph))
    quads = [Quad(*triple, graph) for triple in triples(specimen, {specimen.id: node})]
    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()
    facts: list[str] = []
    for at, part in enumerate(marks.split(specimen.facts())):
        facts.append(_json(marks.columns[part]) if at % 2 else literal(part))
    return Pattern(_concat(facts), _concat(_line_parts(lines, marks)), len(quads))


def _refuse_unlisted(signature: Signature) -> None:
    """Refuses what no closed list of the ontology has."""
    for name in ("hedge", "measure", "modality", *NOTATIONS):
        notation, scheme = signature.constant[name], SCHEMES.get(name, {})
        if notation is not None and scheme and notation not in scheme:
            raise BadInput(f"{notation!r} is no {name}", advice=f"Use one of {', '.join(scheme)}.")


def _specimen(signature: Signature, marks: Marks) -> Assertion:
    row: FrameRow = dict(signature.constant)
    row |= {name: marks.texts[name] for name in signature.present}
    if not signature.period:
        return assertion_of(row, {})
    texts = {name: marks.texts[f"p_{name}"] for name in ("edtf", "notation", "words") if name in signature.period}
    start = marks.start if "start" in signature.period else None
    end = marks.end if "end" in signature.period else None
    row["period"] = "marked"
    return assertion_of(row, {"marked": Period(start=start, end=end, **texts)})


def _line_parts(lines: str, marks: Marks) -> list[str]:
    """Constants and columns in turn; a column within an IRI is quoted for it, one within a literal escaped."""
    parts: list[str] = []
    done = 0
    for token in _TOKEN.finditer(lines):
        parts.append(literal(lines[done : token.start()]))
        written = _in_iri if token.group().startswith("<") else _in_text
        for at, part in enumerate(marks.split(token.group())):
            parts.append(written(marks.columns[part]) if at % 2 else literal(part))
        done = token.end()
    return [*parts, literal(lines[done:])]


def _in_iri(column: str) -> str:
    return f"iri_{column}" if column in KEYS else column


def _in_text(column: str) -> str:
    return f"text_{column}" if column in TEXTS or column in {"p_edtf", "p_notation", "p_words"} else column


def _json(column: str) -> str:
    if column in {"low", "high"}:
        return f"json_{column}"
    return f"json_{column}" if column not in {"p_start", "p_end"} else column


def _concat(parts: Iterable[str]) -> str:
    """One expression; neighbouring constants become one."""
    joined: list[str] = []
    for part in parts:
        if part == "''":
            continue
        if joined and joined[-1].startswith("'") and part.startswith("'"):
            joined[-1] = joined[-1][:-1] + part[1:]
        else:
            joined.append(part)
    return f"concat({', '.join(joined)})"


def iri_segment(column: str) -> str:
    """Expression for a key as the last segment of an IRI, as :func:`sojourn.vocabulary.entity` writes it."""
    return f"replace(url_encode({column}), '%2B', '+')"


_SHORT = {'"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_CONTROLS = [chr(code) for code in range(32) if chr(code) not in _SHORT]
_RARE = {c: f"\\u{ord(c):04X}" for c in [*_CONTROLS, "\x7f", "\ufffe", "\uffff"]}
_NQUADS = str.maketrans({"\\": "\\\\", **_SHORT, **_RARE})

AWKWARD = '["\\\\\\x00-\\x1f\\x7f\\x{FFFE}\\x{FFFF}]'
"""Regular expression for what a text must hold to need escapes."""


def nquads_text(column: str) -> str:
    """Expression for a text within the quotes of an N-Quads literal."""
    return _escaped(column, _RARE)


def json_text(column: str) -> str:
    """Expression for a text within the quotes of a JSON string, as Python writes it without ASCII escapes."""
    return _escaped(column, {c: f"\\u{ord(c):04x}" for c in _CONTROLS})


def nquads_escaped(text: str) -> str:
    """A text within the quotes of an N-Quads literal: what :func:`nquads_text` is for a column."""
    return text.translate(_NQUADS)


def json_escaped(text: str) -> str:
    """A text within the quotes of a JSON string: what :func:`json_text` is for a column."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _escaped(column: str, rare: Mapping[str, str]) -> str:
    short = f"replace({column}, chr(92), '\\\\')"
    for character, written in _SHORT.items():
        short = f"replace({short}, chr({ord(character)}), '{written}')"
    all_of_them = short
    for character, written in rare.items():
        all_of_them = f"replace({all_of_them}, chr({ord(character)}), '{written}')"
    unusual = "[\\x00-\\x07\\x0b\\x0e-\\x1f\\x7f\\x{FFFE}\\x{FFFF}]"
    return (
        f"CASE WHEN NOT regexp_matches({column}, '{AWKWARD}') THEN {column} "
        f"WHEN regexp_matches({column}, '{unusual}') THEN {all_of_them} ELSE {short} END"
    )


def json_decimal(column: str) -> str:
    """Expression for a decimal text as Python's ``Decimal`` prints it: below a millionth with an exponent."""
    small = r"^(-?)0\.(0{6,})([1-9])([0-9]*)$"
    zeros = f"length(regexp_extract({column}, '{small}', 2)) + 1"
    head = f"regexp_extract({column}, '{small}', 1) || regexp_extract({column}, '{small}', 3)"
    rest = f"regexp_extract({column}, '{small}', 4)"
    return (
        f"CASE WHEN starts_with(ltrim({column}, '-'), '0.000000') THEN {head} || "
        f"CASE WHEN {rest} = '' THEN '' ELSE '.' || {rest} END || 'E-' || ({zeros})::VARCHAR ELSE {column} END"
    )
