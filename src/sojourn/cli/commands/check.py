"""``sojourn check``: is the study or store sound, and do the cited passages hold what it says?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.cli.output import say, working
from sojourn.cli.tables import visible

if TYPE_CHECKING:
    import argparse

    from sojourn.errors import Problem

EXAMPLES = """\
  sojourn check my-study
  sojourn check my-study --texts texts/           looks up every cited passage, too
  sojourn check my-study --annotate checked.xlsx  a copy of the sheet with the findings beside the cells
  sojourn check my-store                          the rules of the field on every assertion of a store
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn check``."""
    parser.add_argument("study", metavar="STUDY", help="folder of the study, or of a store that was built")
    parser.add_argument(
        "--texts", metavar="FOLDER", help="folder with the texts of the sources; they stay where they are"
    )
    parser.add_argument("--annotate", metavar="OUT.xlsx", help="write a workbook with the findings as comments")
    parser.add_argument("--notes", action="store_true", help="list the remarks, too, not only the errors")
    parser.add_argument("--force", action="store_true", help="replace OUT.xlsx if it exists")


def run(options: argparse.Namespace) -> int:
    """Checks; 1 when there are findings, 2 when the sheet itself cannot be read."""
    from sojourn.errors import BadInput, SheetErrors
    from sojourn.graph.checking import is_store
    from sojourn.graph.facade import check

    of_store = is_store(Path(options.study))
    if of_store and options.annotate:
        raise BadInput(
            "a store has no sheet to annotate", where="--annotate", advice="Check the study from which it was built."
        )
    try:
        with working("Checking"):
            findings = list(check(options.study, texts=options.texts))
    except SheetErrors as error:
        _annotate(options, error.problems)
        raise
    errors = [finding for finding in findings if finding.level == "error"]
    notes = [finding for finding in findings if finding.level != "error"]
    for finding in errors:
        print(_shown(finding))
    if options.notes:
        for finding in notes:
            print(_shown(finding, "note: "))
    _annotate(options, findings)
    looked_up = None if of_store else options.texts is not None
    say(_summary(len(errors), len(notes), texts=looked_up, listed=options.notes))
    return 1 if errors else 0


def _annotate(options: argparse.Namespace, findings: list[Problem]) -> None:
    if options.annotate:
        from sojourn.sheets import annotate

        annotate(Path(options.study), findings, Path(options.annotate), force=options.force)
        say(f"Wrote {options.annotate}")


def _shown(finding: Problem, prefix: str = "") -> str:
    return "\n".join(visible(line) for line in f"{prefix}{finding}".split("\n"))


def _summary(errors: int, notes: int, *, texts: bool | None, listed: bool) -> str:
    """The last line; ``texts`` is ``None`` for a store, of which no passages are looked up."""
    parts = ["no problems" if not errors else f"{errors} problem{'s' if errors != 1 else ''}"]
    if texts is not None:
        parts.append(f"passages {'were looked up' if texts else 'were not looked up (give --texts)'}")
    if notes and not listed:
        parts.append(f"{notes} remark{'s' if notes != 1 else ''} (--notes lists them)")
    return "; ".join(parts) + "."
