"""Answers of a SPARQL engine, in its own tab-separated text, as typed columns: no term becomes a Python object alone.

Whatever is out of the ordinary in a column — several datatypes, languages, escaped characters — is left as the
texts of its terms (the kind ``terms``), for whoever knows how to read them one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sojourn.vocabulary import PREFIXES

if TYPE_CHECKING:
    import pyarrow

Kind = Literal["integer", "float", "boolean", "date", "text", "terms"]
"""What a column holds; ``terms`` are RDF terms as SPARQL writes them."""

_XSD = f'"^^<{PREFIXES["xsd"]}'
_KINDS: dict[str, Kind] = {
    '"': "text",
    "": "integer",
    **{f"{_XSD}{name}>": "integer" for name in ("integer", "int", "long", "short", "gYear", "nonNegativeInteger")},
    **{f"{_XSD}{name}>": "float" for name in ("decimal", "double", "float")},
    f"{_XSD}boolean>": "boolean",
    f"{_XSD}date>": "date",
}
_BLOCK = 4 * 2**20
"""Longest row that is read [bytes]."""
_SAMPLE = 2**20
"""So much of an answer is looked at to see which columns repeat their values [bytes]."""


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """One variable of an answer.

    Attributes:
        name: Of the variable, without ``?``.
        kind: What the values are.
        values: An Arrow array: 64-bit integers or floats, truth values, days, or texts (for ``text`` the IRIs or the
            lexical forms, for ``terms`` the terms as SPARQL writes them), the texts also as a dictionary of the
            different ones; null where the variable is not bound.
    """

    name: str
    kind: Kind
    values: pyarrow.ChunkedArray[Any]


def typed_columns(tsv: bytes) -> list[TypedColumn] | None:
    """The columns of an answer in the format *SPARQL 1.1 Query Results TSV*.

    Returns:
        One for each variable; ``None`` if the text cannot be split into columns as a whole (a row of megabytes).
    """
    import pyarrow as pa
    from pyarrow import csv

    names = tsv.partition(b"\n")[0].decode().split("\t")
    if names == [""]:
        return []
    try:
        table = csv.read_csv(
            pa.py_buffer(tsv),
            read_options=csv.ReadOptions(block_size=_BLOCK, column_names=names, skip_rows=1),
            parse_options=csv.ParseOptions(delimiter="\t", quote_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(
                column_types={
                    name: pa.dictionary(pa.int32(), pa.string()) if often else pa.string()
                    for name, often in zip(names, _repeating(tsv, len(names)), strict=True)
                },
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid:
        return None
    escaped = b"\\" in tsv
    return [
        _typed(name.removeprefix("?"), column, escaped=escaped)
        for name, column in zip(names, table.columns, strict=True)
    ]


def _repeating(tsv: bytes, columns: int) -> list[bool]:
    """Of each column, whether its first thousand values are few different ones: then each is looked at once."""
    lines = tsv[: tsv.find(b"\n", _SAMPLE)].split(b"\n")[1:1001]
    rows = [line.split(b"\t") for line in lines]
    if len(rows) < 1000 or any(len(row) != columns for row in rows):
        return [False] * columns
    return [len({row[place] for row in rows}) < len(rows) // 2 for place in range(columns)]


def _typed(name: str, terms: pyarrow.ChunkedArray[Any], *, escaped: bool) -> TypedColumn:
    """A column by the kind of its first term, where all the others are of the same kind."""
    import pyarrow as pa

    if not pa.types.is_dictionary(terms.type):
        return _typed_terms(name, terms, escaped=escaped)
    whole = terms.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # no rows at all, or too long for one
        whole = pa.concat_arrays(whole.chunks) if whole.num_chunks else pa.array([], terms.type)
    different = _typed_terms(name, pa.chunked_array([whole.dictionary]), escaped=escaped)
    values = different.values.combine_chunks()
    if different.kind in {"text", "terms"}:
        spread: Any = pa.DictionaryArray.from_arrays(whole.indices, values)
    else:
        spread = values.take(whole.indices)
    return TypedColumn(name, different.kind, pa.chunked_array([spread]))


def _typed_terms(name: str, terms: pyarrow.ChunkedArray[Any], *, escaped: bool) -> TypedColumn:
    import pyarrow as pa
    import pyarrow.compute as pc

    first = next((term.as_py() for term in terms if term.is_valid), None)
    if first is None:
        return TypedColumn(name, "text", terms)
    start, tail = _frame(first)
    kind = "text" if start == "<" else _KINDS.get(tail)
    uniform = pc.and_(pc.starts_with(terms, start), pc.ends_with(terms, tail))
    if kind is None or not pc.all(uniform).as_py() or (escaped and pc.any(pc.match_substring(terms, "\\")).as_py()):
        return TypedColumn(name, "terms", terms)
    inner = pc.utf8_slice_codeunits(terms, 1, -len(tail)) if start else terms
    if kind == "text":
        return TypedColumn(name, kind, inner)
    types = {"integer": pa.int64(), "float": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
    try:
        return TypedColumn(name, kind, pc.cast(inner, types[kind]))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return TypedColumn(name, "terms", terms)  # "abc"^^xsd:integer, INF, 2015-02-30


def _frame(term: str) -> tuple[str, str]:
    """What stands before and after the value of a term: angle brackets, or quotes and a datatype."""
    if term.startswith("<"):
        return "<", ">"
    if term.startswith('"'):
        return '"', term[term.rfind('"') :]
    return "", ""


def objects(texts: pyarrow.ChunkedArray[Any]) -> Any:  # an array of numpy, whose types pyarrow does not tell
    """Texts as an array of Python objects; one object for all places where a dictionary has the same text."""
    import numpy
    import pyarrow

    if not pyarrow.types.is_dictionary(texts.type):
        return texts.to_numpy()
    whole = texts.chunk(0)
    different = numpy.array([*whole.dictionary.to_pylist(), None], dtype="object")
    return different[whole.indices.fill_null(len(whole.dictionary)).to_numpy()]
