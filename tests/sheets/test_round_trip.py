"""Sheet → assertions → quads → TriG → assertions → sheet is the identity, whatever the study says."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import RdfFormat, parse

from sojourn.model import Assertion
from sojourn.rdf.files import to_bytes
from sojourn.rdf.reading import read_assertions
from sojourn.rdf.writing import assertion_quads
from sojourn.sheets import load_registry, load_study, study_quads, write_csv, write_xlsx
from sojourn.sheets.columns import CLAIMS
from sojourn.sheets.writing import csv_text, row_of
from sojourn.shipped import studies as shipped_studies
from tests.strategies import Written, studies

_RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def by_id(assertions: object) -> dict[str, Assertion]:
    return {assertion.id: assertion for assertion in assertions}  # type: ignore[attr-defined]  # an iterable of them


@_RELAXED
@given(studies())
def test_a_csv_study_reads_back_as_it_was_written(written: Written) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        claims, _ = write_csv(folder, written.assertions, written.sources)
        study = load_study(folder)
        assert study.assertions == written.assertions
        assert study.sources == written.sources
        assert study.notes == ()
        again = csv_text(CLAIMS, [row_of(a, {s.key: s for s in study.sources}) for a in study.assertions])
        assert again == claims.read_text(encoding="utf-8")


@_RELAXED
@given(studies())
def test_quads_and_trig_hold_everything_a_study_says(written: Written) -> None:
    quads = list(assertion_quads(written.assertions))
    assert by_id(read_assertions(quads)) == by_id(written.assertions)
    trig = to_bytes(quads)
    assert by_id(read_assertions(parse(trig, format=RdfFormat.TRIG))) == by_id(written.assertions)


@settings(parent=_RELAXED, max_examples=8)
@given(studies(most=3))
def test_a_workbook_reads_back_as_it_was_written(written: Written) -> None:
    with tempfile.TemporaryDirectory() as name:
        write_xlsx(Path(name) / "claims.xlsx", written.assertions, written.sources)
        study = load_study(Path(name))
        assert study.assertions == written.assertions
        assert study.sources == written.sources


@pytest.mark.parametrize("folder", shipped_studies(), ids=lambda folder: folder.name)
def test_the_shipped_studies_survive_the_way_through_quads_and_back(folder: Path, tmp_path: Path) -> None:
    study = load_study(folder)
    back = by_id(read_assertions(study_quads(study, load_registry())))
    assert back == by_id(study.assertions)
    write_csv(tmp_path, [back[a.id] for a in study.assertions], study.sources)
    again = load_study(tmp_path)
    assert again.assertions == study.assertions
    assert again.sources == study.sources


@given(studies(most=2))
@settings(parent=_RELAXED, max_examples=30)
def test_no_cell_of_a_written_sheet_begins_like_a_formula(written: Written) -> None:
    sources = {source.key: source for source in written.sources}
    rows = csv.DictReader(io.StringIO(csv_text(CLAIMS, [row_of(a, sources) for a in written.assertions])))
    for row in rows:
        for column, text in row.items():
            assert not text.startswith(("=", "+", "@", "\t")), column
            assert not text.startswith("-") or column == "value" or (column, text) == ("via", "-")
