"""Every claim of the checklist is in the studies, and says the same, save for the corrections listed here."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from sojourn.model import Attribution, Period
from tests.studies import checklist
from tests.studies.checklist import ROOT, Corners, assertions, study
from tests.studies.populations import BY_CLAIM, WHO

IDS = [f"S0-{n}" for n in range(1, 45)] + [f"S1-{n}" for n in range(1, 37)] + [f"S2-{n}" for n in range(1, 39)]
ADDED = {"S1-37": "the deterring half of S1-22: a driver has one role"}


class Correction(NamedTuple):
    """A facet in which the study departs from the checklist on purpose.

    Attributes:
        says: What the study says.
        why: The reason, at greater length in docs/explanation/corrections.md.
    """

    says: object
    why: str


CORRECTIONS = {
    ("S1-13", "places"): Correction(Corners((), (), ()), "the sentence names no place"),
    ("S2-5", "chain"): Correction(("scmp",), "the whole sentence is given as the newspaper's report"),
}
"""By id and facet. Words that are no dates are listed once and for all in ``checklist.period``."""


def expected(key: str, facet: str, listed: object) -> object:
    """What the study should say: the checklist's word, or that of a correction that still differs from it."""
    correction = CORRECTIONS.get((key, facet))
    if correction is None:
        return listed
    assert correction.says != listed, f"the checklist now agrees about {facet} of {key}: drop the correction"
    return correction.says


def test_the_checklist_has_118_claims_and_all_of_them_are_in_the_studies() -> None:
    assert set(checklist.checklist()) == set(IDS)
    assert len(IDS) == 118
    assert set(assertions()) == {*IDS, *ADDED}


@pytest.mark.parametrize("key", IDS)
def test_a_claim_is_of_the_kind_of_the_checklist(key: str) -> None:
    row = checklist.checklist()[key]
    assert assertions()[key].kind == expected(key, "kind", checklist.KINDS[row["kind"]])


@pytest.mark.parametrize("key", IDS)
def test_a_claim_is_about_the_places_of_the_checklist(key: str) -> None:
    claim = assertions()[key]
    found = Corners(claim.origin, claim.destination, claim.place)
    assert found == expected(key, "places", checklist.corners(checklist.checklist()[key]))


@pytest.mark.parametrize("key", IDS)
def test_a_claim_is_about_the_population_of_the_checklist(key: str) -> None:
    row, claim = checklist.checklist()[key], assertions()[key]
    listed = BY_CLAIM[key] if key in BY_CLAIM else WHO[row["population"]]
    assert {*claim.population, *claim.profession, *claim.agent} == expected(key, "population", listed)
    assert bool(row["population"]) <= bool(claim.population or claim.agent)
    assert claim.whole == expected(key, "whole", checklist.whole(row))


@pytest.mark.parametrize("key", IDS)
def test_a_claim_speaks_of_the_period_of_the_checklist(key: str) -> None:
    row, period = checklist.checklist()[key], assertions()[key].period
    notation, words = checklist.period(row)
    assert (period.notation if period else "") == expected(key, "period", notation)
    assert not words or (period is not None and period.words)
    if period is not None:
        published = date(2025, 1, 31) if row["article"] == "russians-to-china" else None
        assert (period.start, period.end) == _days(period, published)


def _days(period: Period, published: date | None) -> tuple[date | None, date | None]:
    """First and last day of a period of years and publication dates, reckoned apart from the code under test."""
    first, _, last = period.notation.partition("/")
    return _day(first, published, (1, 1)), _day(last or first, published, (12, 31))


def _day(side: str, published: date | None, edge: tuple[int, int]) -> date | None:
    if side in {"", ".."} or (side.startswith("pub") and published is None):
        return None
    assert side == "pub" or side.isdecimal() or published is None
    return published if side == "pub" else date(int(side), *edge)


