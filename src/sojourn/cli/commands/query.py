"""``sojourn query``: SPARQL of one's own."""

from __future__ import annotations

import signal
import sys

from sojourn.cli.output import emit
from sojourn.cli.tables import table, visible
from sojourn.errors import BadInput, NotFound, QueryError
from sojourn.graph.opening import open_any
from sojourn.queries.binding import as_typed, terms, with_prefixes
from sojourn.queries.formats import GRAPHS, TABULAR, rows, serialise

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn query -e 'SELECT ?place ?low ?high WHERE { ?a sj:place ?place ; sj:low ?low ; sj:high ?high }'
  sojourn query question.rq --store STORE --format csv
  sojourn query question.rq --bind place=place:CN-BJ
  echo 'ASK { ?a a sj:FlowAssertion }' | sojourn query -
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn query``."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="a file with SPARQL; '-' reads standard input")
    parser.add_argument("-e", "--expression", metavar="SPARQL", help="the query itself")
    parser.add_argument(
        "--store", action="append", default=[], metavar="PATH", help="a store, server (URL), study or RDF file"
    )
    parser.add_argument(
        "--format", default="table", choices=[*TABULAR, *GRAPHS], help="how to write it (default: table)"
    )
    parser.add_argument(
        "--bind",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="bind a selected variable to an IRI, a CURIE or a text; it is never pasted into the query",
    )
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="write to a file")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def run(options: argparse.Namespace) -> int:
    """Answers the query."""
    text, where = text_of(options.file, options.expression)
    store = open_any(options.store)
    # The engine does not hear Python's signals: while it runs, Ctrl-C ends the process, which has written nothing yet.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        result = store.query(with_prefixes(text), terms(_pairs(options.bind)))
        shown = rows(result) if options.format == "table" else None
        data = f"{table(*shown)}\n".encode() if shown else serialise(result, options.format)
    except QueryError as error:
        raise pointing(error, text, where) from None
    finally:
        signal.signal(signal.SIGINT, before)
    emit(data, options.output, force=options.force)
    return 0


def text_of(file: str | None, expression: str | None = None) -> tuple[str, str]:
    """The text of a query, and where it stands: in a file (``-`` for standard input), or on the command line."""
    if (file is None) == (expression is None):
        raise BadInput("name a FILE, or give the query with -e", where="sojourn query")
    if file is None:
        return expression or "", "query"
    if file == "-":
        return sys.stdin.read(), "standard input"
    try:
        with open(file, encoding="utf-8") as opened:  # noqa: PTH123 - a cold query gets by without pathlib
            return opened.read(), file
    except FileNotFoundError:
        raise NotFound("there is no file of that name", where=file) from None
    except (OSError, UnicodeDecodeError) as error:
        why = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else f"cannot be read: {error.strerror}"
        raise BadInput(why, where=file, advice="Name a text file with SPARQL.") from None


def _pairs(pairs: list[str]) -> dict[str, str]:
    named = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise BadInput(f"{pair!r} is not NAME=VALUE", where="--bind", advice="For example place=place:CN-BJ.")
        named[name.lstrip("?$")] = value
    return named


def pointing(error: QueryError, text: str, where: str) -> QueryError:
    """The error with its line and column in the text as typed, that line, and a caret."""
    placed = as_typed(error, where)
    if not placed.line:
        return placed
    lines = text.split("\n")
    shown = lines[placed.line - 1] if placed.line <= len(lines) else ""
    picture = f"{visible(shown)}\n  {' ' * (placed.column - 1)}^"
    return as_typed(error, where, f"{picture}\n  {error.advice}" if error.advice else picture)
