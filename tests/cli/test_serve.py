"""``sojourn serve`` as an operator types it: options, errors, the token, the log, the end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sojourn.cli import main
from sojourn.cli.commands.serve import TOKEN, settings_of
from sojourn.cli.main import parser_of
from sojourn.server.settings import Settings

Capture = pytest.CaptureFixture[str]
WILDCARD = "0.0.0.0"  # noqa: S104 - where it is bound, a token is asked for
WORD = "correct-horse-battery"


def settings(*given: str) -> Settings:
    return settings_of(parser_of("serve").parse_args(given))


@pytest.fixture(autouse=True)
def _without_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN, raising=False)


def test_without_options_it_serves_the_shipped_graph_on_loopback_with_the_limits_of_the_library() -> None:
    assert settings() == Settings()


def test_every_option_reaches_its_setting(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{WORD}\n")
    (tmp_path / "token").chmod(0o600)
    given = (
        "STORE --port 1 --host 0.0.0.0 --public https://a.org/b/ --allow-host c.org --cors https://D.org --cors * "
        "--proxied --log L --seconds 0.5 --memory 64 --rows 5 --size 0.5 --query-size 2 --workers 3 --waiting 7 "
        "--patience 2 --connections 9 --per-client 8 --grace 1.5"
    )
    found = settings(*given.split(), "--token-file", str(tmp_path / "token"))
    assert (found.targets, found.port, found.host, found.public) == (("STORE",), 1, WILDCARD, "https://a.org/b")
    assert (found.hosts, found.cors, found.proxied, found.log) == (("c.org",), ("https://d.org", "*"), True, "L")
    assert (found.token, found.grace, found.connections, found.per_client) == (WORD, 1.5, 9, 8)
    limits = found.limits
    assert (limits.seconds, limits.memory, limits.rows, limits.size, limits.query) == (0.5, 64, 5, 500_000, 2_048)
    assert (limits.workers, limits.waiting, limits.patience) == (3, 7, 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--port", "70000"], "--port: there is no port 70000\n  Ports go from 1 to 65535; 0 for any.\n"),
        (["--seconds", "0"], "--seconds: 0 is out of range\n  Give a number from 0.01 to 86,400.\n"),
        (["--seconds", "nan"], "--seconds: nan is out of range\n  Give a number from 0.01 to 86,400.\n"),
        (["--workers", "0"], "--workers: 0 is out of range\n  Give a number from 1 to 512.\n"),
        (["--size", "inf"], "--size: inf is out of range\n  Give a number from 0.001 to 2,000.\n"),
        (
            ["--public", "migration.example.org"],
            (
                "--public: 'migration.example.org' is not the URL of a site\n"
                "  For example: --public https://migration.example.org\n"
            ),
        ),
        (
            ["--public", "https://[a"],
            "--public: 'https://[a' is no URL\n  For example: --public https://migration.example.org\n",
        ),
        (
            ["--allow-host", "http://a.org"],
            "--allow-host: 'http://a.org' is no name of a host\n  Without port: data.example.org\n",
        ),
        (["--cors", "a.org"], "--cors: 'a.org' is no origin\n  For example: --cors https://www.example.org\n"),
        (
            ["--cors", "https://a.org/path"],
            "--cors: 'https://a.org/path' is no origin\n  For example: --cors https://www.example.org\n",
        ),
        (
            ["--host", WILDCARD],
            (
                "--host: 0.0.0.0 can be reached from elsewhere, and there is no token\n"
                "  Give --token-file FILE or set SOJOURN_TOKEN; a token is made only where a person at a terminal can "
                "read it.\n"
            ),
        ),
        (
            ["https://user:word@example.org/sparql"],
            (
                "sojourn serve: https://… is a URL; this cannot be done with one\n"
                "  Serve a store on this machine; the other server answers by itself.\n"
            ),
        ),
        (["--port", "0", "nowhere"], "nowhere: "),
        (["--port", "0", "--log", "nowhere/at/all"], "--log: nowhere/at/all cannot be written: "),
        (["--host", "127.0.0.1.9", "--token-file", "TOKEN"], "--host: '127.0.0.1.9' is no address: "),
        (["--host", "192.0.2.1", "--token-file", "TOKEN"], "--host: 192.0.2.1:8000 cannot be bound: "),
    ],
)
def test_what_cannot_be_served_is_told_in_one_message(
    arguments: list[str], message: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "TOKEN").write_text(WORD)
    (tmp_path / "TOKEN").chmod(0o600)
    monkeypatch.chdir(tmp_path)
    assert main(["serve", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(message)
    assert told.err.count("\n") == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "--token-file: the token must be one word of at least 16 ASCII characters"),
        ("short", "--token-file: the token must be one word of at least 16 ASCII characters"),
        ("two words of some length", "--token-file: the token must be one word of at least 16 ASCII characters"),
        ("пароль-пароль-пароль", "--token-file: the token must be one word of at least 16 ASCII characters"),
        (None, "--token-file: token cannot be read: No such file or directory"),
    ],
)
def test_a_token_that_is_none_is_refused_and_never_shown(
    words: str | None, message: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if words is not None:
        Path("token").write_text(words, encoding="utf-8")
        Path("token").chmod(0o600)
    assert main(["serve", "--token-file", "token"]) == 2
    told = capsys.readouterr().err
    assert told.startswith(message)
    assert not words or words not in told


def test_a_token_that_all_can_read_is_taken_with_a_remark(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(WORD)
    file.chmod(0o644)
    assert settings("--token-file", str(file)).token == WORD
    assert capsys.readouterr().err == (f"--token-file: everyone on this machine can read {file}\n  chmod 600 {file}\n")


def test_the_environment_may_hold_the_token_and_a_file_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, "from-the-environment")
    assert settings().token == "from-the-environment"  # noqa: S105 - of this test only
    (tmp_path / "token").write_text(WORD)
    assert settings("--token-file", str(tmp_path / "token")).token == WORD


def test_a_port_in_use_is_told_with_a_way_on(capsys: Capture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"--port: something listens at 127.0.0.1:{port} already\n"
        "  Choose another with --port, or let the system choose: --port 0.\n"
    )


def _begun(process: subprocess.Popen[str]) -> tuple[str, str]:
    """The URL that it tells, and all that it said before."""
    assert process.stderr is not None
    said = ""
    while line := process.stderr.readline():
        said += line
        if found := re.search(r"^sojourn serves .* at (http://\S+)/ \(Ctrl-C ends it\)$", line):
            return found[1], said
    pytest.fail(f"it did not begin: {said}")


@contextmanager
def _serve(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "sojourn", "serve", "--workers", "1", *arguments]
    pipe = subprocess.PIPE
    settings = {**os.environ, **environment}
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=settings) as process:
        watchman = threading.Timer(180, process.kill)  # a test that waits for what never comes is to fail, not to hang
        watchman.start()
        try:
            yield process
        finally:
            watchman.cancel()
            process.kill()


def _get(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:  # noqa: S310 - a URL of our own
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_tells_where_it_is_and_ends_well_when_told_to(number: signal.Signals, tmp_path: Path) -> None:
    with _serve("--port", "0", "--log", str(tmp_path / "log")) as process:
        url, said = _begun(process)
        assert said == f"sojourn serves the graph that ships with sojourn at {url}/ (Ctrl-C ends it)\n"
        assert _get(f"{url}/health") == 200
        process.send_signal(number)
        out, rest = process.communicate(timeout=60)
        assert (process.returncode, out, rest) == (0, "", "")
    assert "GET /health 200" in (tmp_path / "log").read_text()


def test_told_to_end_while_it_starts_it_leaves_nothing_behind() -> None:
    with _serve("--port", "0") as process:
        time.sleep(0.7)  # somewhere in the middle: imports, or the start of the workers
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode in {0, 1, 130, -signal.SIGINT}, "1 when Python itself had not yet started"
    assert "Traceback" not in said or "KeyboardInterrupt" in said


LOST = """
import os, signal, time
import sojourn.server.running as running
from sojourn.cli import main
class Lost:
    def __del__(self):  # Python tells what is raised here as "ignored", as it does in parts of an import
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
running.serve = lambda *_: Lost()
main(["serve"])
print("it goes on")
"""


def test_told_to_end_where_an_exception_would_be_lost_it_ends_all_the_same() -> None:
    ended = subprocess.run([sys.executable, "-c", LOST], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")


def test_a_token_is_asked_for_where_one_was_given_and_stands_in_no_log(tmp_path: Path) -> None:
    with _serve("--port", "0", **{TOKEN: WORD}) as process:
        url, _ = _begun(process)
        assert _get(f"{url}/") == 401
        assert _get(f"{url}/", Authorization=f"Bearer {WORD}") == 200
        assert _get(f"{url}/?token={WORD}", Authorization="Bearer wrong-wrong-wrong-wrong") == 401
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert WORD not in said
    assert "wrong" not in said
    assert said.count(" GET /") == 3


def test_an_open_address_gets_a_token_that_is_shown_once_to_the_person_at_the_terminal(tmp_path: Path) -> None:
    import pty

    person, terminal = pty.openpty()
    log = tmp_path / "log"
    command = [sys.executable, "-m", "sojourn", "serve", "--workers", "1", "--port", "0", "--host", WILDCARD]
    with subprocess.Popen([*command, "--log", str(log)], stdin=subprocess.DEVNULL, stderr=terminal) as process:
        os.close(terminal)
        said = ""
        try:
            while "Ctrl-C ends it" not in said:
                said += os.read(person, 4_096).decode()
            token = re.search(r"must show this token, which is not told again:\s+(\S+)\s", said)
            port = re.search(r"at http://127\.0\.0\.1:(\d+)/", said)
            assert token
            assert port
            assert len(token[1]) >= 40
            assert said.count(token[1]) == 1
            url = f"http://127.0.0.1:{port[1]}"
            assert _get(f"{url}/") == 401
            assert _get(f"{url}/", Authorization=f"Bearer {token[1]}") == 200
        finally:
            process.terminate()
            process.wait(60)
            os.close(person)
    assert process.returncode == 0
    assert token[1] not in log.read_text()
