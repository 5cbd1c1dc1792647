"""Populations, agents and professions are found by key, label in any language, or code."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.errors import NotFound
from sojourn.model import Names, Population, Profession
from sojourn.sheets import load_registry
from sojourn.sheets.named import Professions, Who

REGISTRY = load_registry(Path(__file__).parent / "registry")
LOCAL = {"poles": Population(key="poles", names=Names(en="Poles", aliases=("Polish people",)))}


@pytest.fixture
def who() -> Who:
    return Who((LOCAL, REGISTRY.populations), ({}, REGISTRY.agents), "my-study")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("russians", ("population", "russians")),
        ("Russians", ("population", "russians")),
        ("россияне", ("population", "russians")),
        ("polish people", ("population", "poles")),
        ("Liu Qingfeng", ("agent", "liu")),
    ],
)
def test_who_is_found_by_key_or_label(who: Who, text: str, found: tuple[str, str]) -> None:
    assert who.resolve(text) == found


def test_a_name_that_two_bear_is_refused_with_both() -> None:
    twins = {key: Population(key=key, names=Names(en="Twins")) for key in ("twins-1", "twins-2")}
    who = Who((twins, {}), ({}, {}), "my-study")
    with pytest.raises(
        NotFound, match=r"2 are called 'Twins'\n  Write the key of the one you mean: 'twins-1', 'twins-2'\."
    ):
        who.resolve("Twins")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("doctor", "doctor"),
        ("Doctors", "doctor"),
        ("врач", "doctor"),
        ("医生", "doctor"),
        ("2221", "isco-2221"),
        ("isco-2221", "isco-2221"),
        ("ISCO 221", "isco-221"),
        ("isco-08 221", "isco-221"),
        ("Legislators", "isco-1111"),
    ],
)
def test_a_profession_is_found_by_label_or_code(text: str, key: str) -> None:
    assert Professions().resolve(text) == key


def test_a_code_of_isco_08_becomes_a_profession_of_the_study() -> None:
    professions = Professions()
    professions.resolve("doctor")
    assert professions.minted == {}
    professions.resolve("2221")
    title = professions.minted["isco-2221"].names.en
    assert professions.minted == {"isco-2221": Profession(key="isco-2221", names=Names(en=title), isco08=("2221",))}
    assert "urs" in title


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "enginer",
            (
                "no profession is called 'enginer'\n"
                "  Did you mean 'engineer'? Write a label or an ISCO-08 code, such as 2221."
            ),
        ),
        ("2999", "ISCO-08 has no code '2999'\n  Did you mean 2 (Professionals)? "),
        ("", "no profession is called ''\n  Write a label or an ISCO-08 code, such as 2221."),
    ],
)
def test_an_unknown_profession_is_refused_with_the_nearest(text: str, message: str) -> None:
    with pytest.raises(NotFound) as caught:
        Professions().resolve(text)
    assert str(caught.value) == message
