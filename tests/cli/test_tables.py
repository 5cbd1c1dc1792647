"""Tables on a terminal: aligned in every script, and nothing in a cell can steer the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.cli.tables import table, visible, width


def test_wide_characters_take_two_columns() -> None:
    assert width("北京") == 4
    assert table(["place", "n"], [["北京", "1"], ["Пекин", "2"]]) == ("place  n\n─────  ─\n北京   1\nПекин  2")


def test_a_long_cell_is_wrapped_to_the_width() -> None:
    shown = table(["a", "claim"], [["1", "who moved where and when and who says so"]], limit=24)
    assert shown.split("\n") == [
        "a  claim",
        "─  ─────────────────────",
        "1  who moved where and",
        "   when and who says so",
    ]


@pytest.mark.parametrize("hostile", ["\x1b[31mred", "a\u202eb", "zero\u200bwidth", "bell\x07", "nul\x00"])
def test_control_characters_never_reach_the_terminal(hostile: str) -> None:
    assert not set(visible(hostile)) & set("\x1b\u202e\u200b\x07\x00")


@given(
    st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5),
    st.integers(min_value=30, max_value=200),
)
def test_no_line_is_wider_than_asked(rows: list[list[str]], limit: int) -> None:
    for line in table(["a", "b", "c"], rows, limit=limit).split("\n"):
        assert width(line) <= limit
