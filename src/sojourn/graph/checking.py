"""Checks a study in one go: the sheets, the shapes, and the passages that carry the claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn import shipped
from sojourn.errors import Problem
from sojourn.graph.building import ontology_files, study_graph
from sojourn.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from sojourn.model import Assertion


MOST_CLAIMS = 2_000
"""How many claims of a study are checked against the shapes; pySHACL takes about a second for a hundred."""


_COLUMNS = {
    "value": "Point MoreThan LessThan AtLeast AtMost Between OrderOfMagnitude MostOf BoundsInOrder IntervalNotEmpty "
    "FlowMeasure ResidenceMeasure NetMigrationMeasure PopulationChangeMeasure ShareMeasure PermitMeasure "
    "LifeEventMeasure PercentChange ShareRange FlowNotNegative StockNotNegative NoFigure",
    "hedge": "HedgeNeedsFigure",
    "of": "ShareWhole WholeBelongsToShares",
    "from": "FlowHasAnEnd",
    "to": "FlowHasNoPlace NoEnds OriginIsNotDestination PlaceStated",
    "who": "LifeEventAgent",
    "when": "PeriodDays PeriodInOrder PermitPeriod UnanchoredPeriod YearsAgree YearsStated",
    "mobility": "TransitionTypes TransitionChanges MobilityTypeAfter",
    "driver": "DriverText",
    "role": "DriverRole DriverRoleBelongsToDrivers",
    "event": "LifeEventType EventTypeBelongsToLifeEvents",
    "restates": "RestatesSameSource",
    "via": "ChainNotCircular Link LinkGround LinkSteps RootEndsChain WeakestAttribution Attribution",
    "at": "WhereInSource Line LocatedPassage",
    "chars": "Position",
    "digest": "PassageDigest",
    "quote": "NoQuotation",
}
COLUMNS = {f"{shape}Shape": column for column, shapes in _COLUMNS.items() for shape in shapes.split()}
"""The column of the claim sheet in which what breaks a shape stands, where it is one column."""


def check_study(folder: Path, texts: Path | None = None) -> list[Problem]:
    """All findings about a study, in the order of file and line.

    Args:
        folder: The study.
        texts: Folder with the texts of its sources; passages are checked where a text is at hand.

    Returns:
        Findings of level ``error``, ``limit`` (what could not be checked in full), ``warning`` and ``note`` (worth
        knowing).

    Raises:
        SheetErrors: If the sheets themselves cannot be read as claims; every problem is listed.
    """
    from sojourn.sheets import load_study

    study = load_study(folder)
    findings = [Problem(str(folder), note, level="note") for note in study.notes]
    checked = study.assertions[:MOST_CLAIMS]
    if len(checked) < len(study.assertions):
        findings.append(_not_all(folder, len(study.assertions)))
    ids = {claim.id for claim in checked}

    def position(where: str, column: str) -> str:
        return study.where(where, column) if where in ids else f"{folder}: {where}"

    findings.extend(shape_findings(study_graph(replace(study, assertions=_closed(checked))), position))
    if texts is not None:
        from sojourn.audit.evidence import check_evidence

        findings.extend(check_evidence(study.assertions, study.sources, texts, study.where))
    return findings


def _not_all(folder: Path, claims: int) -> Problem:
    what = f"the shapes were checked on the first {MOST_CLAIMS:,} of {claims:,} claims only"
    advice = "The sheets were checked in full. Split the study to have the shapes checked on every claim."
    return Problem(str(folder), what, advice, level="limit")


def _closed(claims: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """The claims without their relations to claims that are not among them."""
    listed = list(claims)
    here = {claim.id for claim in listed}

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in ids if key in here)

    return tuple(
        replace(
            claim,
            explains=kept(claim.explains),
            contrasts=kept(claim.contrasts),
            restates=kept(claim.restates),
            supersedes=kept(claim.supersedes),
        )
        for claim in listed
    )


def shape_findings(quads: Iterable[Quad], position: Callable[[str, str], str]) -> list[Problem]:
    """What the shapes find in a study seen together with the registry and the ontology.

    Args:
        quads: The study.
        position: Tells where the cell of a claim stands, by its id and the column; the column may be empty.
    """
    from sojourn.rdf.shapes import validate

    store = EmbeddedStore.from_files([*ontology_files(), shipped.REGISTRY / "registry.trig"], graph_of=ontology_files())
    findings = validate([*store.quads(), *quads])
    return [
        Problem(
            position(finding.where, COLUMNS.get(finding.shape, "")),
            finding.what,
            finding.advice,
            level=finding.level,
        )
        for finding in findings
    ]
