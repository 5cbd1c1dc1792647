"""The graph as files for other tools: RDF, tables, networks and maps.

A format is an :class:`~sojourn.exporters.writing.Exporter` in :data:`FORMATS`; the libraries that it needs are loaded
when it writes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput
from sojourn.exporters.writing import Exporter

if TYPE_CHECKING:
    from sojourn.stores.store import Store

__all__ = ["FORMATS", "Exporter", "exporter_for"]


def _rdf(name: str) -> Exporter:
    def produce(store: Store, lang: str) -> bytes:  # noqa: ARG001 - RDF holds the labels of all languages
        from sojourn.exporters.rdf import to_rdf

        return to_rdf(store, name)

    suffixes = {"trig": ".trig", "nquads": ".nq", "turtle": ".ttl", "ntriples": ".nt", "jsonld": ".jsonld"}
    return Exporter(name, (suffixes[name],), produce)


def _csv(store: Store, lang: str) -> bytes:
    from sojourn.exporters.sheet import to_csv

    return to_csv(store, lang)


def _graphml(store: Store, lang: str) -> bytes:
    from sojourn.exporters.networks import to_graphml

    return to_graphml(store, lang)


def _gexf(store: Store, lang: str) -> bytes:
    from sojourn.exporters.networks import to_gexf

    return to_gexf(store, lang)


def _geojson(store: Store, lang: str) -> bytes:
    from sojourn.exporters.maps import to_geojson

    return to_geojson(store, lang)


FORMATS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        *(_rdf(name) for name in ("trig", "nquads", "turtle", "ntriples", "jsonld")),
        Exporter("csv", (".csv",), _csv),
        Exporter("graphml", (".graphml",), _graphml),
        Exporter("gexf", (".gexf",), _gexf),
        Exporter("geojson", (".geojson",), _geojson),
    )
}
"""The exporters by the names that the command line uses."""


def exporter_for(path: Path, format_name: str = "") -> Exporter:
    """The exporter of a format, or the one that the ending of a file asks for.

    Raises:
        BadInput: If there is no such format, or the ending names none.
    """
    if format_name:
        if format_name not in FORMATS:
            raise BadInput(
                f"no format is called {format_name!r}", where="--format", advice=f"Use one of {', '.join(FORMATS)}."
            )
        return FORMATS[format_name]
    by_suffix = {suffix: exporter for exporter in FORMATS.values() for suffix in exporter.suffixes}
    exporter = by_suffix.get(path.suffix.casefold())
    if exporter is None:
        what = f"the ending {path.suffix!r} names no format" if path.suffix else "the name has no ending"
        advice = f"End it in one of {', '.join(by_suffix)}, or give --format."
        raise BadInput(what, where=str(path), advice=advice)
    return exporter
