"""``sojourn build``: the TriG beside a study, or a store on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.output import emit, say
from sojourn.cli.servers import add_graph_store, tell_sent
from sojourn.stores.remote import is_url

if TYPE_CHECKING:
    import argparse

    from sojourn.graph.storing import Outcome
    from sojourn.stores.remote.writing import Written

EXAMPLES = """\
  sojourn build my-study                       writes my-study/my-study.trig beside the sheet
  sojourn build my-study other-study -o STORE  builds a store that other commands take by --store
  sojourn build --shipped -o STORE             the shipped studies, as a store
  sojourn build my-study -o STORE --add        adds the study, or what has changed in it, and keeps the rest
  sojourn build -o STORE --remove my-study     takes it out again
  sojourn build -o STORE --again               builds all of it anew from the files it was made from
  sojourn build my-study -o https://host/sparql  sends it to a SPARQL server
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn build``."""
    parser.add_argument("studies", nargs="*", metavar="STUDY", help="folders of studies")
    parser.add_argument("--shipped", action="store_true", help="the studies that ship with sojourn, too")
    parser.add_argument(
        "-o", "--output", metavar="STORE", help="build a store in this folder, or on this SPARQL server"
    )
    add_graph_store(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--force", action="store_true", help="replace the store, with all that it holds")
    how.add_argument("--add", action="store_true", help="keep what the store holds, tables and studies")
    how.add_argument("--again", action="store_true", help="build all that the store holds anew")
    parser.add_argument("--remove", action="append", default=[], metavar="KEY", help="take a study or a table out")


def run(options: argparse.Namespace) -> int:
    """Builds."""
    from sojourn import shipped
    from sojourn.graph import building

    _refuse_urls(options)
    folders = [*(Path(name) for name in options.studies), *(shipped.studies() if options.shipped else [])]
    _refuse_contradictions(options, folders)
    if is_url(options.output):
        tell_sent(_sent(options, folders), options.output)
        return 0
    if options.output:
        _tell(_built(options, folders), options, len(folders))
        return 0
    for study in building.studies_for(folders):
        path = study.folder / f"{study.name}.trig"
        emit(building.study_trig(study), str(path), force=True)
        from sojourn.cli.commands.import_ import many

        say(f"Wrote {path}: {many(len(study.assertions), 'claim')}.")
    return 0


def _refuse_urls(options: argparse.Namespace) -> None:
    from sojourn.cli.commands.import_ import refuse_no_name
    from sojourn.graph.opening import refuse_url

    refuse_no_name(options.output, "-o")
    for study in options.studies:
        refuse_url(study, "sojourn build", "Name the folder of a study on this machine.")
    if options.output and not is_url(options.output):
        refuse_url(options.output, "-o", "Name a folder, or a server by http:// or https://.")


def _refuse_contradictions(options: argparse.Namespace, folders: list[Path]) -> None:
    from sojourn.errors import BadInput

    where = "sojourn build"
    if not options.output and (options.again or options.remove or options.add):
        raise BadInput("no store is named", where=where, advice="Name it with -o STORE.")
    if options.again and (folders or options.remove):
        advice = "Give --again by itself; add or remove in another step."
        raise BadInput("--again builds what the store holds, nothing else", where=where, advice=advice)
    if not folders and not options.again and not options.remove:
        raise BadInput("no study is named", where=where, advice="Name a study folder, or give --shipped.")


def _sent(options: argparse.Namespace, folders: list[Path]) -> Written:
    from sojourn.cli.progress import shown
    from sojourn.errors import BadInput
    from sojourn.graph import building
    from sojourn.graph.sending import build_on_server

    if options.again or options.add or options.remove:
        advice = "Keep a store here, and send it whole: 'sojourn export --store STORE -o URL --force'."
        raise BadInput("a server is written anew as a whole", where="sojourn build", advice=advice)
    with shown("Building") as listener:
        _, written = build_on_server(
            lambda store: building.build(folders, store, listener=listener),
            options.output,
            graph_store=options.graph_store,
            force=options.force,
            listener=listener,
        )
    return written


def _built(options: argparse.Namespace, folders: list[Path]) -> Outcome:
    from sojourn.cli.progress import shown
    from sojourn.graph import building, rebuilding

    store = Path(options.output)
    with shown("Building") as listener:
        if options.again:
            return rebuilding.rebuild(store, listener=listener)
        how = {"force": options.force, "add": options.add, "remove": options.remove}
        return building.build(folders, store, listener=listener, **how)


def _tell(outcome: Outcome, options: argparse.Namespace, studies: int) -> None:
    from sojourn.cli.commands.import_ import many, tell

    if len(outcome.manifest.parts) == len(outcome.made) == studies:
        for remark in outcome.remarks:
            say(str(remark))
        counted = "1 study" if studies == 1 else f"{studies} studies"
        say(f"Built {options.output}: {many(outcome.manifest.quads, 'quad')} from {counted}.")
    else:
        tell(outcome, options.output)
