"""Checks a study in one go: the sheets, the shapes, and the passages that carry the claims."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn import shipped
from sojourn.errors import Problem
from sojourn.graph.building import ontology_files, study_graph
from sojourn.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pyoxigraph import Quad


def check_study(folder: Path, texts: Path | None = None) -> list[Problem]:
    """All findings about a study, in the order of file and line.

    Args:
        folder: The study.
        texts: Folder with the texts of its sources; passages are checked where a text is at hand.

    Returns:
        Findings of level ``error`` and ``note`` (worth knowing).

    Raises:
        SheetErrors: If the sheets themselves cannot be read as claims; every problem is listed.
    """
    from sojourn.sheets import load_study

    study = load_study(folder)
    findings = [Problem(str(folder), note, level="note") for note in study.notes]
    findings.extend(shape_findings(folder, study_graph(study), {a.id: study.where(a.id) for a in study.assertions}))
    if texts is not None:
        from sojourn.audit.evidence import check_evidence

        findings.extend(check_evidence(study.assertions, study.sources, texts, study.where))
    return findings


def shape_findings(folder: Path, quads: Iterable[Quad], positions: dict[str, str]) -> list[Problem]:
    """What the shapes find in a study seen together with the registry and the ontology."""
    from sojourn.rdf.shapes import validate

    store = EmbeddedStore.from_files([*ontology_files(), shipped.REGISTRY / "registry.trig"], graph_of=ontology_files())
    findings = validate([*store.quads(), *quads])
    return [
        Problem(
            positions.get(finding.where, f"{folder}: {finding.where}"),
            finding.what,
            finding.advice,
            level=finding.level,
        )
        for finding in findings
    ]
