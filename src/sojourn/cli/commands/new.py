"""``sojourn new``: the template of a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.output import say

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn new my-study          sheets as CSV
  sojourn new my-study --xlsx   one workbook with drop-downs
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn new``."""
    parser.add_argument("study", metavar="STUDY", help="folder to make")
    parser.add_argument("--force", action="store_true", help="replace sheets without rows; filled ones stay")
    parser.add_argument("--xlsx", action="store_true", help="a workbook with drop-downs instead of CSV files")


def run(options: argparse.Namespace) -> int:
    """Makes the template."""
    from sojourn.errors import BadInput
    from sojourn.sheets import new_study

    if not options.study.strip():
        raise BadInput("the study has no name", where="STUDY", advice="Give the folder to make, such as my-study.")
    written = new_study(Path(options.study), xlsx=options.xlsx, force=options.force)
    for path in written:
        say(f"Wrote {path}")
    say(f"Fill in the sheet, then run 'sojourn check {options.study}'.")
    return 0
