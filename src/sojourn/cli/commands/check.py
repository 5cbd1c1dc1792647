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
  sojourn check --untrusted from-a-stranger.ttl   in a process without network that reads only this file
"""
SECONDS = 60.0
"""Longest that a study nobody vouches for is read [s]."""
MEMORY = 1_024
"""Most memory that is taken for it [MiB]."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn check``."""
    parser.add_argument("study", metavar="STUDY", help="folder of the study, an RDF file, or a store that was built")
    parser.add_argument(
        "--texts", metavar="FOLDER", help="folder with the texts of the sources; they stay where they are"
    )
    parser.add_argument(
        "--untrusted",
        action="store_true",
        help=f"read it in a process of its own that can do no harm: at most {SECONDS:g} s and {MEMORY:,} MiB",
    )
    parser.add_argument("--annotate", metavar="OUT.xlsx", help="write a workbook with the findings as comments")
    parser.add_argument("--notes", action="store_true", help="list the remarks, too, not only the errors")
    parser.add_argument("--force", action="store_true", help="replace OUT.xlsx if it exists")


def run(options: argparse.Namespace) -> int:
    """Checks; 1 when there are findings, 2 when the sheet itself cannot be read."""
    from sojourn.errors import SheetErrors
    from sojourn.graph.facade import check

    of_study = _refuse_annotation(options)
    try:
        with working("Checking"):
            if options.untrusted:
                findings = _confined(options.study, options.texts)
            else:
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
    looked_up = options.texts is not None if of_study else None
    say(_summary(len(errors), len(notes), texts=looked_up, listed=options.notes))
    return 1 if errors else 0


def _refuse_annotation(options: argparse.Namespace) -> bool:
    """Refuses to annotate where there is no sheet, or none that should be opened here; whether there is one."""
    from sojourn.errors import BadInput
    from sojourn.graph.checking import is_store

    path = Path(options.study)
    kind = "an RDF file" if path.is_file() else "a store" if is_store(path) else ""
    if options.annotate and kind:
        advice = "Check the study from which it was built."
        raise BadInput(f"{kind} has no sheet to annotate", where="--annotate", advice=advice)
    if options.annotate and options.untrusted:
        advice = "Look at the findings first; annotate it when you trust it."
        raise BadInput("what is not trusted is not opened to be annotated", where="--annotate", advice=advice)
    return not kind


def _confined(study: str, texts: str | None) -> list[Problem]:
    """The findings of a worker that is confined.

    Raises:
        BadInput: What the worker says is wrong; or that it crashed, took too long, or needed too much memory.
    """
    from sojourn.errors import BadInput, Problem, SheetErrors
    from sojourn.workers.limits import Limits
    from sojourn.workers.once import once

    readable = [str(Path(name).resolve()) for name in (study, texts) if name]
    reply = once(
        "check", {"study": study, "texts": texts}, Limits(seconds=SECONDS, memory=MEMORY, workers=1), readable=readable
    )
    if reply.outcome == "ok":
        return [Problem(**found) for found in reply.json()]
    if "problems" in reply.facts:
        raise SheetErrors([Problem(**found) for found in reply.facts["problems"]], rows=reply.facts["rows"])
    stopped = {
        "timeout": f"reading it took longer than {SECONDS:g} s, and was stopped",
        "memory": f"reading it needs more than {MEMORY:,} MiB of memory",
        "crash": "it crashed the process that read it",
    }
    if reply.outcome in stopped:
        raise BadInput(stopped[reply.outcome], where=study, advice="Nothing was changed. Do not open it elsewhere.")
    raise BadInput(reply.what, where=reply.where, advice=reply.advice)


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
