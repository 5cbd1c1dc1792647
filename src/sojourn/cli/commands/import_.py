"""``sojourn import``: a table of others into a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.output import say
from sojourn.cli.servers import add_graph_store, tell_sent
from sojourn.stores.remote import is_url

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from sojourn.graph.storing import Outcome
    from sojourn.stores.generations import Manifest, Part

EXAMPLES = """\
  sojourn import un-desa undesa_stock_2020.csv -o STORE   a store with the table, made if it is not there
  sojourn import flows.csv -o STORE                       the importer is found from the file
  sojourn import table figures.xlsx --mapping figures.yaml -o STORE
  sojourn import un-desa stock_2024.xlsx --edition 2024 --source un-desa-2024 -o STORE
  sojourn import flows.csv -o https://host/sparql         adds it to what a SPARQL server holds
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn import``."""
    from sojourn.importers.registered import importers

    names = ", ".join(importer.name for importer in importers())
    parser.add_argument("given", nargs="+", metavar="[NAME] FILE", help=f"files; before them, an importer: {names}")
    parser.add_argument("-o", "--output", metavar="STORE", required=True, help="the store or server that takes them")
    add_graph_store(parser)
    parser.add_argument("--mapping", metavar="FILE", help="what the columns mean, for the importers 'table' and 'sdmx'")
    parser.add_argument("--source", metavar="KEY", default="", help="key of the source, in place of the importer's own")
    parser.add_argument("--edition", metavar="TEXT", default="", help="vintage of the table: 'Revision 2020'")
    parser.add_argument("--allow-unresolved", action="store_true", help="leave rows out whose place cannot be found")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="an option of the importer")
    parser.add_argument("--shipped", action="store_true", help="the studies that ship with sojourn, too")
    parser.add_argument("--again", action="store_true", help="import even what has not changed")


def run(options: argparse.Namespace) -> int:
    """Imports."""
    from sojourn import shipped
    from sojourn.cli.progress import shown
    from sojourn.graph.importing import import_tables
    from sojourn.importers.base import Options

    _refuse_urls(options)
    name, files = _name_and_files(options.given)
    asked = Options(
        source=options.source,
        edition=options.edition,
        unresolved=options.allow_unresolved,
        mapping=Path(options.mapping) if options.mapping else None,
        settings=_settings(options.set),
    )
    with shown("Importing") as listener:

        def made(store: Path) -> Outcome:
            studies = shipped.studies() if options.shipped else ()
            how = {"name": name, "options": asked, "studies": studies, "again": options.again, "listener": listener}
            return import_tables(files, store, **how)

        if not is_url(options.output):
            tell(made(Path(options.output)), options.output)
            return 0
        from sojourn.graph.sending import build_on_server

        url, at = options.output, options.graph_store
        outcome, written = build_on_server(made, url, graph_store=at, keep=True, listener=listener)
    for remark in outcome.remarks:
        say(str(remark))
    tell_sent(written, options.output)
    return 0


def _refuse_urls(options: argparse.Namespace) -> None:
    from sojourn.graph.opening import refuse_url

    refuse_no_name(options.output, "-o")
    for file in options.given:
        refuse_url(file, "sojourn import", "Download the table, and name the file.")
    if not is_url(options.output):
        refuse_url(options.output, "-o", "Name a folder, or a server by http:// or https://.")


def _name_and_files(given: Sequence[str]) -> tuple[str, list[Path]]:
    """The first word is an importer unless a file of that name is there and no importer."""
    from sojourn.errors import BadInput
    from sojourn.importers.registered import importer, importers

    first, *rest = given
    names = {importer.name for importer in importers()}
    if first in names or (rest and not Path(first).exists()):
        chosen = importer(first)
        if not rest:
            raise BadInput("no file is named", where="sojourn import", advice=f"sojourn import {first} FILE -o STORE")
        return chosen.name, [Path(name) for name in rest]
    return "", [Path(name) for name in given]


def _settings(given: Sequence[str]) -> dict[str, str]:
    from sojourn.errors import BadInput

    found: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise BadInput(f"{text!r} is not NAME=VALUE", where="--set", advice="For example: --set sheet=Table1")
        found[name] = value
    return found


def tell(outcome: Outcome, store: str) -> None:
    """Tells what became of a store: a line for each part that was asked for, then the whole."""
    for remark in outcome.remarks:
        say(str(remark))
    for part in outcome.reused:
        say(f"{part.key}: unchanged, {_counts(part)}")
    for part in outcome.made:
        say(f"{part.key}: {_counts(part)}")
    for key in outcome.removed:
        say(f"{key}: removed")
    manifest = outcome.manifest
    holds = f"{_counts(manifest)} in {many(len(manifest.parts), 'part')}"
    if outcome.changed:
        say(f"Built {store}: {holds}.")
    else:
        say(f"Nothing has changed in {store}: {holds}.")


def _counts(told: Part | Manifest) -> str:
    return f"{many(told.assertions, 'assertion')}, {many(told.quads, 'quad')}"


def many(count: int, what: str) -> str:
    """``1 part``, ``2 parts``."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def refuse_no_name(store: str | None, where: str) -> None:
    """Refuses an empty text as the name of a store.

    Raises:
        BadInput: If it is empty.
    """
    from sojourn.errors import BadInput

    if store is not None and not store.strip():
        raise BadInput("no store is named: the name is empty", where=where, advice="Name the folder of a store.")
