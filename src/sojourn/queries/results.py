"""Answers as typed tables that know no engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Cell(NamedTuple):
    """One RDF term of an answer.

    Attributes:
        value: The IRI, or the lexical form of the literal.
        is_iri: Whether it is an IRI.
        language: Language tag of a literal; empty when it has none.
        datatype: IRI of the literal's datatype; empty for an IRI.
    """

    value: str
    is_iri: bool = False
    language: str = ""
    datatype: str = ""


class Column(NamedTuple):
    """One column of an answer, as the header of its query describes it.

    Attributes:
        name: Name of the variable, without ``?``.
        description: What it holds.
        unit: Unit of its figures, such as ``persons``; empty when it holds none.
        absent: What a person reads where nothing is stated.
        several: Whether rows that differ only here are shown as one, with the values joined.
    """

    name: str
    description: str = ""
    unit: str = ""
    absent: str = "not stated"
    several: bool = False


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Rows of terms; ``None`` stands for *not stated*, never for zero.

    Attributes:
        columns: In the order of the query.
        rows: One tuple per row, as long as ``columns``.
        empty: What it means when there are no rows, as a sentence.
        cut: Whether there are more rows, which nobody wanted.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    empty: str = "Not stated: the graph holds no answer."
    cut: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell | None]]:
        names = [column.name for column in self.columns]
        for row in self.rows:
            yield dict(zip(names, row, strict=True))

    def values(self) -> list[dict[str, str | None]]:
        """The rows as plain texts by column name; ``None`` where nothing is stated."""
        return [{name: cell.value if cell else None for name, cell in row.items()} for row in self]
