"""Tables and studies in one store: parts, what they share, what is made anew, and what is said when that cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest

import sojourn
from sojourn import shipped
from sojourn.errors import BadInput, NotFound, SheetErrors, StoreError
from sojourn.graph.building import build
from sojourn.graph.importing import import_tables
from sojourn.graph.rebuilding import options_of, rebuild
from sojourn.graph.storing import Outcome
from sojourn.graph.verifying import verify
from sojourn.importers.base import Options
from sojourn.sheets.gazetteer import countries
from sojourn.stores.generations import read_manifest
from sojourn.stores.progress import Progress
from tests.stores.quick import folder

SOAK = bool(os.environ.get("SOJOURN_SOAK"))
STUDY = "rust-belt"
STOCKS = """\
year,origin_birth,residence,stock
1990,Russian Federation,China,2297
1990,China,Russian Federation,55697
2020,Russian Federation,China,1034
2020,China,Russian Federation,57001
2020,Japan,China,12345
"""
FLOWS = """\
year0,orig,dest,orig_region,dest_region,sd_drop_neg,sd_rev_neg,mig_rate,da_min_open,da_min_closed,da_pb_closed
2015,Russia,China,Europe,Eastern Asia,338,338,224,0,0,96
2015,China,Russia,Eastern Asia,Europe,0,0,5,0,0,2
"""
SIX = {
    f"abel-cohen-{name}"
    for name in ("sd-drop-neg", "sd-rev-neg", "mig-rate", "da-min-open", "da-min-closed", "da-pb-closed")
}


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with two small tables."""
    with folder() as made:
        (made / "stocks.csv").write_text(STOCKS)
        (made / "others.csv").write_text(STOCKS.replace("2020", "2010"))
        (made / "flows.csv").write_text(FLOWS)
        yield made


def parts(store: Path) -> set[str]:
    found = read_manifest(store)
    assert found is not None
    return set(found[1].parts)


def whole(store: Path) -> tuple[int, str]:
    """Quads and canonical hash, after everything was read again."""
    told = verify(store)
    assert told.problems == ()
    return told.manifest.quads, told.manifest.sha256


def study() -> list[Path]:
    return [shipped.GRAPHS / STUDY]


def test_a_table_becomes_a_store_with_registry_and_ontology(place: Path) -> None:
    outcome = import_tables([place / "stocks.csv"], place / "store", name="un-desa")
    assert [part.key for part in outcome.made] == ["un-desa-2020"]
    assert (outcome.manifest.assertions, outcome.changed) == (5, True)
    graph = sojourn.open(place / "store")
    rows = list(graph.query("SELECT ?low WHERE { ?a sj:place place:CN ; sj:startYear 1990 ; sj:low ?low }"))
    assert rows == [{"low": "2297"}]
    assert graph.store.columns is not None
    with duckdb.connect() as engine:
        files = f"{graph.store.columns}/assertions/*/*.parquet"
        assert engine.execute("SELECT count(*) FROM read_parquet(?)", [files]).fetchall() == [(5,)]
    assert whole(place / "store")[0] == outcome.manifest.quads


def test_the_importer_is_found_from_the_file(place: Path) -> None:
    outcome = import_tables([place / "stocks.csv", place / "flows.csv"], place / "store")
    assert {part.key for part in outcome.made} == {"un-desa-2020", *SIX}
    assert {part.recipe[1] for part in outcome.made} == {"un-desa", "abel-cohen"}
    assert {part.siblings for part in outcome.made if part.key in SIX} == {6}


def test_what_has_not_changed_is_taken_over(place: Path) -> None:
    store = place / "store"
    import_tables([place / "flows.csv"], store)
    again = import_tables([place / "flows.csv"], store)
    assert (again.changed, {part.key for part in again.reused}) == (False, SIX)
    assert (store / "CURRENT").readlink().name == "000001"
    both = import_tables([place / "flows.csv", place / "stocks.csv"], store)
    assert ({part.key for part in both.reused}, [part.key for part in both.made]) == (SIX, ["un-desa-2020"])
    assert (store / "CURRENT").readlink().name == "000002"


def test_one_of_six_sources_that_was_removed_comes_back(place: Path) -> None:
    store = place / "store"
    import_tables([place / "flows.csv"], store)
    gone = build([], store, remove=["abel-cohen-mig-rate"])
    assert gone.removed == ("abel-cohen-mig-rate",)
    assert parts(store) == SIX - {"abel-cohen-mig-rate"}
    assert {part.key for part in import_tables([place / "flows.csv"], store).made} == SIX
    assert parts(store) == SIX


