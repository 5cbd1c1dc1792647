"""The claims of large tables for a picture: read from the columns of a store, and held as numbers.

What a table says half a million times over stands here once: texts as codes into a list of the distinct ones, ids and
locators as the rule by which they are made. Only rules that hold for every claim are kept.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sojourn.columns.engine import connected, literal
from sojourn.columns.registry import views

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    import duckdb
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.int32]

NAMING = ("origin", "destination", "place", "population")
"""Columns whose keys become nodes."""
PLAIN = ("kind", "measure", "hedge", "modality", "method", "attribution")
"""Columns of notations."""
WHEN = ("edtf", "notation", "period_words", "first_day", "last_day")
"""Columns that make a period."""
TEXTS = ("id", "locator", "printed")
"""Columns that name each claim, or what it shows."""
TEMPLATES = {
    "id": ("{start}-{end}-{period}", "{of}-{place}-{period}", "{population}-{place}-{period}"),
    "printed": ("{low}",),
}
"""Rules that are tried before a column of texts is listed."""
MOST_PATTERNS = 200
"""How many texts that differ in more than one number are still kept as patterns."""
_MEMORY = "1GB"
_FEW = 200
_NUMBERED = ("id", "locator")
_WHOLES = "0|[1-9][0-9]{0,14}"
_LAST = f"^(?P<before>|.*[^0-9])(?P<number>{_WHOLES})(?P<after>[^0-9]*)$"
"""A text as what stands before its last number, the number, and what stands after it."""
_WORD = re.compile(r"([^{}]*)(?:\{(\w+)\}|$)")
_YEARS = """CASE WHEN first_year IS NULL AND last_year IS NULL THEN ''
WHEN last_year IS NULL OR last_year IS NOT DISTINCT FROM first_year THEN CAST(first_year AS VARCHAR)
ELSE coalesce(CAST(first_year AS VARCHAR), '') || '-' || CAST(last_year AS VARCHAR) END"""
_SAID = {
    "start": "a.origin",
    "end": "a.destination",
    "place": "a.place",
    "population": "a.population",
    "of": "h.home",
    "period": _YEARS,
    "low": "CASE WHEN low = trunc(low) AND abs(low) < 1e15 THEN CAST(CAST(low AS BIGINT) AS VARCHAR) END",
}
"""What the words of a template stand for, in SQL."""
_HOMES = "LEFT JOIN (SELECT unnest($people) AS people, unnest($homes) AS home) h ON a.population = h.people"
_BOUNDS = ", ".join(f"coalesce(CAST({name} AS DOUBLE), CAST('nan' AS DOUBLE)) AS {name}" for name in ("low", "high"))
_KEYS = """SELECT DISTINCT unnest([origin, destination, place]) AS place, NULL AS population FROM assertions
WHERE source IN (SELECT unnest(string_split($sources, chr(10))))
UNION SELECT DISTINCT NULL, population FROM assertions
WHERE source IN (SELECT unnest(string_split($sources, chr(10))))"""


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column of texts as numbers.

    Attributes:
        of: The distinct values, in the order in which they are first met.
        codes: For each row the index of its value; -1 where there is none.
    """

    of: tuple[Any, ...]
    codes: Codes

    def value(self, row: int) -> Any:
        """The value in a row; ``None`` where there is none."""
        code = int(self.codes[row])
        return None if code < 0 else self.of[code]


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """Texts, by a rule where there is one.

    Attributes:
        template: A text with words in braces, the same for all; empty when there is none.
        of: The distinct texts, or texts with one ``#`` where ``numbers`` are given.
        codes: Which of them each claim has.
        numbers: What stands for the ``#``; ``None`` when the texts stand as they are.
    """

    template: str = ""
    of: tuple[str, ...] = ("",)
    codes: Codes | None = None
    numbers: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Drawn:
    """The claims of one table, in the order of their places, people and years.

    Attributes:
        source: Its key.
        claim: The claim of each row, from 0.
        named: Keys of places and populations, by the names in :data:`NAMING`, one a row.
        plain: Notations, by the names in :data:`PLAIN`, one a claim.
        when: Periods as tuples of :data:`WHEN`, one a claim.
        low, high: Bounds; NaN when not stated.
        texts: The texts, by the names in :data:`TEXTS`, one a claim.
    """

    source: str
    claim: Codes
    named: Mapping[str, Coded]
    plain: Mapping[str, Coded]
    when: Coded
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    texts: Mapping[str, Written]

    @property
    def claims(self) -> int:
        """How many claims."""
        return len(self.low)


