"""``sojourn build``: the TriG beside a study, or a store on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.output import emit, say, working

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  sojourn build my-study                       writes my-study/my-study.trig beside the sheet
  sojourn build my-study other-study -o STORE  builds a store that other commands take by --store
  sojourn build --shipped -o STORE             the shipped studies, as a store
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn build``."""
    parser.add_argument("studies", nargs="*", metavar="STUDY", help="folders of studies")
    parser.add_argument("--shipped", action="store_true", help="the studies that ship with sojourn, too")
    parser.add_argument("-o", "--output", metavar="STORE", help="build a store in this folder")
    parser.add_argument("--force", action="store_true", help="replace the store if it exists")


def run(options: argparse.Namespace) -> int:
    """Builds."""
    from sojourn import shipped
    from sojourn.errors import BadInput
    from sojourn.graph import building

    folders = [*(Path(name) for name in options.studies), *(shipped.studies() if options.shipped else [])]
    if not folders:
        raise BadInput("no study is named", where="sojourn build", advice="Name a study folder, or give --shipped.")
    if options.output:
        with working("Building"):
            count = building.build(folders, Path(options.output), force=options.force)
        studies = "1 study" if len(folders) == 1 else f"{len(folders)} studies"
        say(f"Built {options.output}: {count:,} quads from {studies}.")
        return 0
    for study in building.studies_for(folders):
        path = study.folder / f"{study.name}.trig"
        emit(building.study_trig(study), str(path), force=True)
        say(f"Wrote {path}: {len(study.assertions)} claims.")
    return 0
