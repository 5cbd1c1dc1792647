"""The claims stand where they say they stand in the articles, and no sentence of an article stands here."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from sojourn.audit.evidence import check_evidence
from sojourn.audit.passages import decoded, digest, passage
from tests.shared import SHARED
from tests.studies.checklist import ROOT, STUDIES, article, sources, study

TITLES = {"russians-to-china": (1,), "rust-belt": (5,), "beijing-foreigners": (1, 2, 3)}
"""Lines of the articles that are titles: they may stand, as a citation."""
SUFFIXES = {".csv", ".json", ".md", ".py", ".rq", ".svg", ".toml", ".trig", ".ttl", ".txt"}
RUN = 9
"""Words in a row that would be a quotation."""


@pytest.mark.parametrize("name", STUDIES)
def test_the_text_that_was_read_is_the_one_at_hand(name: str) -> None:
    source = sources(name)[name]
    assert source.text == article(name).name
    assert source.sha256 == hashlib.sha256(article(name).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", STUDIES)
def test_every_claim_is_located_and_digested(name: str) -> None:
    text = decoded(article(name).read_bytes())
    for claim in study(name).assertions:
        evidence = claim.evidence
        here = passage(text, evidence.line, evidence.sentence)
        assert evidence.locator == f"{evidence.line}.{evidence.sentence}", claim.id
        assert (evidence.start, evidence.end) == (here.start, here.end), claim.id
        assert text[evidence.start : evidence.end] == here.text, claim.id
        assert evidence.sha256 == digest(here.text), claim.id


@pytest.mark.parametrize("name", STUDIES)
def test_every_figure_is_printed_as_the_passage_prints_it(name: str) -> None:
    text = decoded(article(name).read_bytes())
    for claim in study(name).assertions:
        printed = claim.estimate.printed if claim.estimate else ""
        assert printed in text[claim.evidence.start : claim.evidence.end], claim.id


@pytest.mark.parametrize("name", STUDIES)
def test_only_worded_figures_are_printed_without_a_digit(name: str) -> None:
    found = {
        claim.id: claim.estimate.printed
        for claim in study(name).assertions
        if claim.estimate is not None and not re.search(r"\d", claim.estimate.printed)
    }
    assert (
        found
        == {
            "russians-to-china": {"S0-1": "Thousands", "S0-2": "thousands", "S0-9": "majority", "S0-38": "Most"},
            "rust-belt": {"S1-19": "two", "S1-26": "millions", "S1-32": ""},
            "beijing-foreigners": {"S2-21": "most"},
        }[name]
    )


@pytest.mark.parametrize("name", STUDIES)
def test_the_audit_finds_no_fault_with_the_texts(name: str) -> None:
    article(name)
    loaded = study(name)
    found = check_evidence(loaded.assertions, sources(name), SHARED / "sources", lambda key, column: f"{key}:{column}")
    assert [problem for problem in found if problem.level == "error"] == []


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _ours() -> list[Path]:
    """Every text file of the project; those of the studies are among them."""
    folders = ("graphs", "docs", "src", "tests", "ontology", "tools", "bench")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    return [path for path in (*files, *ROOT.glob("*.md")) if path.suffix in SUFFIXES]


def test_no_file_has_nine_words_in_a_row_from_an_article() -> None:
    theirs: set[tuple[str, ...]] = set()
    for name in STUDIES:
        lines = decoded(article(name).read_bytes()).split("\n")
        theirs |= _runs("\n".join(lines)).difference(*(_runs(lines[number - 1]) for number in TITLES[name]))
    found = {
        path.relative_to(ROOT).as_posix(): _runs(path.read_text(encoding="utf-8", errors="replace")) & theirs
        for path in _ours()
    }
    assert {f"graphs/{name}/claims.csv" for name in STUDIES} <= set(found)
    assert {name: runs for name, runs in found.items() if runs} == {}
