"""Columns that are packed and read back: every type, every kind of value, and what makes them small."""

from __future__ import annotations

import math
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.renderers.packing import LARGEST, Packer, parts, template, unpacked, unvarints, varints

WHOLES = st.integers(min_value=-LARGEST + 1, max_value=LARGEST - 1)
DECIMALS = st.integers(min_value=-(10**9), max_value=10**9).map(lambda n: n / 100)
NUMBERS = st.one_of(
    WHOLES.map(float), DECIMALS, st.floats(allow_nan=False, allow_infinity=False), st.just(float("nan"))
)


def packed(column: Any, packer: Packer) -> list[Any]:
    packer.add("it", column)
    return unpacked(packer.columns, packer.block())["it"]


def nones(values: list[float]) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values]


@given(st.lists(st.integers(min_value=0, max_value=2**63 - 1)))
def test_varints_are_read_as_they_were_written(values: list[int]) -> None:
    assert unvarints(varints(np.array(values, dtype=np.uint64))).tolist() == values


@given(st.lists(WHOLES))
def test_whole_numbers_come_back(values: list[int]) -> None:
    packer = Packer()
    assert packed(packer.integers(np.array(values, dtype=np.int64)), packer) == values


@given(st.lists(st.integers(min_value=-1, max_value=300)))
def test_the_number_that_says_not_stated_comes_back_as_none(values: list[int]) -> None:
    packer = Packer()
    found = packed(packer.integers(np.array(values, dtype=np.int64), none=-1), packer)
    assert found == [None if value == -1 else value for value in values]


@given(st.lists(NUMBERS))
def test_figures_come_back_to_the_last_bit(values: list[float]) -> None:
    packer = Packer()
    assert packed(packer.numbers(np.array(values, dtype=np.float64)), packer) == nones(values)


@given(st.lists(st.tuples(NUMBERS, NUMBERS)))
def test_an_upper_bound_over_a_lower_one_comes_back(bounds: list[tuple[float, float]]) -> None:
    low, high = (np.array([pair[side] for pair in bounds], dtype=np.float64) for side in (0, 1))
    packer = Packer()
    packer.add("low", packer.numbers(low))
    packer.add("high", packer.numbers(high, over=("low", low)))
    found = unpacked(packer.columns, packer.block())
    assert found == {"low": nones(low.tolist()), "high": nones(high.tolist())}


@given(st.lists(st.text()))
def test_texts_come_back(values: list[str]) -> None:
    packer = Packer()
    assert packed(packer.texts(values), packer) == values


@given(st.lists(st.tuples(st.sampled_from(["row #, column a", "Table 1!H#"]), st.integers(0, 10**15))))
def test_texts_around_a_number_come_back(rows: list[tuple[str, int]]) -> None:
    of = ["row #, column a", "Table 1!H#"]
    packer = Packer()
    codes, numbers = np.array([of.index(text) for text, _ in rows], int), np.array([n for _, n in rows], np.int64)
    assert packed(packer.pattern(of, codes, numbers), packer) == [text.replace("#", str(n)) for text, n in rows]


@given(st.lists(st.lists(NUMBERS, max_size=6), max_size=5))
def test_parts_follow_each_other(pieces: list[list[float]]) -> None:
    packer = Packer()
    column = parts([packer.numbers(np.array(piece, dtype=np.float64)) for piece in pieces] or [packer.texts([])])
    assert packed(column, packer) == nones([value for piece in pieces for value in piece])
    assert column["n"] == sum(len(piece) for piece in pieces)


def test_a_part_over_another_column_counts_from_its_own_place() -> None:
    packer = Packer()
    low = np.array([5.0, np.nan, 0.5, 7.0])
    high = np.array([6.0, 9.0, np.nan, 7.25])
    packer.add("low", packer.numbers(low))
    cuts = (slice(0, 2), slice(2, 4))
    packer.add("high", parts([packer.numbers(high[cut], over=("low", low[cut])) for cut in cuts]))
    assert unpacked(packer.columns, packer.block())["high"] == [6.0, 9.0, None, 7.25]


SHORT: dict[str, tuple[list[float], str]] = {
    "the same for all": ([7, 7, 7], "const"),
    "one after the other": ([7, 8, 9], "line"),
    "falling by threes": ([9, 6, 3], "line"),
    "none at all": ([math.nan, math.nan], "const"),
    "ascending": ([1000 * i + i % 7 for i in range(300)], "delta"),
    "up and down": ([0, 60, 3, 63, 5, 0, 63] * 9, "int"),
    "too fine for decimals": ([math.pi, 1e-9], "float"),
    "without end": ([math.inf, 1.0], "float"),
}


@pytest.mark.parametrize("name", SHORT)
def test_a_column_takes_the_type_that_suits_it(name: str) -> None:
    values, kind = SHORT[name]
    packer = Packer()
    column = packer.numbers(np.array(values))
    assert column["t"] == kind
    assert packed(column, packer) == nones(values)


def test_a_decimal_is_a_whole_number_with_a_scale() -> None:
    packer = Packer()
    assert packer.numbers(np.array([0.5, 12.25]))["scale"] == 2


def test_columns_with_the_same_bytes_share_them() -> None:
    packer = Packer()
    values = np.array([3, 1, 4, 1, 5, 9, 2, 6])
    first, second = packer.integers(values), packer.integers(values)
    assert first == second
    assert len(zlib.decompress(packer.block())) == len(values)


def test_a_template_is_handed_on_as_it_is() -> None:
    packer = Packer()
    assert packed(template("{start}-{end}", 2), packer) == ["{start}-{end}"] * 2


def test_the_same_columns_give_the_same_bytes() -> None:
    def block() -> bytes:
        packer = Packer()
        packer.add("a", packer.integers(np.arange(1000) % 37))
        packer.add("b", packer.numbers(np.arange(1000) / 8))
        return packer.block()

    assert block() == block()
