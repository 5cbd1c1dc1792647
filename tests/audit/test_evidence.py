"""Checks claims against the texts that they cite."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sojourn.audit.evidence import check_evidence, located, text_of
from sojourn.audit.passages import digest, passage
from sojourn.errors import BadInput
from sojourn.model import Assertion, Estimate, Evidence, FlowAssertion, Hedge, Measure, Source
from sojourn.sheets.study import load_study
from sojourn.shipped import studies

TEXT = "A title\n\nAbout 11,000 moved in 2020. Thousands more came.\n"
SOURCE = Source(
    key="paper", type="report", title="A title", text="paper.txt", sha256=hashlib.sha256(TEXT.encode()).hexdigest()
)


def claim(
    low: str,
    line: int,
    sentence: int,
    *,
    high: str = "",
    printed: str = "",
    locator: str | None = None,
    start: int = -1,
    end: int = -1,
    sha256: str = "",
    quote: str = "",
) -> Assertion:
    estimate = Estimate(
        low=Decimal(low),
        high=Decimal(high) if high else None,
        hedge=Hedge.ABOUT,
        measure=Measure.PERSONS,
        printed=printed,
    )
    evidence = Evidence(
        source="paper",
        line=line,
        sentence=sentence,
        locator=f"{line}.{sentence}" if locator is None else locator,
        start=start,
        end=end,
        sha256=sha256,
        quote=quote,
    )
    return FlowAssertion(id="C1", claim="c", evidence=evidence, estimate=estimate)


def report(texts: Path, *claims: Assertion, source: Source = SOURCE) -> list[tuple[str, str, str]]:
    found = check_evidence(claims, {source.key: source}, texts, lambda name, column: f"{name}:{column}")
    return [(problem.level, problem.where, problem.what) for problem in found]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "paper.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_sound_claim_gives_no_finding(texts: Path) -> None:
    sound = claim("11000", 3, 1, high="11000", printed="About 11,000")
    sound = replace(sound, evidence=located(sound.evidence, TEXT))
    assert (sound.evidence.start, sound.evidence.end) == (9, 36)
    assert sound.evidence.sha256 == digest("About 11,000 moved in 2020.")
    assert report(texts, sound) == []


def test_worded_figures_are_notes(texts: Path) -> None:
    assert report(texts, claim("1000", 3, 2)) == [("note", "C1:value", "worded: 1,000 is read from 'Thousands'")]


def test_derived_bounds_are_notes(texts: Path) -> None:
    assert report(texts, claim("0", 3, 1, high="11000")) == [
        ("note", "C1:value", "derived: 0 is the least that there can be; the passage does not say it")
    ]


@pytest.mark.parametrize(
    ("faulty", "where", "what"),
    [
        (claim("12000", 3, 1), "C1:value",
         "the figure is not in the passage 3.1: 12,000 is not there; its figures: 11,000"),
        (claim("11000", 9, 1), "C1:at", "the text has 4 lines; there is no line 9"),
        (claim("11000", 3, 5), "C1:at", "line 3 has 2 sentences; there is no sentence 5"),
        (claim("11000", 2, 0), "C1:at", "line 2 is empty"),
        (claim("11000", 3, 1, start=10, end=36), "C1:chars", "the passage 3.1 stands at 9-36, not 10-36"),
        (claim("11000", 3, 1, sha256="0" * 64), "C1:digest",
         f"the digest does not match the passage 3.1, which has {digest('About 11,000 moved in 2020.')}"),
        (claim("11000", 3, 1, printed="around 11,000"), "C1:printed",
         "the words 'around 11,000' do not stand there, in the passage 3.1"),
        (claim("11000", 0, 0, start=10, end=400, locator=""), "C1:chars",
         "the text has 58 characters; 10-400 is beyond it"),
    ],
)  # fmt: skip
def test_a_fault_is_an_error_at_its_cell(texts: Path, faulty: Assertion, where: str, what: str) -> None:
    assert report(texts, faulty) == [("error", where, what)]


def test_a_quotation_must_stand_in_the_passage_white_space_apart(texts: Path) -> None:
    assert report(texts, claim("11000", 3, 1, quote="11,000\n moved")) == []
    assert report(texts, claim("11000", 3, 1, quote="11,000 left")) == [
        ("error", "C1:quote", "the quotation is not in the passage 3.1")
    ]


def test_offsets_alone_locate_a_passage(texts: Path) -> None:
    assert report(texts, claim("11000", 0, 0, locator="", start=9, end=36)) == []


def test_other_locators_are_noted_as_not_looked_up(texts: Path) -> None:
    assert report(texts, claim("11000", 0, 0, locator="p. 12")) == [
        ("note", "C1:at", "the locator 'p. 12' is not of the form line.sentence; it was not looked up")
    ]


def test_a_text_that_is_not_the_one_digested_is_an_error_once_and_its_claims_are_still_looked_up(texts: Path) -> None:
    other = replace(SOURCE, sha256="1" * 64)
    found = report(texts, claim("11000", 3, 1), claim("12000", 3, 1), source=other)
    assert found[0] == (
        "error",
        "paper:sha256",
        f"the digest of source 'paper' does not match 'paper.txt', which has {SOURCE.sha256}",
    )
    assert [where for _, where, _ in found] == ["paper:sha256", "C1:value"]


@pytest.mark.parametrize(
    ("name", "level", "what"),
    [
        ("gone.txt", "note", "source 'paper': 'gone.txt' is not in {}; its claims were not looked up"),
        ("../paper.txt", "error", "source 'paper': the text '../paper.txt' lies outside {}"),
        ("/etc/hostname", "error", "source 'paper': the text '/etc/hostname' lies outside {}"),
        ("latin1.txt", "error", "source 'paper': byte 3 is not UTF-8"),
    ],
)
def test_a_text_that_cannot_be_read_is_told(texts: Path, name: str, level: str, what: str) -> None:
    (texts / "latin1.txt").write_bytes(b"caf\xe9")
    found = report(texts, claim("11000", 3, 1), source=replace(SOURCE, text=name))
    assert found == [(level, "paper:text", what.format(texts))]


def test_a_link_out_of_the_folder_is_not_followed(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text(TEXT, encoding="utf-8")
    (texts / "link.txt").symlink_to(outside)
    with pytest.raises(BadInput, match="lies outside"):
        text_of(replace(SOURCE, text="link.txt"), texts)


def test_a_source_without_a_text_is_passed_over(texts: Path) -> None:
    assert report(texts, claim("99", 3, 1), source=replace(SOURCE, text="")) == []


def test_evidence_with_another_locator_stays_as_it_is() -> None:
    evidence = Evidence(source="paper", locator="table 3 B7")
    assert located(evidence, TEXT) is evidence


NOTED = {
    **dict.fromkeys(("S0-1", "S0-2", "S0-9", "S0-38", "S1-19", "S1-26", "S1-32", "S2-21"), "worded"),
    "S2-8": "derived",
}
"""The claims of the three studies whose figure is no printed number, as reading them shows."""


def test_every_passage_of_the_shipped_studies_is_the_one_cited_and_holds_its_figure(articles_folder: Path) -> None:
    found, located_claims = {}, 0
    for folder in studies():
        study = load_study(folder)
        sources = {source.key: source for source in study.sources}
        for problem in check_evidence(study.assertions, sources, articles_folder, lambda name, _: name):
            found[problem.where] = f"{problem.level} {problem.what.split(':')[0]}"
        for assertion in study.assertions:
            evidence = assertion.evidence
            text = (articles_folder / sources[evidence.source].text).read_text(encoding="utf-8")
            here = passage(text, evidence.line, evidence.sentence)
            assert (evidence.start, evidence.end, evidence.sha256) == (here.start, here.end, digest(here.text))
            located_claims += 1
    assert found == {name: f"note {how}" for name, how in NOTED.items()}
    assert located_claims >= 118