@pytest.mark.parametrize("key", IDS)
def test_a_claim_has_the_figure_of_the_checklist(key: str) -> None:
    row, claim = checklist.checklist()[key], assertions()[key]
    listed = checklist.figures(row)
    assert checklist.figures_of(claim) == expected(key, "figure", listed)
    if claim.estimate is not None:
        excluded = claim.estimate.low_open or claim.estimate.high_open
        assert excluded == (claim.estimate.hedge in checklist.OPEN)


@pytest.mark.parametrize("key", IDS)
def test_a_claim_came_through_the_chain_of_the_checklist(key: str) -> None:
    row, evidence = checklist.checklist()[key], assertions()[key].evidence
    marks = {Attribution.IMPLIED: "?", Attribution.EXPLICIT: ""}
    found = tuple(link.source + marks[link.attribution] for link in evidence.chain)
    assert found == expected(key, "chain", checklist.chain(row))
    assert evidence.source == row["article"]


@pytest.mark.parametrize("key", IDS)
def test_a_claim_stands_where_the_checklist_says(key: str) -> None:
    row, evidence = checklist.checklist()[key], assertions()[key].evidence
    assert f"{evidence.line}.{evidence.sentence}" == row["line.sentence"]


WORDS = {
    **dict.fromkeys(("S0-10", "S0-11"), "great"),
    **dict.fromkeys(("S0-4", "S2-35"), "increasing"),
    **dict.fromkeys(("S0-21", "S0-32"), "many"),
    "S0-33": "some",
    "S1-29": "mostSevere",
    "S1-35": "slightlyBetter",
    "S2-6": "decreasing",
    "S2-23": "veryFew",
}


def test_quantities_and_trends_that_are_only_worded_stay_words() -> None:
    assert {key: claim.word for key, claim in assertions().items() if claim.word} == WORDS
    assert [key for key in WORDS if assertions()[key].estimate is not None] == []


ROLES = {
    "push": {"S0-3", "S1-1", "S1-4", "S2-28"},
    "pull": {"S0-5", "S0-6", "S0-22", "S1-7", "S1-22", "S2-36"},
    "retain": {"S1-6"},
    "deter": {"S1-37"},
    "feedback": {"S1-5", "S1-28"},
    "context": {"S1-2", "S1-13", "S2-3", "S2-26", "S2-27"},
}


def test_every_driver_has_its_role_and_only_drivers_have_one() -> None:
    found = {role: {key for key, claim in assertions().items() if claim.role == role} for role in ROLES}
    assert found == ROLES
    assert {key for key, claim in assertions().items() if claim.kind == "driver"} == set.union(*ROLES.values())
    assert all(bool(claim.driver) == (claim.kind == "driver") for claim in assertions().values())


RELATIONS = {
    "restates": {("S1-8", "S1-30"), ("S1-9", "S1-31")},
    "contrasts": {("S0-20", "S0-19"), ("S2-4", "S2-8"), ("S2-1", "S2-5"), ("S2-1", "S2-13")},
    "explains": {
        *(("S0-3", "S0-2"), ("S0-5", "S0-4"), ("S0-6", "S0-4"), ("S0-22", "S0-21")),
        *(("S1-1", "S1-27"), ("S1-4", "S1-3"), ("S1-7", "S1-3"), ("S1-13", "S1-10"), ("S1-22", "S1-21")),
        *(("S1-28", "S1-27"), ("S2-3", "S2-2"), ("S2-28", "S2-18"), ("S2-36", "S2-35")),
    },
    "supersedes": set[tuple[str, str]](),
}


@pytest.mark.parametrize("relation", RELATIONS)
def test_claims_point_at_each_other_where_the_articles_do(relation: str) -> None:
    found = {(key, other) for key, claim in assertions().items() for other in getattr(claim, relation)}
    assert found == RELATIONS[relation]


