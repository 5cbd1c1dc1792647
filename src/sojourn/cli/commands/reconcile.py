"""``sojourn reconcile``: what the sources imply together, and what cannot all be true."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sojourn.cli.output import emit, say, working

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn reconcile
  sojourn reconcile --place China --population Russians --about 0%
  sojourn reconcile --same S0-23 S2-34 --assume whole-is-counted
  sojourn reconcile my-study --report report.html
  sojourn reconcile --format trig -o implied.trig
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn reconcile``."""
    parser.add_argument("studies", nargs="*", metavar="STUDY", help="studies (default: the shipped graph)")
    parser.add_argument("--store", metavar="PATH", help="a store or server (URL) instead")
    parser.add_argument("--place", default="", help="only quantities of this place and what lies in it")
    parser.add_argument("--population", default="", help="only quantities of these people and those they include")
    parser.add_argument("--at", default="", metavar="DATE", help="only quantities whose time holds this day")
    parser.add_argument("--reading", default="logical", choices=["logical", "plausible"], help="how hedges are read")
    parser.add_argument(
        "--about", default="", metavar="PERCENT", help="'about' is this much to both sides, such as 5%%"
    )
    parser.add_argument("--bridge", default="", metavar="PERCENT", help="a stock changes by at most this a year (off)")
    parser.add_argument("--rules", default="", metavar="NAMES", help="only these rules, separated by commas (all)")
    parser.add_argument("--without", default="", metavar="NAMES", help="all rules but these")
    parser.add_argument("--assume", action="append", default=[], metavar="NAME", help="assume what no source says")
    parser.add_argument(
        "--same", action="append", default=[], nargs=2, metavar="ID", help="take two claims to speak of one number"
    )
    parser.add_argument("--most", type=int, default=10, metavar="N", help="most contradictions to tell (10)")
    parser.add_argument("--format", default="text", choices=["text", "json", "trig"], help="how to write it (text)")
    parser.add_argument("--report", default="", metavar="FILE.html", help="write a report for printing, too")
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="write to a file")
    parser.add_argument("--force", action="store_true", help="replace files that exist")


def _names(typed: str) -> list[str]:
    return [name.strip() for name in typed.split(",") if name.strip()]


def run(options: argparse.Namespace) -> int:
    """Reconciles; 1 when there is a contradiction."""
    from pathlib import Path

    from sojourn.audit.reconciling.telling import data, text
    from sojourn.graph.facade import open as open_graph

    with working("Reconciling"):
        graph = open_graph(*options.studies, *([options.store] if options.store else []))
        result = graph.reconcile(
            place=options.place,
            population=options.population,
            at=options.at,
            reading=options.reading,
            about=options.about,
            bridge=options.bridge,
            rules=_names(options.rules),
            without=_names(options.without),
            assume=options.assume,
            same=[tuple(pair) for pair in options.same],
            most=options.most,
        )
    written: str | bytes
    if options.format == "json":
        written = json.dumps(data(result), ensure_ascii=False, indent=2) + "\n"
    elif options.format == "trig":
        written = graph.implied_trig(result)
    else:
        written = text(result)
    if options.report:
        from sojourn.renderers.report import write_report

        write_report(result, Path(options.report), force=options.force)
        say(f"Wrote {options.report}; open it in a browser or print it.")
    emit(written, options.output, force=options.force)
    return 1 if result.contradictions else 0
