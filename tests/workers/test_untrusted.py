"""``sojourn check --untrusted``: files of strangers, read where they can do no harm."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from sojourn import shipped
from sojourn.cli import main
from sojourn.workers import once as once_module
from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits
from sojourn.workers.once import once
from tests.workers.conftest import DEEDS


def _said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def _as_workbook(study: Path, folder: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("claims", "sources"):
        with (study / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            sheet = book.create_sheet(name)
            for row in csv.reader(file):
                sheet.append(row)
    folder.mkdir()
    book.save(folder / "book.xlsx")


@pytest.fixture
def studies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Studies and files, sound and not, in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shipped.GRAPHS / "rust-belt", tmp_path / "sound")
    shutil.copytree(tmp_path / "sound", tmp_path / "torn")
    sheet = tmp_path / "torn" / "claims.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",", ',"', 60), encoding="utf-8")
    _as_workbook(tmp_path / "sound", tmp_path / "book")
    shutil.copy(shipped.REGISTRY / "registry.trig", tmp_path / "registry.trig")
    (tmp_path / "odd.ttl").write_text(
        '@prefix sj: <https://w3id.org/sojourn/ns#> .\n<http://x.example/a> a sj:FlowAssertion ; sj:low "x" .\n',
        encoding="utf-8",
    )
    (tmp_path / "cut.ttl").write_text("<http://x.example/a> <http://x.example/b> ", encoding="utf-8")
    (tmp_path / "deep.ttl").write_text("<http://x.example/a> <http://x.example/b> " + "(" * 20_000, encoding="utf-8")
    (tmp_path / "bomb.rdf").write_text('<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<rdf:RDF/>', encoding="utf-8")
    (tmp_path / "words.txt").write_text("words", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["sound", "torn", "book", "registry.trig", "odd.ttl", "cut.ttl", "deep.ttl", "bomb.rdf", "words.txt", "nowhere"],
)
def test_a_confined_check_says_what_a_check_says(name: str, studies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = _said(["check", "--notes", name], capsys)
    assert _said(["check", "--notes", "--untrusted", name], capsys) == plain
    assert plain[0] == {"sound": 0, "book": 0, "registry.trig": 0, "odd.ttl": 1}.get(name, 2)


def test_texts_are_read_by_the_confined_worker_too(studies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (studies / "texts").mkdir()
    plain = _said(["check", "sound", "--texts", "texts"], capsys)
    assert _said(["check", "--untrusted", "sound", "--texts", "texts"], capsys) == plain


@pytest.mark.parametrize(
    ("outcome", "what"),
    [
        ("crash", "it crashed the process that read it"),
        ("timeout", "reading it took longer than 60 s, and was stopped"),
        ("memory", "reading it needs more than 1,024 MiB of memory"),
    ],
)
def test_a_file_that_breaks_its_reader_gives_one_message(
    outcome: str, what: str, studies: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once_module, "once", lambda *_, **__: Reply(outcome=outcome, what="something"))
    code, out, err = _said(["check", "--untrusted", "odd.ttl"], capsys)
    assert (code, out) == (2, "")
    assert err == f"odd.ttl: {what}\n  Nothing was changed. Do not open it elsewhere.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sound", "--untrusted"], "what is not trusted is not opened to be annotated"),
        (["odd.ttl"], "an RDF file has no sheet to annotate"),
    ],
)
def test_what_should_not_be_opened_is_not_annotated(
    arguments: list[str], message: str, studies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = _said(["check", *arguments, "--annotate", "out.xlsx"], capsys)
    assert code == 2
    assert err.startswith(f"--annotate: {message}\n")
    assert not (studies / "out.xlsx").exists()


@pytest.mark.parametrize(
    ("deed", "outcome"),
    [("nothing", "ok"), ("touch a wrong address", "crash"), ("eat memory", "memory"), ("spin", "timeout")],
)
def test_one_job_in_a_worker_of_its_own_ends_with_an_answer(deed: str, outcome: str) -> None:
    limits = Limits(seconds=0.5 if deed == "spin" else 60, memory=64)
    assert once("deed", {"do": deed}, limits, like=DEEDS).outcome == outcome


def test_a_single_job_can_be_weighed_by_its_parent() -> None:
    from dataclasses import replace

    like = replace(DEEDS, weighed=True)
    reply = once("deed", {"do": "eat memory", "blocks": 2_000, "wait": 20}, Limits(memory=64, seconds=60), like=like)
    assert reply.outcome == "memory"


@pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux'")
def test_a_single_job_reads_what_it_is_given_and_nothing_else(tmp_path: Path) -> None:
    given, other = tmp_path / "given", tmp_path / "other"
    for file in (given, other):
        file.write_text("words", encoding="utf-8")
    limits = Limits(seconds=60)

    def read(path: Path) -> str:
        deed = {"do": "read a file", "path": str(path)}
        return str(once("deed", deed, limits, readable=[str(given)], like=DEEDS).json())

    assert read(given) == "done: words"
    if once("deed", {"do": "open a socket"}, limits, like=DEEDS).json().startswith("refused"):
        assert read(other) in {"refused: Permission denied", "done: words"}


def test_the_command_ends_as_soon_as_it_has_spoken(studies: Path) -> None:
    command = [sys.executable, "-m", "sojourn", "check", "--untrusted", "odd.ttl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 1
    assert "odd.ttl: " in done.stdout
    assert done.stderr.endswith(".\n")