@pytest.mark.parametrize(
    ("facet", "value", "ids"),
    [
        ("method", "census", {"S0-19"}),
        ("method", "expertEstimate", {"S0-18", "S0-20"}),
        ("status", "permanentResident", {"S0-19"}),
        ("status", "longTermWorker", {"S2-7", "S2-8", "S2-9", "S2-10", "S2-11", "S2-21"}),
        ("modality", "possible", {"S0-20", "S0-44"}),
        ("modality", "intended", {"S1-21"}),
        ("mobility", "seasonal", {"S0-32", "S0-33", "S0-34", "S0-35"}),
        ("mobility_after", "permanent", {"S0-33", "S0-34", "S0-35"}),
        ("mobility", "internal", {"S1-3", "S1-14"}),
        ("mobility", "return", {"S1-20"}),
    ],
)
def test_status_method_modality_and_mobility_are_given_where_stated_and_nowhere_else(
    facet: str, value: str, ids: set[str]
) -> None:
    assert {key for key, claim in assertions().items() if getattr(claim, facet) == value} == ids


def test_the_wording_that_drifted_is_kept_where_it_did() -> None:
    assert {key: claim.evidence.wording for key, claim in assertions().items() if claim.evidence.wording} == {
        "S2-31": "number",
        "S2-32": "number",
    }


def test_what_is_about_sources_names_them() -> None:
    assert {key: claim.about for key, claim in assertions().items() if claim.about} == {
        "S0-7": ("frssc-study",),
        "S0-8": ("frssc-study", "nezavisimaya-gazeta"),
        "S2-38": ("bitea-report", "scmp"),
    }


@pytest.mark.parametrize("name", checklist.STUDIES)
def test_one_source_of_a_study_was_read_and_the_others_are_known_through_it(name: str) -> None:
    sources = checklist.sources(name)
    assert [key for key, source in sources.items() if source.seen] == [name]
    named = {link.source for claim in study(name).assertions for link in claim.evidence.chain}
    assert named == set(sources) - {name}
    assert bool(sources[name].published) == (name == "russians-to-china")


def test_every_correction_is_told_to_readers() -> None:
    told = (ROOT / "docs" / "explanation" / "corrections.md").read_text(encoding="utf-8")
    corrected = {key for key, _ in CORRECTIONS} | set(ADDED)
    worded = {key for key, row in checklist.checklist().items() if checklist.period(row)[1]}
    named = set(re.findall(r"S\d-\d+", told))
    assert corrected | worded <= named


def test_no_quotation_is_shipped() -> None:
    assert [key for key, claim in assertions().items() if claim.evidence.quote] == []


def _bounds(*keys: str) -> tuple[Decimal, Decimal]:
    """The sums of the lower and of the upper bounds of some figures, all of which have both."""
    found = [claim.estimate for claim in (assertions()[key] for key in keys) if claim.estimate]
    assert len(found) == len(keys)
    return sum((e.low or Decimal(0) for e in found), Decimal(0)), sum((e.high or Decimal(0) for e in found), Decimal(0))


def test_the_cities_hold_more_than_the_census_and_fewer_than_the_experts_say() -> None:
    assert _bounds(*(f"S0-{number}" for number in range(23, 30))) == (Decimal(25_000), Decimal(31_000))
    census, experts = assertions()["S0-19"].estimate, assertions()["S0-20"].estimate
    assert census is not None
    assert experts is not None
    assert (census.low, census.high, census.low_open) == (Decimal(16_000), None, True)
    assert (experts.low, experts.high) == (Decimal(40_000), Decimal(50_000))


def test_the_figures_of_the_articles_agree_with_each_other_where_they_can_be_reckoned() -> None:
    now, then = _bounds("S2-7")[0], _bounds("S2-9")[0]
    fall = (now - then) / then * 100
    assert round(fall, 2) == Decimal("-40.54")
    low, high = _bounds("S2-8")
    assert low <= fall < high
    assert _bounds("S1-31")[0] - _bounds("S1-30")[0] == 38_350_000
    assert now / _bounds("S2-10")[0] * 100 == 22_000_000
    assert now / _bounds("S2-11")[0] * 100 == 11_000_000
    assert now * _bounds("S2-34")[0] / 100 == 3_520
