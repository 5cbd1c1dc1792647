"""Stores that are damaged, in the way or badly named, as a person meets them: one message, exit 2, no traceback."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sojourn.cli import main
from sojourn.graph.importing import importer_for, table_job
from sojourn.graph.storing import Job, bring
from sojourn.graph.verifying import verify
from sojourn.importers.base import Options
from sojourn.stores.reading import open_store
from tests.stores.made_up import MadeUp, put
from tests.stores.quick import folder

Capture = pytest.CaptureFixture[str]
STOCKS = """\
year,origin_birth,residence,stock
1990,Russian Federation,China,2297
2020,Russian Federation,China,1034
"""
ASKED = ["query", "-e", "SELECT * { ?s ?p ?o }", "--format", "csv", "--store", "store"]


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    """A folder with a table and the store of it."""
    with folder() as made:
        (made / "stocks.csv").write_text(STOCKS)
        assert main(["import", str(made / "stocks.csv"), "-o", str(made / "store")]) == 0
        yield made


@pytest.fixture
def place(built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of it, which is the current folder."""
    with folder() as made:
        shutil.copytree(built, made, symlinks=True, dirs_exist_ok=True)
        monkeypatch.chdir(made)
        yield made


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x40
    path.write_bytes(data)


def told(capsys: Capture, arguments: list[str], code: int = 2) -> str:
    """What a command says on standard error."""
    capsys.readouterr()
    assert main(arguments) == code
    return capsys.readouterr().err


def current() -> Path:
    return Path("store/CURRENT")


@pytest.mark.parametrize(("pattern", "at"), [("CURRENT", 3), ("CURRENT", -1), ("MANIFEST-*", 40), ("*.sst", 100)])
def test_a_flipped_byte_in_the_quads_is_one_message_and_the_store_is_built_again(
    place: Path, pattern: str, at: int, capsys: Capture
) -> None:
    for path in (current() / "quads").glob(pattern):
        flip(path, at)
    for command in (ASKED, ["ask", "flows", "--store", "store"], ["export", "--store", "store", "-o", "x.nq"]):
        said = told(capsys, command)
        assert said.startswith("store: is damaged: its quads cannot be ")
        assert "'sojourn verify store'" in said
        assert "'sojourn build -o store --again'" in said
    assert "quads/" in told(capsys, ["verify", "store"], 1)
    told(capsys, ["build", "-o", "store", "--again"], 0)
    assert "nothing is wrong" in told(capsys, ["verify", "store"], 0)


def test_a_damaged_block_that_is_met_while_reading_is_the_same_message(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("sojourn.stores.reading._COUNTED", -1)
    store = open_store(Path("store"))
    for path in (current() / "quads").glob("*.sst"):
        flip(path, 20)
    monkeypatch.setattr("sojourn.cli.commands.query.open_any", lambda _: store)
    assert told(capsys, ASKED).startswith("store: is damaged: its quads cannot be read")
    with pytest.raises(OSError, match="is damaged: its quads cannot be read"):
        list(store.quads())


def test_any_flipped_bit_of_a_projection_is_harmless_or_told(place: Path, capsys: Capture) -> None:
    chance = random.Random(9)  # noqa: S311 - which bits are flipped is no secret
    (path,) = (current() / "columns" / "assertions").glob("*/*.parquet")
    data = path.read_bytes()
    asked = ["ask", "top-corridors", "--store", "store", "--engine", "columns", "--format", "csv"]
    refused = 0
    for at in (4, len(data) // 2, len(data) - 5, len(data) - 12, *(chance.randrange(len(data)) for _ in range(20))):
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :])
        capsys.readouterr()
        if main(asked) != 0:
            said = capsys.readouterr().err
            assert said.startswith("store: is damaged: its file columns/assertions/"), said
            assert "SELECT" not in said
            assert "--again" in said
            refused += 1
    assert refused >= 5


