"""The graph, or the marks of a picture of it, as files for other tools: RDF, tables, networks and maps.

A format of a graph is an :class:`~sojourn.exporters.writing.Exporter` in :data:`FORMATS`; one of a picture stands in
:data:`VIEWS`. The libraries that it needs are loaded when it writes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sojourn.errors import BadInput
from sojourn.exporters.writing import Exporter

if TYPE_CHECKING:
    from sojourn.drawing.view import View
    from sojourn.stores.store import Store

__all__ = ["FORMATS", "VIEWS", "Exporter", "ViewFormat", "exporter_for"]


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


class ViewFormat(NamedTuple):
    """A file that holds the marks of a picture for another tool.

    Attributes:
        tool: Who reads it, in words.
        path: Where the function stands that writes it, as ``module:name``.
    """

    tool: str
    path: str

    def write(self, view: View, *, everything: bool = False) -> bytes:
        """The marks of a view as the bytes of such a file.

        Args:
            view: What is drawn.
            everything: Whether the small flows are among them.

        Raises:
            ValueError: If the view was made by hand, without rows.
        """
        module, _, name = self.path.partition(":")
        produce: Callable[..., bytes] = getattr(import_module(module), name)
        return produce(view, everything=everything)


VIEWS: dict[str, ViewFormat] = {
    ".gexf": ViewFormat("Gephi", "sojourn.exporters.networks:scene_to_gexf"),
    ".geojson": ViewFormat("QGIS", "sojourn.exporters.maps:scene_to_geojson"),
    ".json": ViewFormat("Observable", "sojourn.exporters.observable:scene_to_json"),
    ".xlsx": ViewFormat("flowmap.blue", "sojourn.exporters.flowmap:scene_to_flowmap"),
}
"""The formats of the marks of a picture by the ending of their files."""


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
