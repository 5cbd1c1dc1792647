"""The registry as small tables beside the assertions, and all tables of a projection as views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from sojourn.columns.engine import connected, identifier, literal
from sojourn.columns.projection import ASSERTIONS, write_rows
from sojourn.columns.schema import PROJECTION, REGISTRY
from sojourn.vocabulary import PREFIXES, REGISTRY_GRAPH, key_of, notation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import duckdb

Row = dict[str, str | None]

_PREFIXES = " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in ("sj", "rdfs", "dcterms"))


class Answering(Protocol):
    """Anything that answers SPARQL: an embedded store, a remote one."""

    def query(self, text: str, /) -> Any:
        """The solutions of a ``SELECT``; each gives its terms by the name of the variable."""


def write_registry(store: Answering, folder: Path) -> dict[str, int]:
    """Writes the tables of :data:`sojourn.columns.schema.REGISTRY` from the registry graph of a store.

    Returns:
        How many rows each table has: ``FOLDER/places.parquet``, …
    """
    with connected() as connection:
        return {
            table: write_rows(connection, rows, REGISTRY[table], folder / f"{table}.parquet", order="ALL")
            for table, rows in registry_rows(store).items()
        }


def registry_rows(store: Answering) -> dict[str, list[Row]]:
    """The rows of each table of :data:`sojourn.columns.schema.REGISTRY`."""
    lies_in = list(_pairs(store, "?subject sj:liesIn ?value"))
    included = list(_pairs(store, "?subject sj:includedIn ?value"))
    return {
        "places": _places(store, {place for place, _ in lies_in}),
        "lies_in": [{"place": key_of(place), "container": key_of(value)} for place, value in lies_in],
        "populations": _populations(store, {population for population, _ in included}),
        "included_in": [{"population": key_of(people), "container": key_of(value)} for people, value in included],
        "sources": _sources(store),
    }


def _places(store: Answering, places: set[str]) -> list[Row]:
    types = dict(_pairs(store, "?subject sj:placeType ?value"))
    labels = _english(store, "?subject sj:liesIn ?subject")
    return [
        {"place": key_of(place), "type": _notation(types.get(place)), "label": labels.get(place)}
        for place in sorted(places | types.keys())
    ]


def _populations(store: Answering, populations: set[str]) -> list[Row]:
    criteria = dict(_pairs(store, "?subject sj:criterion ?value"))
    statuses = dict(_pairs(store, "?subject sj:includedIn ?subject ; sj:residenceStatus ?value"))
    labels = _english(store, "?subject sj:includedIn ?subject")
    countries: dict[str, list[str]] = {}
    for population, country in _pairs(store, "?subject sj:criterion ?criterion ; sj:country ?value"):
        countries.setdefault(population, []).append(key_of(country))
    return [
        {
            "population": key_of(population),
            "criterion": _notation(criteria.get(population)),
            "country": country,
            "residence_status": _notation(statuses.get(population)),
            "label": labels.get(population),
        }
        for population in sorted(populations | criteria.keys())
        for country in countries.get(population) or (None,)
    ]


def _sources(store: Answering) -> list[Row]:
    of = {
        name: dict(_pairs(store, f"?subject a sj:Source ; {curie} ?value"))
        for name, curie in (("label", "rdfs:label"), ("publisher", "dcterms:publisher"), ("edition", "sj:edition"))
    }
    found = {source for source, _ in _pairs(store, "?subject a sj:Source . BIND(?subject AS ?value)")}
    return [
        {"source": key_of(source), **{name: values.get(source) for name, values in of.items()}}
        for source in sorted(found)
    ]


def _english(store: Answering, pattern: str) -> dict[str, str]:
    return dict(_pairs(store, f'{pattern} ; rdfs:label ?value FILTER(lang(?value) = "en")'))


def _pairs(store: Answering, pattern: str) -> Iterator[tuple[str, str]]:
    """The distinct pairs of ``?subject`` and ``?value`` in the registry; the first of several values comes last."""
    where = f"GRAPH <{REGISTRY_GRAPH}> {{ {pattern} }}"
    solutions = store.query(f"{_PREFIXES} SELECT DISTINCT ?subject ?value WHERE {{ {where} }}")
    found = [(str(solution["subject"].value), str(solution["value"].value)) for solution in solutions]
    return iter(sorted(found, reverse=True))


def _notation(iri: str | None) -> str | None:
    return notation_of(iri) if iri else None


def views(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Creates the views ``assertions``, ``places``, ``lies_in``, ``populations``, ``included_in`` and ``sources``.

    Args:
        connection: From :func:`sojourn.columns.engine.connect`.
        folder: The folder ``columns`` of a generation; a table of which it has no file becomes an empty view.
    """
    for table, files in files_of(folder).items():
        _view(connection, table, files, PROJECTION if table == ASSERTIONS else REGISTRY[table])


def files_of(folder: Path) -> dict[str, list[Path]]:
    """The files of each table of a projection; none for one that it does not have."""
    small = {table: folder / f"{table}.parquet" for table in REGISTRY}
    return {
        ASSERTIONS: sorted((folder / ASSERTIONS).glob("*/*.parquet")),
        **{table: [file] if file.is_file() else [] for table, file in small.items()},
    }


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, files: Iterable[Path], columns: Sequence[tuple[str, str]]
) -> None:
    listed = ", ".join(literal(str(file)) for file in files)
    if listed:
        names = ", ".join(identifier(column) for column, _ in columns)
        query = f"SELECT {names} FROM read_parquet([{listed}], hive_partitioning = false)"  # noqa: S608 - quoted
    else:
        nothing = ", ".join(f"CAST(NULL AS {kind}) AS {identifier(column)}" for column, kind in columns)
        query = f"SELECT {nothing} WHERE false"
    connection.execute(f"CREATE OR REPLACE VIEW {identifier(name)} AS {query}")