def test_an_engine_that_was_interrupted_is_a_user_who_stopped(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> object:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr("sojourn.columns.kept.views", stopped)
    assert main(["ask", "top-corridors", "--store", "store", "--engine", "columns"]) == 130
    monkeypatch.setattr("sojourn.columns.projection.write_frame", stopped)
    monkeypatch.setattr("sojourn.graph.importing.TableContent.lines", stopped)
    before = sorted(Path("store").rglob("*"))
    with pytest.raises(KeyboardInterrupt):
        bring(Path("store"), _jobs(), keep=True, again=True)
    assert main(["build", "-o", "store", "--again"]) == 130
    assert sorted(Path("store").rglob("*")) == before


def _jobs() -> list[Job]:
    return [table_job(importer_for("", Path("stocks.csv")), Path("stocks.csv"), Options())]


def test_verify_that_is_stopped_calls_nothing_damaged(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped:
        def execute(self, *_: object) -> object:
            raise RuntimeError("Query interrupted")

        def __enter__(self) -> Stopped:
            return self

        def __exit__(self, *_: object) -> None:
            return None

    monkeypatch.setattr("sojourn.columns.engine.connected", Stopped)
    with pytest.raises(KeyboardInterrupt):
        verify(Path("store"))


@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "pipe", "text"])
def test_what_stands_in_place_of_the_lock_is_not_touched(place: Path, kind: str, capsys: Capture) -> None:
    lock, precious = Path("store/lock"), Path("precious.txt")
    precious.write_text("precious\n")
    lock.unlink()
    if kind == "link":
        lock.symlink_to("../precious.txt")
    elif kind == "dangling":
        lock.symlink_to("../nowhere.txt")
    elif kind == "folder":
        lock.mkdir()
    elif kind == "pipe":
        os.mkfifo(lock)
    else:
        lock.hardlink_to(precious)
    said = told(capsys, ["import", "stocks.csv", "-o", "store", "--again"])
    assert said.startswith("store/lock: is not the lock of a store")
    assert precious.read_text() == "precious\n"
    assert not Path("nowhere.txt").exists()


def _edit(**changes: object) -> None:
    path = current() / "manifest.json"
    manifest = json.loads(path.read_bytes()) | changes
    path.write_text(json.dumps(manifest, indent=1) + "\n")


CHANGED = "store: its manifest was changed since it was built"
LAYOUT = "store: has layout 99; this version reads 2"
UNREAD = "store: its manifest cannot be read"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: _edit(assertions=7), CHANGED),
        (lambda: _edit(parts=[]), CHANGED),
        (lambda: _edit(files=[]), CHANGED),
        (lambda: _edit(quads="many"), CHANGED),
        (lambda: _edit(digest=None), CHANGED),
        (lambda: _edit(layout=99), LAYOUT),
        (lambda: _edit(layout=99, parts=[], shared=[], files=[]), LAYOUT),
        (lambda: (current() / "manifest.json").write_text("{}"), UNREAD),
        (lambda: (current() / "manifest.json").write_text("[" * 100_000), UNREAD),
        (lambda: (current() / "manifest.json").write_bytes(b"\xff"), UNREAD),
    ],
)
def test_a_manifest_that_no_build_wrote_is_never_answered_from(
    place: Path, change: Callable[[], object], message: str, capsys: Capture
) -> None:
    change()
    said = [told(capsys, command) for command in (ASKED, ["verify", "store"], ["build", "-o", "store", "--again"])]
    assert len(set(said)) == 1
    assert said[0].startswith(f"{message}\n")
    assert "--force" in said[0]


def _folder_in_its_place() -> None:
    whole = current().resolve()
    current().unlink()
    shutil.copytree(whole, current())


def _dangling() -> None:
    current().unlink()
    current().symlink_to("generations/000009")