def test_a_citys_country_of_a_study_lies_in_a_region_of_a_table(place: Path) -> None:
    store = place / "store"
    asked = "SELECT ?in WHERE { place:harbin sj:liesIn ?in }"

    def containers() -> set[str]:
        return {str(row["in"]).rsplit("/", 1)[1] for row in sojourn.open(store).query(asked)}

    build(shipped.studies(), store)
    before = containers()
    assert "CN" in before
    assert "eastern-asia" not in before
    import_tables([place / "stocks.csv"], store)
    assert containers() >= before | {"eastern-asia", "asia", "world"}
    build([], store, remove=["un-desa-2020"])
    assert containers() == before


def grown(place: Path) -> None:
    (place / "stocks.csv").write_text(STOCKS + "2020,Japan,Russia,77\n")


@pytest.mark.parametrize(
    "steps",
    [
        ("stocks", "grow", "study", "others"),
        ("study", "others", "stocks", "grow", "-others"),
        ("stocks", "study", "-study", "others", "study"),
        ("others", "stocks", "-stocks", "-others", "study"),
        *([("study", "flows", "stocks", "-study", "grow"), ("flows", "others", "-flows", "flows")] if SOAK else []),
    ],
    ids=" ".join,
)
def test_a_store_built_step_by_step_equals_one_built_at_once(place: Path, steps: tuple[str, ...]) -> None:
    store, held = place / "store", set[str]()
    keys = {"study": {STUDY}, "stocks": {"un-desa-2020"}, "others": {"others"}, "flows": SIX}
    for step in steps:
        if step == "grow":
            grown(place)
            import_tables([place / "stocks.csv"], store)
        elif step == "study":
            build(study(), store, add=True)
        elif step == "others":
            import_tables([place / "others.csv"], store, options=Options(source="others"))
        elif step.startswith("-"):
            build([], store, remove=sorted(keys[step[1:]]))
        else:
            import_tables([place / f"{step}.csv"], store)
        held = held - keys[step[1:]] if step.startswith("-") else held | keys.get(step, set())
    assert parts(store) == held
    step_by_step = whole(store)
    assert rebuild(store).reused == ()
    assert whole(store) == step_by_step


def test_all_is_built_anew_from_what_the_store_remembers(place: Path) -> None:
    store = place / "store"
    import_tables([place / "stocks.csv"], store, options=Options(source="mine", edition="R 1"), studies=study())
    before = whole(store)
    outcome = rebuild(store)
    assert {part.key for part in outcome.made} == {"mine", STUDY}
    assert (whole(store), outcome.removed) == (before, ())


def test_files_that_changed_or_are_gone_are_all_named_and_nothing_is_built(place: Path) -> None:
    store = place / "store"
    import_tables([place / "stocks.csv", place / "flows.csv"], store)
    grown(place)
    (place / "flows.csv").unlink()
    with pytest.raises(SheetErrors) as caught:
        rebuild(store)
    said = [f"{Path(problem.where).name}: {problem.what}" for problem in caught.value.problems]
    assert said == ["flows.csv: cannot be read: No such file or directory", "stocks.csv: has changed since it was read"]
    assert (store / "CURRENT").readlink().name == "000001"


def test_options_are_remembered_as_words(place: Path) -> None:
    import_tables([place / "stocks.csv"], place / "store", options=Options(source="s", edition="R 1", unresolved=True))
    found = read_manifest(place / "store")
    assert found is not None
    recipe = found[1].parts["s"].recipe
    assert recipe[:3] == ("import", "un-desa", str((place / "stocks.csv").resolve()))
    assert recipe[3:] == ("--source", "s", "--edition", "R 1", "--allow-unresolved")
    assert options_of([*recipe[3:], "--set", "a=b=c"]) == Options(
        source="s", edition="R 1", unresolved=True, settings={"a": "b=c"}
    )


def test_two_editions_stand_side_by_side(place: Path) -> None:
    store = place / "store"
    import_tables([place / "stocks.csv"], store)
    grown(place)
    import_tables([place / "stocks.csv"], store, options=Options(source="un-desa-2024", edition="2024"))
    assert parts(store) == {"un-desa-2020", "un-desa-2024"}


def test_a_table_that_is_wrong_changes_nothing(place: Path) -> None:
    store = place / "store"
    import_tables([place / "stocks.csv"], store)
    before = whole(store)
    (place / "stocks.csv").write_text(STOCKS + "2020,Atlantis,China,5\n")
    with pytest.raises(BadInput, match="Atlantis"):
        import_tables([place / "stocks.csv"], store)
    assert whole(store) == before
    with pytest.raises(BadInput, match="Atlantis"):
        import_tables([place / "stocks.csv"], place / "other")
    assert not (place / "other").exists()


