"""What a picture shows, checked against figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sojourn.drawing
from sojourn.drawing.build import RING_LIMIT, build_view
from sojourn.drawing.view import Arrow, Related, Scale, Step, View
from sojourn.queries.running import select
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.sample import HOSTILE, hostile_store, small_store

HELD = """
PREFIX sj: <https://w3id.org/sojourn/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?id WHERE { ?claim a sj:Assertion ; dcterms:identifier ?id }
"""


def only_arrow(view: View, claim: str) -> Arrow:
    found = [arrow for arrow in view.arrows_of(view.claim(claim)) if arrow.type == "arrow"]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("claim", "start", "end", "low", "high"),
    [
        ("S0-1", "place:RU", "place:CN", 1000, None),
        ("S0-18", "place:RU", "place:CN", 11_000, 11_000),
        ("S0-10", "place:siberia", "place:CN", None, None),
        ("S0-9", "place:RU-MOW+RU-SPE", "place:CN", None, None),
        ("S1-34", "place:CN-LN", "", 200_000, 200_000),
        ("S1-10", "place:liaoyuan", "", None, None),
    ],
)
def test_an_arrow_runs_between_what_is_stated_and_is_as_wide_as_the_figure(
    small_view: View, claim: str, start: str, end: str, low: float | None, high: float | None
) -> None:
    arrow = only_arrow(small_view, claim)
    assert (arrow.start, arrow.end, arrow.low, arrow.high) == (start, end, low, high)


def test_parallel_claims_stay_apart(small_view: View) -> None:
    one, two = only_arrow(small_view, "S0-1"), only_arrow(small_view, "S0-18")
    assert {one.rank, two.rank} == {0, 1}
    assert one.parallel == two.parallel == 2


def test_no_line_ends_at_something_that_no_claim_names(small_view: View) -> None:
    named = {name for claim in small_view.claims for name in claim.names}
    for arrow in small_view.arrows:
        assert {arrow.start, arrow.end} - {""} <= named


def test_each_place_of_a_list_has_its_own_ring(small_view: View) -> None:
    rings = [small_view.node(key).rings for key in ("place:HK", "place:harbin")]
    assert [(ring.low, ring.high, ring.country) for (ring,) in rings] == [(2000, 3000, "place:RU")] * 2


def test_a_stock_too_large_for_the_scale_is_marked_and_counted(small_view: View) -> None:
    (ring,) = small_view.node("place:CN-HL").rings
    assert ring.low > RING_LIMIT
    assert ring.beyond
    assert small_view.legend.beyond == 1
    assert small_view.legend.radius.largest == 50_000


def test_a_figure_without_upper_bound_gets_none(small_view: View) -> None:
    assert [(ring.low, ring.high) for ring in small_view.node("place:CN").rings] == [(16_000, None), (40_000, 50_000)]


def test_the_chain_leads_from_the_source_read_to_the_root(small_view: View) -> None:
    claim = small_view.claim("S0-18")
    assert claim.source == "paper"
    assert claim.chain == (
        Step(source="gazette", title="The Gazette", attribution="implied"),
        Step(source="institute", title="A study of the institute", attribution="explicit", wording="number of moves"),
    )
    assert claim.attribution == "implied"
    assert claim.sources == ("gazette", "institute", "paper")
    assert (claim.locator.line, claim.locator.sentence, claim.locator.start, claim.locator.end) == (24, 1, 240, 248)
    assert len(claim.locator.digest) == 64


def test_relations_are_read_from_both_ends(small_view: View) -> None:
    census, experts = small_view.claim("S0-19"), small_view.claim("S0-20")
    assert experts.related == (Related(relation="contrastsWith", claim=census.key),)
    assert census.related == (Related(relation="contrastedBy", claim=experts.key),)
    reason, flow = small_view.claim("S0-3"), small_view.claim("S0-1")
    assert only_arrow(small_view, "S0-1").explained_by == (reason.key,)
    assert flow.related == (Related(relation="explainedBy", claim=reason.key),)


@pytest.mark.parametrize(
    ("claim", "period", "anchored"),
    [
        ("S0-19", "2020", True),
        ("S1-34", "2015 to 2017", True),
        ("S0-23", "until publication (not anchored: the date of publication is not known)", False),
        ("S0-18", "", False),
    ],
)
def test_a_period_reads_as_words(small_view: View, claim: str, period: str, anchored: bool) -> None:
    found = small_view.claim(claim)
    assert (found.period, found.anchored) == (period, anchored)


@pytest.mark.parametrize(
    ("facet", "first", "count"),
    [
        ("kind", "residence", 7),
        ("source", "paper", 12),
        ("population", "population:russians", 11),
        ("profession", "profession:doctor", 1),
    ],
)
def test_filters_count_claims(small_view: View, facet: str, first: str, count: int) -> None:
    choices = next(f for f in small_view.facets if f.name == facet).choices
    assert (choices[0].key, choices[0].count) == (first, count)


@pytest.mark.parametrize(
    ("key", "type_", "country"),
    [
        ("place:RU", "country", "place:RU"),
        ("place:HK", "country", "place:CN"),
        ("place:CN-BJ", "place", "place:CN"),
        ("place:RU-MOW+RU-SPE", "union", "place:RU"),
        ("place:rust-belt", "group", "place:CN"),
        ("place:silicon-valley", "place", ""),
        ("population:russians", "population", "place:RU"),
        ("population:residents", "population", ""),
        ("profession:doctor", "profession", ""),
        ("agent:a-man", "person", ""),
    ],
)
def test_a_node_knows_what_it_is_and_which_country_it_belongs_to(
    small_view: View, key: str, type_: str, country: str
) -> None:
    node = small_view.node(key)
    assert (node.type, node.country) == (type_, country)


def test_an_uncertain_place_is_marked(small_view: View) -> None:
    assert not small_view.node("place:pogranichnoye").identified
    assert small_view.node("place:harbin").identified


@pytest.mark.parametrize(("lang", "label"), [("en", "Russia"), ("ru", "Россия"), ("zh", "Russia")])
def test_labels_are_in_the_language_asked_for_or_in_english(lang: str, label: str) -> None:
    assert build_view(small_store(), lang=lang).node("place:RU").label == label


def test_a_union_without_a_label_in_a_language_is_named_by_its_members() -> None:
    assert build_view(small_store(), lang="ru").node("place:RU-MOW+RU-SPE").label == "Moscow + Saint Petersburg"


def test_a_view_of_one_study_holds_that_study_alone() -> None:
    view = build_view(small_store(), studies=["other-paper"])
    assert [claim.id for claim in view.claims] == ["S1-10", "S1-14", "S1-31", "S1-34", "S1-36", "S2-22", "S2-31"]
    assert {source.key for source in view.sources} == {"other-paper"}


def test_an_empty_store_gives_an_empty_view() -> None:
    view = build_view(EmbeddedStore.of([]))
    assert (view.nodes, view.arrows, view.claims) == ((), (), ())


def test_the_same_graph_gives_the_same_view(small_view: View) -> None:
    assert build_view(small_store(), title="A small picture") == small_view


def test_hostile_texts_are_kept_as_they_are() -> None:
    view = build_view(hostile_store())
    assert {claim.text for claim in view.claims} == set(HOSTILE.values())
    assert set(HOSTILE.values()) <= {node.label for node in view.nodes}
    assert {source.url for source in view.sources} == {""}


@pytest.mark.parametrize(("persons", "size"), [(40_000, 10), (10_000, 5), (400, 1), (0, 1), (90_000, 10)])
def test_the_scale_is_the_square_root_between_its_ends(persons: float, size: float) -> None:
    assert Scale(largest=40_000, size=10).of(persons) == pytest.approx(size)


def test_an_unknown_name_is_an_error(small_view: View) -> None:
    with pytest.raises(KeyError):
        small_view.node("place:atlantis")
    with pytest.raises(KeyError):
        small_view.claim("S9-9")


def test_every_claim_of_the_shipped_graph_is_in_the_picture(whole_store: EmbeddedStore, whole_view: View) -> None:
    held = {row["id"] for row in select(whole_store, HELD).values()}
    assert {claim.id for claim in whole_view.claims} == held
    assert len(whole_view.claims) >= 118


def test_the_shipped_picture_has_the_figures_of_the_articles(whole_view: View) -> None:
    eleven = only_arrow(whole_view, "S0-18")
    assert (eleven.low, eleven.high, eleven.start, eleven.end) == (11_000, 11_000, "place:RU", "place:CN")
    assert only_arrow(whole_view, "S0-10").low is None
    assert only_arrow(whole_view, "S1-34").end == ""
    assert only_arrow(whole_view, "S2-18").end == ""
    low_high = [(ring.low, ring.high) for ring in whole_view.node("place:CN-SH").rings]
    assert low_high == [(5000, 6000)]
    assert (16_000, None) in [(ring.low, ring.high) for ring in whole_view.node("place:CN").rings]


def test_no_colour_stands_in_the_room_of_drawing() -> None:
    folder = Path(str(sojourn.drawing.__file__)).parent
    for file in sorted(folder.rglob("*.py")):
        assert not re.search(r"#[0-9a-fA-F]{6}\b|rgb\(", file.read_text(encoding="utf-8")), file.name
