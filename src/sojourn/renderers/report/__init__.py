"""What reconciliation found, as one printable HTML file that runs no script and asks nothing of anybody."""

from __future__ import annotations

import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.audit.reconciling.assumptions import Assumption
from sojourn.audit.reconciling.results import Reconciliation
from sojourn.audit.reconciling.rules import RULES
from sojourn.errors import BadInput
from sojourn.outputs import write_whole
from sojourn.renderers.report import parts, wording
from sojourn.renderers.shell import policy

if TYPE_CHECKING:
    import jinja2

HEADING = "What the sources say together"
"""Stands over a report that has no other heading."""


def render_report(result: Reconciliation, *, heading: str = HEADING, lang: str = "en") -> str:
    """A reconciliation as one complete HTML file; the same result gives the same characters.

    Args:
        result: What was found.
        heading: Stands over the report. Any text: it is shown, never run.
        lang: Language of the report; there is English only.

    Raises:
        BadInput: If the report is asked for in another language than English.
    """
    if lang != "en":
        raise BadInput(f"there is no report in the language {lang!r}", advice="It is written in English: 'en'.")
    style = _asset("report.css")
    gathered = parts.Gathered(result, result.stated)
    return (
        _environment()
        .get_template("report.html")
        .render(
            heading=heading,
            lang=lang,
            policy=policy(scripts=(), styles=(style,)),
            style=style,
            result=result,
            verdict=parts.verdict(result),
            contradictions=[gathered.contradiction(found) for found in result.contradictions],
            relaxation=[wording.give_way(*amount) for amount in result.relaxation],
            implied=[gathered.implied(found) for found in result.implied],
            wholes=[gathered.whole(found) for found in result.wholes],
            conditional=[gathered.conditional(found) for found in result.conditional],
            rules=tuple(RULES.values()),
            assumptions=tuple(assumption.words for assumption in Assumption),
            bounded=parts.bounded(result),
            legend=parts.legend(),
        )
    )


def write_report(
    result: Reconciliation,
    path: str | os.PathLike[str],
    *,
    force: bool = False,
    heading: str = HEADING,
) -> Path:
    """Writes a report, all of it or nothing.

    Args:
        result: What was found.
        path: The file.
        force: Whether a file that stands there is replaced.
        heading: As for :func:`render_report`.

    Raises:
        StoreError: If the file exists and may not be replaced, or cannot be written.
    """
    target = Path(path)
    page = render_report(result, heading=heading)
    write_whole(target, page.encode("utf-8", "replace"), force=force)
    return target


@cache
def _asset(name: str) -> str:
    return resources.files("sojourn.renderers").joinpath("assets", name).read_text(encoding="utf-8")


def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_asset),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "words": wording.interval_words,
        "read_as": wording.read_as,
        "name": wording.quantity_words,
        "rule": wording.rule_words,
        "member": wording.member_words,
    }
    environment.filters.update(filters)
    environment.tests["asserted"] = wording.is_asserted
    return environment