@pytest.mark.parametrize("name", ["write_frame", "write_assertions"])
def test_a_fault_of_the_columnar_engine_is_one_message(place: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise duckdb.IOException("IO Error: Could not write file: No space left on device\nmore")

    monkeypatch.setattr(f"sojourn.columns.projection.{name}", full)
    with pytest.raises(StoreError) as caught:
        import_tables([place / "stocks.csv"], place / "store", studies=study())
    assert caught.value.what.endswith("Could not write file: No space left on device")
    assert not (place / "store").exists()


def test_parts_of_another_version_are_not_mixed_with_new_ones(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = place / "store"
    import_tables([place / "stocks.csv"], store)
    older = {"sojourn": "0.0.9", "pyoxigraph": "0.5.13", "duckdb": "1"}
    monkeypatch.setattr("sojourn.graph.storing.versions", lambda: older)
    with pytest.raises(StoreError, match=r"was built with sojourn 0\.1\.0") as caught:
        import_tables([place / "flows.csv"], store)
    assert caught.value.advice == f"Build all of it anew with 'sojourn build -o {store} --again'."


@pytest.mark.parametrize(
    ("files", "options", "error", "message"),
    [
        (["nowhere.csv"], Options(), NotFound, "nowhere.csv"),
        (["stocks.csv", "flows.csv"], Options(source="one"), BadInput, "2 files cannot all be the source 'one'"),
        (["stocks.csv"], Options(source="registry"), BadInput, "'registry' is no key for a source"),
        (["stocks.csv"], Options(mapping=Path("nowhere.yaml")), NotFound, "nowhere.yaml"),
    ],
)
def test_what_cannot_be_imported_is_one_message(
    place: Path, files: list[str], options: Options, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        import_tables([place / name for name in files], place / "store", options=options)
    assert not (place / "store").exists()


def test_an_existing_store_is_kept_unless_asked(place: Path) -> None:
    store = place / "store"
    import_tables([place / "stocks.csv"], store)
    with pytest.raises(StoreError, match="already exists\n  Choose another name, add to it with --add, or replace it"):
        build(study(), store)
    outcome: Outcome = build(study(), store, force=True)
    assert (parts(store), outcome.removed) == ({STUDY}, ("un-desa-2020",))
    with pytest.raises(NotFound, match=f"has no part 'flows'\n  It holds {STUDY}"):
        build([], store, remove=["flows"])


def test_progress_tells_rows_rate_and_time_left(place: Path) -> None:
    told: list[Progress] = []
    import_tables([place / "stocks.csv"], place / "store", listener=told.append)
    loading = [moment for moment in told if moment.what == "Loading un-desa-2020"]
    assert (loading[-1].done, loading[-1].total, loading[-1].unit, loading[-1].left) == (5, 5, "assertions", 0)
    moment = Progress("Loading x", 50, 200, "rows", 2.0)
    assert (moment.rate, moment.left) == (25.0, 6.0)


def test_the_quads_of_a_table_are_hashed_as_the_store_tells_them_out(place: Path) -> None:
    import_tables([place / "stocks.csv", place / "flows.csv"], place / "store", studies=study())
    found = read_manifest(place / "store")
    assert found is not None
    inner = ox.Store.read_only(str(found[0] / "quads"))
    assert len(inner) == found[1].quads
    assert verify(place / "store").problems == ()


MEASURED = """
import resource, sys
from pathlib import Path
from sojourn.graph.importing import import_tables
from sojourn.importers.base import Options
made = import_tables([Path(sys.argv[1])], Path(sys.argv[2]), options=Options(edition="2099")).manifest
print(made.assertions, made.quads, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.parametrize("rows", [100_000, 1_000_000] if SOAK else [5_000])
def test_memory_is_bounded_whatever_the_size_of_the_table(tmp_path: Path, rows: int) -> None:
    names = [place.names.en for place in countries(shipped.REGISTRY).places.values()]
    plain = sorted(name for name in names if name.isascii() and name.isalpha() and name != "Georgia")[:80]
    path = tmp_path / "stocks.csv"
    with path.open("w") as file:
        file.write("year,origin_birth,residence,stock\n")
        pairs = [(origin, residence) for origin in plain for residence in plain if origin != residence]
        for number in range(rows):
            origin, residence = pairs[number % len(pairs)]
            file.write(f"{1900 + number // len(pairs)},{origin},{residence},{number}\n")
    command = [sys.executable, "-c", MEASURED, str(path), str(tmp_path / "store")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1800)
    assertions, quads, peak = map(int, done.stdout.split())
    assert assertions == rows
    assert quads > 20 * rows
    assert peak < 1024, f"{peak} MiB"
