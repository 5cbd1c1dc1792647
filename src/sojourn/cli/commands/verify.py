"""``sojourn verify``: a store read again, every byte of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.output import say

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn verify STORE        exit code 0: nothing is wrong; 1: something is; 2: it cannot be read at all
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn verify``."""
    parser.add_argument("store", metavar="STORE", help="the folder of a store")


def run(options: argparse.Namespace) -> int:
    """Verifies."""
    from sojourn.cli.progress import shown
    from sojourn.graph.verifying import verify

    with shown("Verifying") as listener:
        found = verify(Path(options.store), listener=listener)
    for problem in found.problems:
        say(f"{options.store}: {problem}")
    if found.problems:
        count = "1 thing is" if len(found.problems) == 1 else f"{len(found.problems)} things are"
        say(f"{count} wrong.\n  Build it anew with 'sojourn build -o {options.store} --again'.")
        return 1
    manifest = found.manifest
    say(
        f"{options.store}: nothing is wrong in {len(manifest.files):,} files ({found.bytes:,} bytes): "
        f"{manifest.quads:,} quads in {len(manifest.graphs):,} graphs, {manifest.assertions:,} assertions "
        f"in {len(manifest.parts):,} part{'' if len(manifest.parts) == 1 else 's'}, as of {manifest.built}."
    )
    return 0
