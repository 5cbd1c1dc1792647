"""The list of importers, and finding the one for a file."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from sojourn.errors import BadInput, NotAvailable, NotFound
from sojourn.importers import registered
from sojourn.importers.base import Importer
from sojourn.importers.registered import guess, importer, importers


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> list[EntryPoint]:
    """Entry points of other packages; filled by the test."""
    listed: list[EntryPoint] = []
    monkeypatch.setattr(registered, "entry_points", lambda group: listed if group == "sojourn.importers" else [])
    importers.cache_clear()
    monkeypatch.setattr(registered.importers, "cache_clear", importers.cache_clear, raising=False)
    return listed


@pytest.fixture(autouse=True)
def forget() -> object:
    yield
    importers.cache_clear()
    return None


class Mine:
    name = "mine"
    summary = "A file of mine"

    def can_read(self, path: Path) -> str:
        return "" if path.suffix == ".mine" else "it is not mine"

    def read(self, path: Path, options: object) -> object:
        raise AssertionError((path, options))


class Thief(Mine):
    name = "un-desa"


def test_every_importer_says_its_name_and_what_it_reads() -> None:
    names = [one.name for one in importers()]
    assert {"un-desa", "abel-cohen", "flowmap"} <= set(names)
    assert len(set(names)) == len(names)
    for one in importers():
        assert isinstance(one, Importer)
        assert one.summary
        assert importer(one.name) is one


def test_an_unknown_importer_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(
        NotFound, match=r"no importer is called 'un-dessa'\n  Did you mean 'un-desa'\? There are un-desa, "
    ):
        importer("un-dessa")


def test_other_packages_add_their_own(others: list[EntryPoint], tmp_path: Path) -> None:
    others.append(EntryPoint("mine", "tests.importers.test_registered:Mine", "sojourn.importers"))
    assert importer("mine").summary == "A file of mine"
    (tmp_path / "a.mine").write_text("x", encoding="utf-8")
    assert guess(tmp_path / "a.mine").name == "mine"


BROKEN = {
    "tests.importers.test_registered:Nothing": (NotAvailable, "an importer cannot be loaded: "),
    "tests.importers.nowhere:Mine": (NotAvailable, "an importer cannot be loaded: "),
    "tests.importers.test_registered:BROKEN": (BadInput, "this is no importer"),
    "tests.importers.test_registered:Thief": (BadInput, "two importers are called 'un-desa'"),
}


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_importer_of_another_package_is_named(others: list[EntryPoint], path: str) -> None:
    others.append(EntryPoint("broken", path, "sojourn.importers"))
    kind, message = BROKEN[path]
    with pytest.raises(kind) as caught:
        importers()
    assert str(caught.value).startswith(f"entry point {path}: {message}")


FILES = {
    "year,origin_birth,residence,stock\n2020,RU,CN,5\n": "un-desa",
    "year,residence,Russia,China\n2020,Japan,5,6\n": "un-desa",
    "year0,orig,dest,mig_rate\n1990,RU,CN,5\n": "abel-cohen",
    "origin,dest,count\nRU,CN,5\n": "flowmap",
}


@pytest.mark.parametrize(("text", "name"), FILES.items(), ids=FILES.values())
def test_the_importer_of_a_file_is_found(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    assert guess(path).name == name


def test_a_file_that_no_importer_reads_is_refused_with_the_reasons(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(NotFound) as caught:
        guess(path)
    assert caught.value.what == "no importer reads this file"
    assert "flowmap: its columns are not origin, dest, count" in caught.value.advice
    with pytest.raises(NotFound, match="there is no such file"):
        guess(tmp_path / "none.csv")


def test_naming_the_importers_loads_no_engine() -> None:
    text = (
        "import sys; from sojourn.importers.registered import importers; importers();"
        "print(sorted({'duckdb', 'pyarrow', 'openpyxl', 'pandas', 'pycountry', 'rapidfuzz'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
