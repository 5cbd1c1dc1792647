"""``sojourn verify``: a store read again, every byte of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.commands.import_ import many, refuse_no_name
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
    from sojourn.graph.opening import refuse_url
    from sojourn.graph.verifying import verify

    refuse_url(options.store, "sojourn verify", "Name the folder of a store on this machine.")
    refuse_no_name(options.store, "sojourn verify")
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
        f"{options.store}: nothing is wrong in {many(len(manifest.files), 'file')} ({found.bytes:,} bytes): "
        f"{many(manifest.quads, 'quad')} in {many(len(manifest.graphs), 'graph')}, "
        f"{many(manifest.assertions, 'assertion')} in {many(len(manifest.parts), 'part')}, as of {manifest.built}."
    )
    return 0
