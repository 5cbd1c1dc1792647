"""Formats by name and ending, and files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sojourn.errors import BadInput, StoreError
from sojourn.exporters import FORMATS, Exporter, exporter_for
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.store import Store


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.trig", "trig"),
        ("a.nq", "nquads"),
        ("a.ttl", "turtle"),
        ("a.nt", "ntriples"),
        ("a.jsonld", "jsonld"),
        ("a.CSV", "csv"),
        ("a.graphml", "graphml"),
        ("a.gexf", "gexf"),
        ("a.b.geojson", "geojson"),
    ],
)
def test_the_ending_names_the_format(file: str, name: str) -> None:
    assert exporter_for(Path(file)).name == name
    assert exporter_for(Path("a.txt"), name) is FORMATS[name]


@pytest.mark.parametrize(
    ("file", "name", "message"),
    [
        ("a.xyz", "", r"a\.xyz: the ending '\.xyz' names no format\n  End it in one of \.trig, .*, or give --format\."),
        ("all", "", r"all: the name has no ending"),
        ("a.csv", "exel", r"--format: no format is called 'exel'\n  Use one of trig, nquads, .*geojson\."),
    ],
)
def test_an_unknown_format_is_refused_with_those_that_there_are(file: str, name: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        exporter_for(Path(file), name)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_a_file_of_a_graph_and_of_an_empty_one(name: str, small: Store, tmp_path: Path) -> None:
    FORMATS[name].write(small, tmp_path / "full")
    FORMATS[name].write(EmbeddedStore.of([]), tmp_path / "empty")
    assert (tmp_path / "full").stat().st_size > 1000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "full"]


def test_an_existing_file_is_kept_unless_force_is_given(small: Store, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="already exists"):
        FORMATS["csv"].write(small, path)
    assert path.read_text(encoding="utf-8") == "mine"
    FORMATS["csv"].write(small, path, force=True)
    assert path.read_text(encoding="utf-8-sig").startswith("id,kind,claim,")


def test_a_missing_folder_and_a_folder_as_file_are_told_before_any_work(tmp_path: Path) -> None:
    def produce(store: Store, lang: str) -> bytes:
        raise AssertionError("work was done")

    exporter = Exporter("x", (".x",), produce)
    with pytest.raises(StoreError, match=r"its folder is not there\n  Make the folder .*gone' first\."):
        exporter.write(EmbeddedStore.of([]), tmp_path / "gone" / "a.x")
    with pytest.raises(StoreError, match=r"is a folder\n  Name a file in it\."):
        exporter.write(EmbeddedStore.of([]), tmp_path)


def test_a_folder_that_cannot_be_written_is_told(small: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (tmp_path, os.W_OK))
    with pytest.raises(StoreError, match="its folder cannot be written"):
        FORMATS["csv"].write(small, tmp_path / "a.csv")


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def produce(store: Store, lang: str) -> bytes:
        raise ValueError("broken")

    path = tmp_path / "a.x"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ValueError, match="broken"):
        Exporter("x", (".x",), produce).write(EmbeddedStore.of([]), path, force=True)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


STRANGE = """
@prefix sj: <https://w3id.org/sojourn/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> . @prefix ex: <http://example.org/> .
ex:g {
  ex:bare a sj:Assertion, sj:FlowAssertion .
  ex:kindless a sj:Assertion ; sj:low 5 .
  [] a sj:Assertion, sj:ResidenceAssertion ; sj:place [] ; sj:low "many" ; sj:source "a paper" .
  ex:odd a sj:Assertion, sj:ResidenceAssertion ; sj:place ex:far ; sj:population ex:they ; sj:low "abc"^^xsd:decimal ;
    sj:hedge ex:unknown ; sj:evidence ex:e .
  ex:reversed a sj:Assertion, sj:ResidenceAssertion ; sj:place ex:far ; sj:low 9 ; sj:high 1 .
  ex:endless a sj:Assertion, sj:ResidenceAssertion ; sj:place ex:far ; sj:low "INF"^^xsd:double .
  ex:far wgs:lat 999 ; wgs:long "east" .
}
"""
"""A graph that nobody of ours wrote: no ids, no evidence, blank nodes, numbers that are none, impossible places."""


@pytest.mark.parametrize("name", FORMATS)
def test_a_graph_of_another_hand_is_written_without_inventing_anything(name: str, tmp_path: Path) -> None:
    file = tmp_path / "strange.trig"
    file.write_text(STRANGE, encoding="utf-8")
    store = EmbeddedStore.from_files([file])
    data = FORMATS[name].produce(store, "en")
    if name == "csv":
        lines = data.decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + 5  # the claim without a kind is none
        assert not any(",5," in line or "abc" in line for line in lines)
    if name == "geojson":
        assert b'"coordinates"' not in data
        assert b'"low"' not in data
    if name in {"graphml", "gexf"}:
        assert b"999" not in data
