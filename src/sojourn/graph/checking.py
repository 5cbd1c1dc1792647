"""Checks a study in one go: the sheets, the shapes, and the passages behind the claims; or a store by its shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn import shipped
from sojourn.errors import BadInput, Problem
from sojourn.graph.building import ontology_files, study_graph
from sojourn.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pyoxigraph import Quad


_COLUMNS = {
    "value": "Point MoreThan LessThan AtLeast AtMost Between OrderOfMagnitude MostOf BoundsInOrder IntervalNotEmpty "
    "FlowMeasure ResidenceMeasure NetMigrationMeasure PopulationChangeMeasure ShareMeasure PermitMeasure "
    "LifeEventMeasure PercentChange ShareRange FlowNotNegative StockNotNegative NoFigure",
    "hedge": "HedgeNeedsFigure",
    "observation": "MissingHasNoFigure ObservationStatusList",
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
    """All findings about a study, in the order of file and line; or, for a store, what the shapes find in it.

    Args:
        folder: The study, an RDF file, or a store that was built.
        texts: Folder with the texts of its sources; passages are checked where a text is at hand.

    Returns:
        Findings of level ``error``, ``warning`` and ``note`` (worth knowing).

    Raises:
        BadInput: If texts are given with a store or an RDF file, or the file is none or cannot be parsed.
        SheetErrors: If the sheets themselves cannot be read as claims; every problem is listed.
        StoreError: If the store is not whole.
    """
    from sojourn.sheets import load_study

    if is_store(folder):
        return _check_store(folder, texts)
    if folder.is_file():
        return _check_file(folder, texts)
    study = load_study(folder)
    findings = [Problem(str(folder), note, level="note") for note in study.notes]
    ids = {claim.id for claim in study.assertions}

    def position(where: str, column: str) -> str:
        return study.where(where, column) if where in ids else f"{folder}: {where}"

    findings.extend(shape_findings(study_graph(study), position))
    if texts is not None:
        from sojourn.audit.evidence import check_evidence

        findings.extend(check_evidence(study.assertions, study.sources, texts, study.where))
    return findings


def is_store(folder: Path) -> bool:
    """Whether a folder holds the generations of a store."""
    from sojourn.stores.reading import current_name

    return folder.is_dir() and current_name(folder) is not None


def _check_store(folder: Path, texts: Path | None) -> list[Problem]:
    from sojourn.rdf.shapes import validate_store
    from sojourn.stores.reading import open_store

    if texts is not None:
        advice = "Check the study from which the store was built: its sheets say which text is meant."
        raise BadInput("passages are looked up for a study, not for a store", where="--texts", advice=advice)
    return [
        Problem(f"{folder}: {finding.where}", finding.what, finding.advice, level=finding.level)
        for finding in validate_store(open_store(folder))
    ]


def _check_file(file: Path, texts: Path | None) -> list[Problem]:
    from sojourn.rdf.files import from_file

    if texts is not None:
        advice = "Check the study from which the file was written: its sheets say which text is meant."
        raise BadInput("passages are looked up for a study, not for an RDF file", where="--texts", advice=advice)
    return shape_findings(from_file(file), lambda where, _: f"{file}: {where}")


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
