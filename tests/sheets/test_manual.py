"""The manual says what the program does: its tables are run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sojourn.errors import BadInput
from sojourn.model import KINDS
from sojourn.sheets import load_study
from sojourn.sheets.columns import AGENTS, CLAIMS, CONTAINMENT, PLACES, POPULATIONS, SOURCES, Layout
from sojourn.sheets.dates import parse_period
from sojourn.sheets.template import EXAMPLE_CLAIM, EXAMPLE_SOURCE
from sojourn.sheets.values import parse_figure, split_value
from sojourn.sheets.writing import csv_text

DOCS = Path(__file__).parent.parent.parent / "docs"
MANUAL = (DOCS / "reference" / "claim-sheet.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "fill-a-claim-sheet.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return MANUAL.split(f"\n### {title}\n", 1)[1].split("\n### ", 1)[0]


def rows(title: str, heading: str) -> list[tuple[str, str]]:
    """The rows of the table of a section that begins with a heading."""
    table = section(title).split(f"| {heading} |", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^\| `([^`]+)` \| (.*) \|$", table, flags=re.MULTILINE)


@pytest.mark.parametrize("layout", [CLAIMS, SOURCES, PLACES, CONTAINMENT, POPULATIONS, AGENTS], ids=lambda x: x.name)
def test_every_column_is_explained_as_in_the_templates(layout: Layout) -> None:
    for name, text in layout.columns.items():
        assert f"| `{name}` | {text} |" in MANUAL


def test_the_example_is_that_of_the_templates() -> None:
    assert csv_text(SOURCES, [EXAMPLE_SOURCE], EXAMPLE_SOURCE) in MANUAL
    assert csv_text(CLAIMS, [EXAMPLE_CLAIM], EXAMPLE_CLAIM) in MANUAL


def test_every_kind_is_explained() -> None:
    kinds = re.findall(r"^\| `(\w+)` \|", section("kind"), flags=re.MULTILINE)
    assert kinds == list(KINDS)


def test_every_value_of_the_manual_is_accepted() -> None:
    written = [text for text, _ in rows("value", "you write")]
    assert len(written) == 17
    for text in written:
        figure, word = split_value(text)
        assert word or parse_figure(figure).unit in ("", "%", "/yr")


def test_every_date_of_the_manual_is_accepted() -> None:
    written = [text for text, _ in rows("when", "you write")]
    assert len(written) == 13
    for text in written:
        assert parse_period(text, "", "2025-01-31")


@pytest.mark.parametrize(("title", "parse"), [("value", parse_figure), ("when", parse_period)])
def test_every_refused_form_of_the_manual_is_refused_with_that_advice(title: str, parse) -> None:  # type: ignore[no-untyped-def]  # either parser
    refused = rows(title, "you wrote")
    assert len(refused) >= 10
    for text, advice in refused:
        with pytest.raises(BadInput) as caught:
            parse(text)
        assert caught.value.advice == advice


def test_the_tables_of_the_how_to_can_be_filled_in_as_they_stand(tmp_path: Path) -> None:
    places, populations = re.findall(r"```csv\n(.*?)```", HOW_TO, flags=re.DOTALL)
    (tmp_path / "places.csv").write_text(places, encoding="utf-8")
    (tmp_path / "populations.csv").write_text(populations, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(csv_text(SOURCES, [EXAMPLE_SOURCE]), encoding="utf-8")
    row = {**EXAMPLE_CLAIM, "to": "alter name", "who": "Ukrainians in Poland"}
    (tmp_path / "claims.csv").write_text(csv_text(CLAIMS, [row]), encoding="utf-8")
    (assertion,) = load_study(tmp_path).assertions
    assert assertion.place == ("my-town",)
    assert assertion.population == ("ukrainians-in-poland",)
