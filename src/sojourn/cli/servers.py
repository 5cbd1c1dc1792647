"""What the commands that write to SPARQL servers share."""

from __future__ import annotations

from sojourn.cli.output import say

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    import argparse

    from sojourn.stores.remote.writing import Written


def add_graph_store(parser: argparse.ArgumentParser) -> None:
    """Adds ``--graph-store``."""
    what = "where the server takes graphs (Graph Store HTTP Protocol), if that cannot be guessed"
    parser.add_argument("--graph-store", default="", metavar="URL", help=what)


def tell_sent(written: Written, url: str) -> None:
    """Tells what was sent to a server."""
    removed = f"; {written.removed} graphs that it held are gone" if written.removed else ""
    say(f"Wrote to {url}: {written.triples:,} triples in {written.graphs} graphs{removed}.")
