"""``sojourn query``: SPARQL of one's own."""

from __future__ import annotations

import sys

from sojourn.cli.output import emit
from sojourn.cli.tables import table
from sojourn.errors import BadInput, NotFound, QueryError
from sojourn.graph.opening import open_any
from sojourn.queries.binding import terms
from sojourn.queries.formats import GRAPHS, TABULAR, rows, serialise
from sojourn.vocabulary import PREFIXES

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
    parser.add_argument("--store", action="append", default=[], metavar="PATH", help="a store, study or RDF file")
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
    text, where = _text(options)
    store = open_any(options.store)
    try:
        result = store.query(with_prefixes(text), terms(_pairs(options.bind)))
        shown = rows(result) if options.format == "table" else None
        data = f"{table(*shown)}\n".encode() if shown else serialise(result, options.format)
    except QueryError as error:
        raise _pointing(error, text, where) from None
    emit(data, options.output, force=options.force)
    return 0


def _text(options: argparse.Namespace) -> tuple[str, str]:
    if (options.file is None) == (options.expression is None):
        raise BadInput("name a FILE, or give the query with -e", where="sojourn query")
    if options.expression is not None:
        return options.expression, "query"
    if options.file == "-":
        return sys.stdin.read(), "standard input"
    try:
        with open(options.file, encoding="utf-8") as file:  # noqa: PTH123 - a cold query gets by without pathlib
            return file.read(), options.file
    except FileNotFoundError:
        raise NotFound("there is no file of that name", where=options.file) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot be read as UTF-8 text: {error}", where=options.file) from None


def _pairs(pairs: list[str]) -> dict[str, str]:
    named = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise BadInput(f"{pair!r} is not NAME=VALUE", where="--bind", advice="For example place=place:CN-BJ.")
        named[name.lstrip("?$")] = value
    return named


def with_prefixes(text: str) -> str:
    """The text after the project's prefixes, on the same line, so that positions in it stay right."""
    head = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    return head + text


def _pointing(error: QueryError, text: str, where: str) -> QueryError:
    """The error with its line and column in the text as typed, that line, and a caret."""
    if not error.line:
        return QueryError(error.what, where=where, advice=error.advice)
    shift = len(with_prefixes("")) if error.line == 1 else 0
    column = max(1, error.column - shift)
    lines = text.split("\n")
    shown = lines[error.line - 1] if error.line <= len(lines) else ""
    picture = f"{shown}\n  {' ' * (column - 1)}^"
    advice = f"{picture}\n  {error.advice}" if error.advice else picture
    return QueryError(error.what, where=f"{where}:{error.line}:{column}", advice=advice)
