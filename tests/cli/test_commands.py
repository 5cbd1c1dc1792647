"""The commands as a person types them: help with examples, exit codes, files that are kept, one clear message."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sojourn.cli import main
from sojourn.cli.main import COMMANDS
from sojourn.importers.mapping import template

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example(command: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert f"usage: sojourn {command}" in shown
    assert f"examples:\n  sojourn {command}" in shown


def test_help_lists_every_command(capsys: Capture) -> None:
    assert main([]) == main(["--help"]) == 0
    shown = capsys.readouterr().out
    for command, what in COMMANDS.items():
        assert f"  {command:<9} {what}\n" in shown


def test_an_unknown_command_gets_the_nearest_one(capsys: Capture) -> None:
    assert main(["qurey"]) == 2
    assert capsys.readouterr().err == (
        "there is no command 'qurey'\n  Did you mean 'sojourn query'? 'sojourn --help' lists them.\n"
    )


def test_ask_lists_the_thirty_one_questions(capsys: Capture) -> None:
    assert main(["ask"]) == 0
    listed = capsys.readouterr().out.split("listings:")[0].strip().split("\n")[1:]
    assert len([line for line in listed if line.startswith("  ")]) == 31


def test_a_question_answers_as_table_csv_and_json(capsys: Capture) -> None:
    asked = ["ask", "stock-by-count", "--population", "Russians", "--place"]
    assert main([*asked, "China"]) == 0
    assert "over 16,000 persons" in capsys.readouterr().out
    assert main([*asked, "Китай", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["low"] for row in rows} >= {"16000", "40000"}
    assert main([*asked, "CN", "--format", "json"]) == 0
    assert {record["low"] for record in json.loads(capsys.readouterr().out)["answer"]} >= {16000, 40000}


def test_not_stated_is_an_answer(capsys: Capture) -> None:
    assert main(["ask", "stock-by-count", "--population", "Talent", "--place", "China"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Not stated: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "stock-by-cuont"], "no question is called 'stock-by-cuont'\n  Did you mean 'stock-by-count'?"),
        (["ask", "stock-by-count"], "stock-by-count needs --population"),
        (
            ["ask", "stock-by-count", "--population", "Russians", "--place", "Harbn"],
            "no place of this graph is called 'Harbn'\n  Did you mean 'Harbin'",
        ),
        (["draw", "-o", "missing/graph.html"], "missing"),
        (["build"], "sojourn build: no study is named"),
        (["build", "nowhere"], "nowhere: there is no such folder"),
        (["check", "nowhere"], "nowhere: there is no such folder"),
        (["check", ".", "--texts", "nowhere"], "nowhere: there is no folder of that name"),
        (["export", "-o", "graph.docx"], "graph.docx"),
        (["query", "-e", "ASK {}", "--store", "."], ".: has no manifest, so it is no finished store"),
    ],
)
def test_bad_input_is_one_message_exit_code_2_and_nothing_written(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["draw", "-o"], ["export", "-o"]])
def test_a_file_that_exists_is_kept(arguments: list[str], tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "mine.html" if arguments[0] == "draw" else tmp_path / "mine.csv"
    target.write_text("mine")
    assert main([*arguments, str(target)]) == 2
    assert "already exists\n  Choose another name, or replace it with --force." in capsys.readouterr().err
    assert target.read_text() == "mine"
    assert main([*arguments, str(target), "--force"]) == 0
    assert target.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("command", ["export", "draw", "query"])
def test_a_folder_that_cannot_be_written_is_one_message(command: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("no folder")
    target = tmp_path / "file" / "claims.csv"
    more = ["-e", "ASK {}"] if command == "query" else []
    assert main([command, *more, "-o", str(target)]) == 2
    assert str(target) in capsys.readouterr().err


def test_stopping_it_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sojourn.graph.building.build", stop)
    assert main(["build", "--shipped", "-o", "never"]) == 130
    assert capsys.readouterr().err == "\nStopped; nothing was left half-written.\n"


def test_the_module_runs_like_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "sojourn", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == "sojourn 0.1.0\n"


def run(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command line in a shell, as a person types it."""
    sojourn = f"{sys.executable} -c 'from sojourn.cli import run; run()'"
    full = {**os.environ, **environment}
    script = command.replace("sojourn ", f"{sojourn} ")
    return subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True, env=full, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_behind_the_output_is_one_message(tmp_path: Path) -> None:
    for command in ("sojourn --help > /dev/full", "sojourn ask claims > /dev/full"):
        done = run(command, tmp_path)
        assert (done.returncode, done.stderr) == (2, "the output cannot be written: No space left on device\n")


def test_a_closed_output_is_one_message(tmp_path: Path) -> None:
    done = run("sojourn ask claims >&-", tmp_path)
    assert (done.returncode, done.stderr) == (2, "the output cannot be written: standard output is closed\n")


def test_a_device_or_folder_is_never_replaced_by_a_file(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "folder.csv").mkdir()
    for target, what in ((tmp_path / "folder.csv", "is a folder"), (Path(os.devnull), "is not a file, and is not")):
        assert main(["export", "--format", "csv", "-o", str(target), "--force"]) == 2
        assert f"{target}: {what}" in capsys.readouterr().err
    assert not Path(os.devnull).is_file()


def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("file.csv")
    assert main(["export", "-o", str(tmp_path / "link.csv"), "--force"]) == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "file.csv").stat().st_size > 10_000


def test_a_store_is_not_built_over_a_file(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "store").write_text("mine")
    assert main(["build", "--shipped", "-o", str(tmp_path / "store"), "--force"]) == 2
    assert "is a file, not the folder of a store" in capsys.readouterr().err
    assert (tmp_path / "store").read_text() == "mine"


def test_a_runaway_query_stops_at_once_on_ctrl_c(tmp_path: Path) -> None:
    query = "SELECT ?a ?b ?c WHERE { ?a ?x ?y . ?b ?z ?w . ?c ?u ?v } ORDER BY ?a"
    code = "from sojourn.cli import run; run()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "query", "-e", query], cwd=tmp_path, stdout=subprocess.DEVNULL
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=60)
    assert process.returncode in {-signal.SIGINT, 130}, "130 when the signal came before the engine ran"


@pytest.mark.parametrize("opening", ["<<( <a:b> <a:b> ", "[ <a:b> ", "( "])
def test_a_file_nested_so_deep_that_the_parser_would_crash_is_refused(
    opening: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "deep.ttl").write_text(f"<a:b> <a:b> {opening * 20_000}")
    assert main(["query", "-e", "ASK {}", "--store", str(tmp_path / "deep.ttl")]) == 2
    assert "brackets are nested more than 1,000 deep" in capsys.readouterr().err


def test_a_variable_that_is_bound_must_be_selected(capsys: Capture) -> None:
    assert main(["query", "-e", "SELECT ?a WHERE { ?a sj:place ?p }", "--bind", "p=place:CN"]) == 2
    assert "the query does not select ?p" in capsys.readouterr().err


def test_an_empty_query_is_one_message(capsys: Capture) -> None:
    assert main(["query", "-e", ""]) == 2
    assert "there is no query here" in capsys.readouterr().err


def test_the_template_of_a_mapping_passes_its_own_check_and_is_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "table.yaml"
    assert main(["new", "--mapping", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == template()
    assert main(["new", "--mapping", str(target)]) == 2
    assert main(["new", "study", "--mapping", str(tmp_path / "other.yaml")]) == 2
    assert not (tmp_path / "other.yaml").exists()
