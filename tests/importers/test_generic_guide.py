"""The guide to importing a table does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sojourn
from sojourn.cli import main
from sojourn.errors import SheetErrors
from sojourn.importers.base import Options
from sojourn.importers.generic import MappedTable
from sojourn.importers.mapping import read_mapping
from sojourn.importers.mapping_columns import ALIASES, FACETS
from sojourn.importers.mapping_reading import PARTS, TESTS
from sojourn.importers.sdmx_dataflows import DATAFLOWS
from tests.importers.mapped import rows_of

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "how-to" / "import-a-table.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("moves.csv").write_text(blocks("csv")[0], encoding="utf-8")
    Path("moves.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    return tmp_path


def test_the_example_gives_the_rows_of_the_guide(folder: Path) -> None:
    rows, _ = rows_of(folder / "moves.csv", blocks("yaml")[0])
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in GUIDE.splitlines() if line[:1] == "|"]
    at = next(n for n, cells in enumerate(lines) if cells[:2] == ["id", "origin"])
    shown = [dict(zip(lines[at], cells, strict=True)) for cells in lines[at + 2 : at + 7]]
    assert [{name: str(row.get(name, "")) for name in lines[at]} for row in rows] == shown


def test_the_command_of_the_guide_makes_a_store_that_answers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (command,) = re.findall(r"^\$ sojourn (import .*)$", blocks("console")[0], re.MULTILINE)
    assert main(command.split()) == 0
    capsys.readouterr()
    flows = sojourn.open("my-store").flows().rows()
    assert {row["figure"] for row in flows} == {
        *("1,204 persons", "12,345 persons", "13,020 persons", "20,511 persons", "not stated")
    }
    assert main(["check", "my-store"]) == 0


def test_the_messages_of_the_guide_are_those_that_people_see(folder: Path) -> None:
    missing, orgin = blocks("text")
    mapping = Path("moves.yaml").read_text(encoding="utf-8")
    Path("moves.yaml").write_text(mapping.replace('missing: {"..": O}\n', ""), encoding="utf-8")
    with pytest.raises(SheetErrors) as caught:
        list(MappedTable().read(Path("moves.csv"), Options(mapping=Path("moves.yaml"))))
    assert str(caught.value) == missing.strip()
    Path("moves.yaml").write_text(mapping.replace("  origin:", "  orgin:"), encoding="utf-8")
    with pytest.raises(SheetErrors) as caught:
        read_mapping(Path("moves.yaml"))
    assert str(caught.value).startswith(orgin.strip())


def test_the_guide_names_every_part_facet_test_and_dataflow() -> None:
    for name in (*PARTS, *FACETS, *ALIASES, *TESTS, *(flow.code for flow in DATAFLOWS.values())):
        assert f"`{name}" in GUIDE, name
