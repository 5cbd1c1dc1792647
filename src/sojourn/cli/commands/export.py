"""``sojourn export``: the graph for another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.cli.output import say, working
from sojourn.cli.servers import add_graph_store, tell_sent
from sojourn.stores.remote import is_url

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn export -o claims.csv
  sojourn export my-study -o my-study.gexf
  sojourn export --store STORE -o flows.geojson
  sojourn export -o all.trig --format trig
  sojourn export --store STORE -o https://host/sparql     the whole store, to a SPARQL server
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn export``."""
    from sojourn.exporters import FORMATS

    parser.add_argument("studies", nargs="*", metavar="STUDY", help="studies to export (default: the shipped graph)")
    parser.add_argument("--store", metavar="PATH", help="a store, or the URL of a SPARQL server, to export instead")
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="where to write; its ending names the format"
    )
    add_graph_store(parser)
    parser.add_argument("--format", default="", choices=list(FORMATS), help="the format, if the ending does not tell")
    parser.add_argument("--lang", default="en", choices=["en", "zh", "ru"], help="language of the labels (en)")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def run(options: argparse.Namespace) -> int:
    """Exports."""
    from sojourn.graph.facade import open as open_graph

    if is_url(options.output):
        return _send(options)
    with working("Exporting"):
        graph = open_graph(*options.studies, *([options.store] if options.store else []))
        path = graph.export(options.output, format=options.format, lang=options.lang, force=options.force)
    say(f"Wrote {path} ({path.stat().st_size / 1024:,.0f} kB).")
    return 0


def _send(options: argparse.Namespace) -> int:
    """Sends the graph to a server instead."""
    from sojourn.cli.progress import shown
    from sojourn.graph.opening import open_any
    from sojourn.graph.sending import send

    with shown("Sending") as listener:
        store = open_any([*options.studies, *([options.store] if options.store else [])])
        written = send(store, options.output, graph_store=options.graph_store, force=options.force, listener=listener)
    tell_sent(written, options.output)
    return 0
