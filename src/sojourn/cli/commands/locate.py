"""``sojourn locate``: fills in where in its text each cited passage stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.output import say

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn locate my-study --texts texts/   fills 'chars' and 'digest' of the rows whose 'at' names line.sentence
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn locate``."""
    parser.add_argument("study", metavar="STUDY", help="folder of the study")
    parser.add_argument("--texts", required=True, metavar="FOLDER", help="folder with the texts of the sources")


def run(options: argparse.Namespace) -> int:
    """Fills in and reports how many."""
    from sojourn.graph.locating import locate

    filled = locate(Path(options.study), Path(options.texts))
    say(f"{filled} passages located; the texts themselves stay where they are.")
    return 0