def _elsewhere() -> None:
    whole = current().resolve()
    current().unlink()
    current().symlink_to(whole)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: current().unlink(), "store: its link CURRENT is missing"),
        (_dangling, "store: its link CURRENT leads nowhere"),
        (_folder_in_its_place, "store: its CURRENT is no link to one of its generations"),
        (_elsewhere, "store: its CURRENT is no link to one of its generations"),
    ],
)
def test_without_its_link_a_store_names_the_whole_generation_and_how_to_go_back(
    place: Path, change: Callable[[], None], message: str, capsys: Capture
) -> None:
    assert main(ASKED) == 0
    answer = capsys.readouterr().out
    change()
    for command in (ASKED, ["verify", "store"]):
        said = told(capsys, command)
        assert said.startswith(f"{message}\n")
        assert "Generation 000001 is whole" in said
        assert "ln -s" in said
        assert "generations/000001 store/CURRENT" in said
    if current().is_dir() and not current().is_symlink():
        shutil.rmtree(current())
    assert subprocess.run(["ln", "-sfn", "generations/000001", "store/CURRENT"], check=True).returncode == 0
    assert main(ASKED) == 0
    assert capsys.readouterr().out == answer


def test_what_a_store_without_its_link_held_stays_when_something_is_added(place: Path) -> None:
    store = place / "made-up"
    put(store, MadeUp("a"))
    (store / "CURRENT").unlink()
    assert set(put(store, MadeUp("b")).parts) == {"a", "b"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "stocks.csv", "-o", "/proc/X"], "/proc/X: cannot be written: No such file or directory"),
        (["import", "stocks.csv", "-o", ""], "-o: no store is named"),
        (["build", "--shipped", "-o", ""], "-o: no store is named"),
        (["verify", ""], "sojourn verify: no store is named"),
        (["ask", "flows", "--store", ""], "--store: no store is named"),
        (["verify", "http://example.org/sparql"], "sojourn verify: http://example.org… is a URL"),
        (["verify", "https://me:secret@example.org/sparql"], "sojourn verify: https://… is a URL"),
        (["build", "https://me:secret@example.org/", "-o", "s"], "sojourn build: https://… is a URL"),
        (["build", "--shipped", "-o", "ftp://me:secret@example.org/"], "-o: ftp://… is a URL"),
        (["import", "https://me:secret@example.org/a.csv", "-o", "s"], "sojourn import: https://… is a URL"),
        (["import", "stocks.csv", "-o", "ftp://example.org/x"], "-o: ftp://example.org… is a URL"),
        (["ask", "flows", "--store", "ftp://me:secret@x/y"], "--store: ftp://… is a URL"),
    ],
)
def test_a_name_that_is_none_is_refused_and_no_password_is_told(
    place: Path, arguments: list[str], message: str, capsys: Capture
) -> None:
    said = told(capsys, arguments)
    assert said.startswith(message)
    assert "secret" not in said
    assert sorted(path.name for path in place.iterdir()) == ["stocks.csv", "store"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_import_that_is_told_to_end_cleans_up_and_says_so(place: Path, number: int, code: int) -> None:
    slow = (
        "import time\n"
        "from sojourn.stores import building\n"
        "from sojourn.cli.main import run\n"
        "real = building.Writer.commit\n"
        "def commit(*given, **more):\n"
        "    print('here', flush=True); time.sleep(30)\n"
        "    return real(*given, **more)\n"
        "building.Writer.commit = commit\n"
        "run()\n"
    )
    words = ["import", "un-desa", "stocks.csv", "-o", "new"]
    process = subprocess.Popen(
        [sys.executable, "-c", slow, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    time.sleep(0.1)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.strip()) == (code, "Stopped; nothing was left half-written.")
    assert not Path("new").exists()


def test_one_thing_is_told_of_in_the_singular(place: Path, capsys: Capture) -> None:
    Path("one.csv").write_text("".join(STOCKS.splitlines(keepends=True)[:2]))
    assert "un-desa-2020: 1 assertion, " in told(capsys, ["import", "un-desa", "one.csv", "-o", "one"], 0)
    assert " 1 assertion in 1 part, " in told(capsys, ["verify", "one"], 0)
