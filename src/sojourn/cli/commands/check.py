"""``sojourn check``: is the study sound, and do the cited passages hold what it says?"""

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
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn check``."""
    parser.add_argument("study", metavar="STUDY", help="folder of the study")
    parser.add_argument(
        "--texts", metavar="FOLDER", help="folder with the texts of the sources; they stay where they are"
    )
    parser.add_argument("--annotate", metavar="OUT.xlsx", help="write a workbook with the findings as comments")
    parser.add_argument("--notes", action="store_true", help="list the remarks, too, not only the errors")
    parser.add_argument("--force", action="store_true", help="replace OUT.xlsx if it exists")


def run(options: argparse.Namespace) -> int:
    """Checks; 1 when there are findings, 2 when the sheet itself cannot be read."""
    from sojourn.errors import SheetErrors
    from sojourn.graph.facade import check

    try:
        with working("Checking"):
            findings = list(check(options.study, texts=options.texts))
    except SheetErrors as error:
        _annotate(options, error.problems)
        raise
    errors = [finding for finding in findings if finding.level == "error"]
    limits = [finding for finding in findings if finding.level == "limit"]
    notes = [finding for finding in findings if finding.level not in ("error", "limit")]
    for finding in errors:
        print(_shown(finding))
    for finding in limits:
        print(_shown(finding, "note: "))
    if options.notes:
        for finding in notes:
            print(_shown(finding, "note: "))
    _annotate(options, findings)
    say(_summary(len(errors), len(notes), texts=options.texts is not None, listed=options.notes))
    return 1 if errors else 0


def _annotate(options: argparse.Namespace, findings: list[Problem]) -> None:
    if options.annotate:
        from sojourn.sheets import annotate

        annotate(Path(options.study), findings, Path(options.annotate), force=options.force)
        say(f"Wrote {options.annotate}")


def _shown(finding: Problem, prefix: str = "") -> str:
    return "\n".join(visible(line) for line in f"{prefix}{finding}".split("\n"))


def _summary(errors: int, notes: int, *, texts: bool, listed: bool) -> str:
    said = "no problems" if not errors else f"{errors} problem{'s' if errors != 1 else ''}"
    parts = [f"{said}; passages {'were looked up' if texts else 'were not looked up (give --texts)'}"]
    if notes and not listed:
        parts.append(f"{notes} remark{'s' if notes != 1 else ''} (--notes lists them)")
    return "; ".join(parts) + "."
