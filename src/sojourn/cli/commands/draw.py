"""``sojourn draw``: one HTML file, complete in itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.cli.output import say, working

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn draw -o graph.html
  sojourn draw my-study -o my-study.html --heading 'Who came to Harbin'
  sojourn draw --store STORE -o graph.html --lang zh
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn draw``."""
    parser.add_argument("studies", nargs="*", metavar="STUDY", help="studies to draw (default: the shipped graph)")
    parser.add_argument("--store", metavar="PATH", help="a store or server (URL) to draw instead")
    parser.add_argument("-o", "--output", default="graph.html", metavar="FILE", help="where to write (graph.html)")
    parser.add_argument("--heading", default="", help="heading of the page")
    parser.add_argument("--lang", default="en", choices=["en", "zh", "ru"], help="language of the labels (en)")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def run(options: argparse.Namespace) -> int:
    """Draws."""
    from sojourn.graph.facade import open as open_graph

    with working("Drawing"):
        graph = open_graph(*options.studies, *([options.store] if options.store else []))
        path = graph.draw(options.output, heading=options.heading, lang=options.lang, force=options.force)
    say(f"Wrote {path} ({path.stat().st_size / 1024:,.0f} kB); open it in a browser, no network is needed.")
    return 0
