"""``sojourn export``: the graph for another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.cli.output import say, working

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn export -o claims.csv
  sojourn export my-study -o my-study.gexf
  sojourn export --store STORE -o flows.geojson
  sojourn export -o all.trig --format trig
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn export``."""
    from sojourn.exporters import FORMATS

    parser.add_argument("studies", nargs="*", metavar="STUDY", help="studies to export (default: the shipped graph)")
    parser.add_argument("--store", metavar="PATH", help="a store to export instead")
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="where to write; its ending names the format"
    )
    parser.add_argument("--format", default="", choices=list(FORMATS), help="the format, if the ending does not tell")
    parser.add_argument("--lang", default="en", choices=["en", "zh", "ru"], help="language of the labels (en)")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def run(options: argparse.Namespace) -> int:
    """Exports."""
    from sojourn.graph.facade import open as open_graph

    with working("Exporting"):
        graph = open_graph(*options.studies, *([options.store] if options.store else []))
        path = graph.export(options.output, format=options.format, lang=options.lang, force=options.force)
    say(f"Wrote {path} ({path.stat().st_size / 1024:,.0f} kB).")
    return 0