def keys_of(folder: Path, sources: Collection[str]) -> tuple[set[str], set[str]]:
    """The keys of the places and of the populations that some tables name.

    Args:
        folder: The folder ``columns`` of a generation.
        sources: Keys of the tables.
    """
    with _opened(folder) as connection:
        found = connection.execute(_KEYS, {"sources": "\n".join(sources)}).fetchall()
    return {place for place, _ in found if place is not None}, {people for _, people in found if people is not None}


def read_drawn(
    folder: Path,
    sources: Sequence[str],
    homes: Mapping[str, str],
    *,
    only: Collection[str] | None = None,
) -> Iterator[Drawn]:
    """Reads tables one after the other; those of which nothing is wanted are left out.

    Args:
        folder: The folder ``columns`` of a generation.
        sources: Keys of the tables.
        homes: The country by which each population is known, by keys; for ids that are made of it.
        only: The last segments of the IRIs of the assertions that are wanted; all when ``None``.
    """
    narrowed = "" if only is None else " AND a.assertion IN (SELECT unnest($wanted))"
    wanted = {} if only is None else {"wanted": sorted(only)}
    with _opened(folder) as connection:
        for source in sources:
            which = _Which(f"FROM assertions a WHERE a.source = $source{narrowed}", {"source": source, **wanted})
            drawn = _read(connection, which, homes)
            if drawn is not None:
                yield drawn


