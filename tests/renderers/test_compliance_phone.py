"""What every renderer owes its readers, on a phone: the same that is asked of it at a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from sojourn.drawing.view import View
from sojourn.renderers.registered import renderers
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.conftest import whole_store, whole_view
from tests.drawing.sample import hostile_store
from tests.renderers.probes import (
    Screen,
    Seen,
    looked_at,
    screens,
    test_axe_finds_nothing_before_and_after_a_choice,
    test_labels_are_legible_and_lie_on_nothing,
    test_marks_have_names_stand_inside_and_can_be_hit,
    test_the_data_the_table_and_the_query_agree,
    test_the_page_is_drawn_and_fits_its_window,
    test_what_can_be_pressed_is_large_enough,
    test_whatever_is_chosen_nothing_runs_and_nothing_is_asked_for,
)

__all__ = [
    "test_axe_finds_nothing_before_and_after_a_choice",
    "test_labels_are_legible_and_lie_on_nothing",
    "test_marks_have_names_stand_inside_and_can_be_hit",
    "test_the_data_the_table_and_the_query_agree",
    "test_the_page_is_drawn_and_fits_its_window",
    "test_what_can_be_pressed_is_large_enough",
    "test_whatever_is_chosen_nothing_runs_and_nothing_is_asked_for",
    "whole_store",
    "whole_view",
]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=screens(390, [one.name for one in renderers()]), ids=str)
def seen(
    request: pytest.FixtureRequest,
    browser: Browser,
    whole_store: EmbeddedStore,
    whole_view: View,
    placed_hostile_view: View,
) -> Iterator[Seen]:
    screen: Screen = request.param
    if screen.what == "studies":
        yield from looked_at(browser, screen, whole_view, whole_store)
    else:
        yield from looked_at(browser, screen, placed_hostile_view, hostile_store(placed=True))
