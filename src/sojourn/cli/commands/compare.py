"""``sojourn compare``: which figures speak of the same thing, which cannot all be true, and why others differ."""

from __future__ import annotations

from sojourn.cli.output import emit, working

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn compare                                  contradictions first, then figures about the same thing
  sojourn compare S0-19 S0-20                      two claims: the facet in which they differ first
  sojourn compare S0-19                            one claim with all others
  sojourn compare --population Russians --place Beijing
  sojourn compare --store my-study --format json -o comparison.json
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn compare``."""
    parser.add_argument("first", nargs="?", metavar="CLAIM", help="id of a claim")
    parser.add_argument("second", nargs="?", metavar="CLAIM", help="id of another claim")
    parser.add_argument("--population", metavar="NAME", help="only figures about these people, their parts and wholes")
    parser.add_argument("--place", metavar="NAME", help="only figures about this place, also as one end of a move")
    parser.add_argument(
        "--store", action="append", default=[], metavar="PATH", help="a store, server (URL), study or RDF file"
    )
    parser.add_argument("--format", default="text", choices=["text", "json"], help="how to write the answer (text)")
    parser.add_argument("--all", action="store_true", help="show every pair and group, however many there are")
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="write to a file")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def run(options: argparse.Namespace) -> int:
    """Compares; 1 when some figures cannot all be true."""
    from sojourn.graph.facade import open as open_graph

    with working("Comparing"):
        graph = open_graph(*options.store)
        found = graph.compare(options.first, options.second, population=options.population, place=options.place)
        text = found.to_json() if options.format == "json" else found.in_words(everything=options.all)
    emit(text, options.output, force=options.force)
    return 1 if found.contradicting else 0
