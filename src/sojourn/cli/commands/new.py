"""``sojourn new``: the template of a study, or of a mapping for a table of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.output import say

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn new my-study          sheets as CSV
  sojourn new my-study --xlsx   one workbook with drop-downs
  sojourn new --mapping my-table.yaml   what the columns of a table mean, for 'sojourn import table'
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn new``."""
    parser.add_argument("study", metavar="STUDY", nargs="?", default="", help="folder to make")
    parser.add_argument("--mapping", metavar="FILE", default="", help="write the template of a mapping instead")
    parser.add_argument("--force", action="store_true", help="replace sheets without rows; filled ones stay")
    parser.add_argument("--xlsx", action="store_true", help="a workbook with drop-downs instead of CSV files")


def run(options: argparse.Namespace) -> int:
    """Makes the template."""
    from sojourn.errors import BadInput
    from sojourn.sheets import new_study

    if options.mapping:
        return _new_mapping(options)
    if not options.study.strip():
        raise BadInput("the study has no name", where="STUDY", advice="Give the folder to make, such as my-study.")
    written = new_study(Path(options.study), xlsx=options.xlsx, force=options.force)
    for path in written:
        say(f"Wrote {path}")
    say(f"Fill in the sheet, then run 'sojourn check {options.study}'.")
    return 0


def _new_mapping(options: argparse.Namespace) -> int:
    from sojourn.errors import BadInput
    from sojourn.importers.mapping import template
    from sojourn.outputs import write_whole

    if options.study or options.xlsx:
        raise BadInput("a study and a mapping are made one by one", where="--mapping", advice="Name one of them.")
    target = Path(options.mapping)
    write_whole(target, template().encode(), force=options.force)
    say(f"Wrote {target}")
    say(f"Fill it in, then run 'sojourn import table FILE --mapping {target} -o STORE'.")
    return 0
