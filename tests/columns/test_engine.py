"""The engine behaves the same on every machine: limited, locked, without network or settings from outside."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest

from sojourn.columns.engine import connect, connected, identifier, literal
from sojourn.errors import NotAvailable


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("threads", "1"),
        ("memory_limit", "95.3 MiB"),
        ("TimeZone", "UTC"),
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("allow_community_extensions", "false"),
        ("allow_persistent_secrets", "false"),
        ("python_enable_replacements", "false"),
        ("enable_progress_bar", "false"),
        ("lock_configuration", "true"),
    ],
)
def test_a_setting_is_ours_whatever_the_machine_says(setting: str, value: str) -> None:
    with connected(memory="100MB", threads=1) as connection:
        assert connection.execute("SELECT current_setting($1)::VARCHAR", [setting]).fetchall() == [(value,)]


def test_settings_cannot_be_changed_afterwards() -> None:
    with connected() as connection, pytest.raises(duckdb.Error, match="locked"):
        connection.execute("SET memory_limit = '100GB'")


@pytest.mark.parametrize("text", ["read_csv('http://127.0.0.1:9/a.csv')", "read_parquet('s3://bucket/a.parquet')"])
def test_nothing_is_fetched(text: str) -> None:
    with connected() as connection, pytest.raises(duckdb.Error, match="httpfs"):
        connection.execute(f"SELECT * FROM {text}")


def test_a_variable_of_the_program_is_no_table() -> None:
    import pyarrow as pa

    secret = pa.table({"a": [1]})
    with connected() as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("SELECT * FROM secret")
    assert secret.num_rows == 1


def test_what_does_not_fit_is_spilled_and_the_spill_is_gone_at_the_end(tmp_path: Path) -> None:
    sort = "SELECT count(*) FROM (SELECT md5(i::VARCHAR) AS a FROM range(2000000) t(i) ORDER BY a OFFSET 1)"
    with connected(memory="60MB", temp=tmp_path) as connection:
        assert connection.execute(sort).fetchall() == [(1_999_999,)]
    assert not list(tmp_path.rglob("*.tmp"))
    with connected(memory="60MB") as connection, pytest.raises(duckdb.OutOfMemoryException):
        connection.execute(sort)


@pytest.mark.parametrize("missing", ["duckdb", "pyarrow"])
def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(NotAvailable) as caught:
        connect()
    assert str(caught.value).splitlines() == [
        f"tables need the package {missing}, which is not installed",
        f"  Install it: pip install {missing}.",
    ]


@pytest.mark.parametrize("text", ["", "plain", "it's", "''", "\\", '"', "a\nb", "ключ", "; DROP TABLE a; --"])
def test_quoting_holds(text: str) -> None:
    with connected() as connection:
        query = f"SELECT {literal(text)} AS {identifier(text or 'a')}"
        connection.execute(query)
        assert connection.description is not None
        assert connection.description[0][0] == (text or "a")
        assert connection.fetchall() == [(text,)]
