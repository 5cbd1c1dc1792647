"""``sojourn serve``: SPARQL and pages over HTTP."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn serve                                  the shipped graph, at http://127.0.0.1:8000
  sojourn serve STORE --port 9000
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn serve``."""
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="a store, or studies and RDF files")
    parser.add_argument("--port", type=int, default=8000, help="port (default: 8000)")


def run(options: argparse.Namespace) -> int:
    """Serves until it is told to end."""
    from sojourn.server.running import serve
    from sojourn.server.settings import Settings

    serve(Settings(targets=tuple(options.targets), port=options.port))
    return 0
