"""``sojourn import``, ``build -o`` and ``verify`` as a person types them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sojourn.cli import main
from sojourn.cli.progress import in_words
from sojourn.stores.generations import read_manifest
from sojourn.stores.progress import Progress
from tests.stores.quick import folder

Capture = pytest.CaptureFixture[str]
STOCKS = """\
year,origin_birth,residence,stock
1990,Russian Federation,China,2297
2020,Russian Federation,China,1034
"""


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, with a small table."""
    with folder() as made:
        (made / "stocks.csv").write_text(STOCKS)
        monkeypatch.chdir(made)
        yield made


def said(capsys: Capture) -> list[str]:
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.splitlines()


def test_importing_tells_of_each_source_and_of_the_store(place: Path, capsys: Capture) -> None:
    assert main(["import", "un-desa", "stocks.csv", "-o", "store"]) == 0
    first, last = said(capsys)
    assert first.startswith("un-desa-2020: 2 assertions, ")
    assert first.endswith(" quads")
    assert last.startswith("Built store: 2 assertions, ")
    assert last.endswith(" quads in 1 part.")


def test_importing_the_same_again_says_that_nothing_has_changed(place: Path, capsys: Capture) -> None:
    assert main(["import", "stocks.csv", "-o", "store"]) == 0
    capsys.readouterr()
    assert main(["import", "stocks.csv", "-o", "store"]) == 0
    first, last = said(capsys)
    assert first.startswith("un-desa-2020: unchanged, 2 assertions, ")
    assert last.startswith("Nothing has changed in store: 2 assertions, ")
    assert main(["import", "stocks.csv", "-o", "store", "--again"]) == 0
    assert said(capsys)[-1].startswith("Built store: ")


def test_studies_are_added_taken_out_and_built_anew(place: Path, capsys: Capture) -> None:
    assert main(["import", "un-desa", "stocks.csv", "-o", "store", "--shipped"]) == 0
    assert said(capsys)[-1].endswith(" in 4 parts.")
    assert main(["build", "-o", "store", "--remove", "rust-belt", "--remove", "beijing-foreigners"]) == 0
    removed = said(capsys)
    assert removed[:2] == ["beijing-foreigners: removed", "rust-belt: removed"]
    assert removed[2].endswith(" in 2 parts.")
    assert main(["build", "-o", "store", "--again"]) == 0
    again = said(capsys)
    assert {line.split(":")[0] for line in again[:-1]} == {"un-desa-2020", "russians-to-china"}
    assert again[-1] == removed[2]


def test_what_was_imported_is_asked_like_anything_else(place: Path, capsys: Capture) -> None:
    assert main(["import", "stocks.csv", "-o", "store"]) == 0
    capsys.readouterr()
    asked = "SELECT ?low WHERE { ?a sj:place place:CN ; sj:startYear 2020 ; sj:low ?low }"
    assert main(["query", "-e", asked, "--store", "store", "--format", "csv"]) == 0
    assert capsys.readouterr().out.split() == ["low", "1034"]


def test_verify_says_that_nothing_is_wrong_or_what(place: Path, capsys: Capture) -> None:
    assert main(["import", "stocks.csv", "-o", "store"]) == 0
    capsys.readouterr()
    assert main(["verify", "store"]) == 0
    (line,) = said(capsys)
    assert line.startswith("store: nothing is wrong in ")
    assert " 2 assertions in 1 parts" not in line
    found = read_manifest(place / "store")
    assert found is not None
    table = found[0] / "columns" / "places.parquet"
    data = table.read_bytes()
    table.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    assert main(["verify", "store"]) == 1
    assert said(capsys) == [
        "store: columns/places.parquet: has other bytes than were written",
        "1 thing is wrong.",
        "  Build it anew with 'sojourn build -o store --again'.",
    ]
    assert main(["verify", "nowhere"]) == 2
    assert said(capsys)[0] == "nowhere: there is no store here"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "un-desa", "-o", "store"], "sojourn import: no file is named"),
        (
            ["import", "un-dseca", "stocks.csv", "-o", "store"],
            "no importer is called 'un-dseca'\n  Did you mean 'un-desa'?",
        ),
        (["import", "nowhere.csv", "-o", "store"], "nowhere.csv: "),
        (["import", "un-desa", "nowhere.csv", "-o", "store"], "nowhere.csv: "),
        (["import", "stocks.csv", "-o", "store", "--set", "wide"], "--set: 'wide' is not NAME=VALUE"),
        (["import", "stocks.csv", "-o", "stocks.csv"], "stocks.csv: is a file, not the folder of a store"),
        (["import", "stocks.csv", "-o", "stocks.csv/store"], "stocks.csv/store: cannot be written: "),
        (["build", "--again"], "sojourn build: no store is named"),
        (["build", "--again", "-o", "store"], "store: there is no store here"),
        (["build", "--shipped", "--again", "-o", "store"], "sojourn build: --again builds what the store holds"),
        (["build", "--remove", "x", "-o", "store"], "store: there is no store here"),
        (["build", "-o", "store"], "sojourn build: no study is named"),
    ],
)
def test_what_cannot_be_done_is_one_message_and_nothing_is_written(
    place: Path, arguments: list[str], message: str, capsys: Capture
) -> None:
    assert main(arguments) == 2
    assert message in "\n".join(said(capsys))
    assert [path.name for path in place.iterdir()] == ["stocks.csv"]


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress("Loading a", 0, 10), "Loading a …"),
        (Progress("Loading a", 5, 10, "assertions", 0.5), "Loading a: 5 of 10 assertions"),
        (
            Progress("Loading a", 1_000, 10_000, "assertions", 2.0),
            "Loading a: 1,000 of 10,000 assertions, 500 a second, 18 s left",
        ),
        (
            Progress("Loading a", 1_000, 100_000, "assertions", 2.0),
            "Loading a: 1,000 of 100,000 assertions, 500 a second, 3 min 18 s left",
        ),
        (Progress("Putting in place", 7, 0, "files", 3.5), "Putting in place: 7 files, 2 a second"),
    ],
)
def test_progress_in_words(progress: Progress, words: str) -> None:
    assert in_words(progress) == words