class _Which(NamedTuple):
    """The rows of a table that are wanted: the end of a query, and what is bound in it."""

    sql: str
    bound: dict[str, Any]


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that knows the tables of a folder."""
    with connected(memory=_MEMORY) as connection:
        views(connection, folder)
        yield connection


def _read(connection: duckdb.DuckDBPyConnection, which: _Which, homes: Mapping[str, str]) -> Drawn | None:
    import numpy as np

    counted = f"SELECT count(*), count(DISTINCT a.assertion) {which.sql}"
    size, claims = connection.execute(counted, which.bound).fetchall()[0]
    if not size:
        return None
    rules = _rules(connection, which, homes)
    listed = [name for name in TEXTS if name not in rules]
    texts = "".join(f"coalesce(a.{name}, '') AS {name}, " for name in listed)
    query = (
        f"SELECT {', '.join((*NAMING, *PLAIN, *WHEN))}, {_BOUNDS}, "
        f"{texts}{'NULL' if claims == size else 'a.assertion'} AS assertion {which.sql} "
        "ORDER BY a.origin, a.destination, a.place, a.population, a.first_year, a.last_year, a.id"
    )
    rows = once = connection.sql(query, params=which.bound).to_arrow_table().combine_chunks()
    claim = np.arange(size, dtype=np.int32)
    if claims < size:  # a claim of several places has several rows, which the order of places has torn apart
        claim = _coded(rows["assertion"]).codes
        once = rows.take(np.unique(claim, return_index=True)[1])
        rows = rows.take(np.argsort(claim, kind="stable"))
        claim = np.sort(claim)
    return Drawn(
        source=which.bound["source"],
        claim=claim,
        named={name: _coded(rows[name]) for name in NAMING},
        plain={name: _coded(once[name]) for name in PLAIN},
        when=_joined([_coded(once[name]) for name in WHEN]),
        low=_numbers(once["low"]),
        high=_numbers(once["high"]),
        texts={**rules, **{name: _written(name, once[name].combine_chunks()) for name in listed}},
    )


def _rules(connection: duckdb.DuckDBPyConnection, which: _Which, homes: Mapping[str, str]) -> dict[str, Written]:
    """The templates that give the texts of every row."""
    tried = [(name, template) for name, templates in TEMPLATES.items() for template in templates]
    bound = {**which.bound, "people": list(homes), "homes": list(homes.values())}
    for limit in (f" LIMIT {_FEW}", ""):  # what fails for a few rows need not be asked of a million
        if not tried:
            break
        rows = f"FROM (SELECT a.* {which.sql}{limit}) a {_HOMES}"
        holds = ", ".join(f"bool_and(coalesce(a.{name}, '') = {_made(template)})" for name, template in tried)
        answers = connection.execute(f"SELECT {holds} {rows}", bound).fetchall()[0]
        tried = [rule for rule, answer in zip(tried, answers, strict=True) if answer]
    found: dict[str, Written] = {}
    for name, template in tried:
        found.setdefault(name, Written(template=template))
    return found


def _made(template: str) -> str:
    """The text that a template makes, in SQL."""
    pieces = []
    for text, word in _WORD.findall(template):
        pieces += [literal(text)] if text else []
        pieces += [f"coalesce({_SAID[word]}, '')"] if word else []
    return f"({' || '.join(pieces)})"


def _coded(column: Any) -> Coded:
    import numpy as np

    encoded = (column.combine_chunks() if hasattr(column, "combine_chunks") else column).dictionary_encode("encode")
    of = encoded.dictionary.to_pylist()
    codes = _in_memory(encoded.indices, "int32")
    if None in of:
        none = of.index(None)
        codes = np.where(codes == none, -1, codes - (codes > none)).astype(np.int32)
    return Coded(tuple(value for value in of if value is not None), codes)


def _joined(columns: Sequence[Coded]) -> Coded:
    """Several columns as one of tuples."""
    import numpy as np

    mixed = np.zeros(len(columns[0].codes), np.int64)
    for column in columns:
        mixed = mixed * (len(column.of) + 1) + column.codes + 1
    _, first, codes = np.unique(mixed, return_index=True, return_inverse=True)
    values = tuple(tuple(column.value(row) for column in columns) for row in first.tolist())
    return Coded(values, codes.astype(np.int32))


def _numbers(column: Any) -> NDArray[np.float64]:
    whole = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    found: NDArray[np.float64] = _in_memory(whole, "float64")
    return found


def _in_memory(column: Any, kind: str) -> Any:
    """The numbers of a column without gaps, where they lie: what PyArrow has for this loads pandas first."""
    import numpy as np

    return np.frombuffer(column.buffers()[1], kind)[column.offset : column.offset + len(column)]


def _written(name: str, texts: Any) -> Written:
    return (name in _NUMBERED and _pattern(texts)) or _listed(texts)


def _pattern(texts: Any) -> Written | None:
    """Texts that differ in their last number, and in little besides."""
    import pyarrow.compute as pc

    found = _framed(texts) or pc.extract_regex(texts, pattern=_LAST)
    if isinstance(found, tuple):
        return Written(of=(found[0],), codes=None, numbers=found[1])
    if found.null_count:
        return None
    before, number, after = (pc.struct_field(found, part) for part in ("before", "number", "after"))
    of = _coded(pc.binary_join_element_wise(before, after, "#"))
    if len(of.of) > MOST_PATTERNS or any(text.count("#") != 1 for text in of.of):
        return None
    return Written(of=of.of, codes=of.codes, numbers=_wholes(number))


def _framed(texts: Any) -> tuple[str, NDArray[np.int64]] | None:
    """Texts with the same beginning and end, and a number in between: seen much sooner than by patterns."""
    import pyarrow.compute as pc

    one = re.match(_LAST, texts[0].as_py())
    if one is None or "#" in one["before"] + one["after"]:
        return None
    before, after = one["before"], one["after"]
    same = pc.and_(pc.starts_with(texts, before), pc.ends_with(texts, after))
    if not pc.all(same).as_py():
        return None
    middle = pc.utf8_slice_codeunits(texts, start=len(before), stop=-len(after) if after else None)
    if not pc.all(pc.match_substring_regex(middle, f"^({_WHOLES})$")).as_py():
        return None
    return f"{before}#{after}", _wholes(middle)


def _wholes(texts: Any) -> NDArray[np.int64]:
    import pyarrow as pa
    import pyarrow.compute as pc

    found: NDArray[np.int64] = _in_memory(pc.cast(texts, pa.int64()), "int64")
    return found


def _listed(texts: Any) -> Written:
    of = _coded(texts)
    return Written(of=of.of or ("",), codes=of.codes if len(of.of) > 1 else None)
