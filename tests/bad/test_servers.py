"""Servers that lie, stall, break off or refuse: one clear message each, exit code 2, nothing written."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sojourn.cli import main
from sojourn.stores.remote import wire
from tests.bad.golden import cases
from tests.bad.lying import LIARS, server

MESSAGES = {case.name: case for case in cases("servers.txt")}


SLOW = {"silence", "a drip of headers", "a drip of the body"}
SECONDS = 60
"""What a server may take that answers at once, whatever else this machine does [s]."""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOJOURN_SPARQL_MAX_BYTES", "200000")
    monkeypatch.setenv("NETRC", "/dev/null")
    monkeypatch.setattr(wire, "sleep", lambda _: None)


def test_every_lying_server_has_its_message_beside_it() -> None:
    assert set(MESSAGES) == set(LIARS)


@pytest.mark.parametrize("name", LIARS)
def test_a_lying_server_gets_one_message_and_nothing_is_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOJOURN_SPARQL_TIMEOUT", "1" if name in SLOW else str(SECONDS))
    target = tmp_path / "out.csv"
    with server(LIARS[name]) as (url, _):
        began = time.monotonic()
        assert main(["ask", "gaps", "--store", url, "--format", "csv", "-o", str(target)]) == 2
        assert time.monotonic() - began < SECONDS / 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.replace(url, "URL").rstrip("\n") == MESSAGES[name].message
    assert not target.exists()
