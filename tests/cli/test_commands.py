"""The commands as a person types them: help with examples, exit codes, files that are kept, one clear message."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sojourn.cli import main
from sojourn.cli.main import COMMANDS

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


def test_ask_lists_the_twenty_five_questions(capsys: Capture) -> None:
    assert main(["ask"]) == 0
    listed = capsys.readouterr().out.split("listings:")[0].strip().split("\n")[1:]
    assert len([line for line in listed if line.startswith("  ")]) == 25


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
