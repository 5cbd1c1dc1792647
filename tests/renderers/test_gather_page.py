"""What the page gathers into one mark: sums inside a series, and what is never summed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sojourn.drawing.gathering import Scene, gather
from sojourn.drawing.view import View
from sojourn.renderers.shell import page
from tests.renderers.conftest import Opener
from tests.renderers.handmade import Said, World, page_of_claims, page_of_flows

pytestmark = pytest.mark.browser

WORLD = World(
    places={
        "Asia": ("continent", ""), "Central Asia": ("subregion", "Asia"), "Russia": ("country", ""),
        "China": ("country", "Asia"), "Kazakhstan": ("country", "Central Asia"),
        "Uzbekistan": ("country", "Central Asia"), "Moscow Region": ("", "Russia"), "Moscow": ("", "Moscow Region"),
        "Kazan": ("", "Russia"), "Ufa": ("", "Russia"), "Beijing": ("", "China"), "Harbin": ("", "China"),
    },
    populations={
        "born in Kazakhstan": ("countryOfBirth", "Kazakhstan", ""),
        "born in Uzbekistan": ("countryOfBirth", "Uzbekistan", ""),
        "women born in Uzbekistan": ("countryOfBirth", "Uzbekistan", "born in Uzbekistan"),
        "Kazakhs": ("citizenship", "Kazakhstan", ""), "Uzbeks": ("citizenship", "Uzbekistan", ""),
        "doctors": ("", "", ""),
    },
)  # fmt: skip

READ = """({patch, pane = 0}) => {
  const node = (name) => sojourn.data.nodes.findIndex((one) => one.key.endsWith(`:${name}`));
  const sets = Object.fromEntries(["open", "closed"].filter((name) => name in patch)
    .map((name) => [name, new Set(patch[name].map(node))]));
  sojourn.update({...patch, ...sets});
  const scene = sojourn.sceneOf(pane), bare = (value) => Number.isNaN(value) ? null : value;
  return {
    layer: scene.layer, largest: scene.largest,
    others: {arrows: scene.others.arrows, claims: scene.others.claims, low: scene.others.low},
    arrows: scene.arrows.map((one) => ({key: one.key.replaceAll("place:", ""), low: bare(one.low), high: bare(one.high),
      most: bare(one.most),
      open: one.open, parts: one.parts, figures: one.figures, more: one.more, claims: one.claims, sources: one.sources,
      loop: one.loop, derived: one.derived, disputed: one.disputed, rows: one.rows.length, stated: one.stated})),
    places: scene.places.map((one) => ({key: one.key.replace("place:", ""), rings: one.rings.map((ring) =>
      [bare(ring.low), bare(ring.high)]), claims: one.claims.length, gathered: one.gathered, others: one.others,
      disputed: one.disputed})),
  };
}"""


def scene_of(show: Opener, claims: list[Said], world: World = WORLD, **patch: Any) -> dict[str, Any]:
    opened = show(page_of_claims(world, claims))
    assert opened.complaints == []
    found: dict[str, Any] = opened.run(READ, {"patch": patch})
    return found


def flow(start: str, end: str, low: float | None, high: float | None = None, **more: Any) -> Said:
    ends: dict[str, Any] = {"start": [start] if start else [], "end": [end] if end else []}
    return Said(**ends, low=low, high=low if high is None else high, **more)


def stock(population: str, place: str, low: float, **more: Any) -> Said:
    return Said(kind="residence", population=[population], place=[place], low=low, high=low, **more)


COUNTRIES: dict[str, Any] = {"level": "country"}
RESIDENTS: dict[str, Any] = {"layer": "residents"}
EXPECTED: dict[str, tuple[list[Said], dict[str, Any], list[tuple[Any, ...]]]] = {
    "what is said of parts is added up where they are closed": (
        [flow("Moscow", "Beijing", 100), flow("Kazan", "Harbin", 50, 60)],
        COUNTRIES,
        [("Russia>China", 150, 160, 2, ["150–160"])],
    ),
    "as stated, every place stands for itself": (
        [flow("Moscow", "Beijing", 100), flow("Kazan", "Harbin", 50, 60)],
        {},
        [("Moscow>Beijing", 100, 100, 1, ["100"]), ("Kazan>Harbin", 50, 60, 1, ["50–60"])],
    ),
    "a figure for the whole pair wins over its parts": (
        [flow("Moscow", "Beijing", 100), flow("Kazan", "Harbin", 50), flow("Russia", "China", 120)],
        COUNTRIES,
        [("Russia>China", 120, 120, 1, ["120"])],
    ),
    "a whole without a figure leaves the sum of its parts a lower bound": (
        [flow("Moscow", "Beijing", 100), flow("Kazan", "Harbin", 50), flow("Russia", "China", None)],
        COUNTRIES,
        [("Russia>China", 150, None, 2, ["at least 150"])],
    ),
    "a part inside another part is not counted twice": (
        [flow("Moscow", "Beijing", 100), flow("Moscow Region", "Beijing", 130), flow("Kazan", "Beijing", 5)],
        COUNTRIES,
        [("Russia>China", 135, 135, 2, ["135"])],
    ),
    "two figures for the same part are a range and no sum": (
        [flow("Moscow", "Beijing", 100), flow("Moscow", "Beijing", 140), flow("Kazan", "Beijing", 5)],
        COUNTRIES,
        [("Russia>China", 105, 145, 2, ["105–145"])],
    ),
    "what moves inside a closed place is a loop": (
        [flow("Moscow", "Kazan", 100), flow("Kazan", "Ufa", 7)],
        COUNTRIES,
        [("Russia>Russia", 107, 107, 2, ["107"])],
    ),
    "a claim with several origins counts once": (
        [Said(start=["Moscow", "Kazan"], end=["Beijing"], low=70, high=70), flow("Ufa", "Beijing", 1)],
        COUNTRIES,
        [("Russia>China", 71, 71, 2, ["71"])],
    ),
    "a claim with several origins holds what is said of one of them": (
        [Said(start=["Moscow", "Kazan"], end=["Beijing"], low=70, high=70), flow("Kazan", "Beijing", 30)],
        COUNTRIES,
        [("Russia>China", 70, 70, 1, ["70", "30"])],
    ),
    "of claims that share some of their people the first counts, as a lower bound": (
        [
            Said(start=["Moscow", "Kazan"], end=["Beijing"], low=70, high=70),
            Said(start=["Kazan", "Ufa"], end=["Beijing"], low=40, high=40),
        ],
        COUNTRIES,
        [("Russia>China", 70, None, 1, ["70", "40"])],
    ),
    "a part without a figure makes the sum a lower bound": (
        [flow("Moscow", "Beijing", 100), flow("Kazan", "Beijing", 2), flow("Ufa", "Beijing", None)],
        COUNTRIES,
        [("Russia>China", 102, None, 2, ["at least 102"])],
    ),
    "a part without an upper bound makes the sum one, too": (
        [flow("Moscow", "Beijing", 100), Said(start=["Kazan"], end=["Beijing"], low=16, hedge="moreThan")],
        COUNTRIES,
        [("Russia>China", 116, None, 2, ["at least 116"])],
    ),
    "sources are laid beside each other": (
        [flow("Moscow", "Beijing", 100), flow("Kazan", "Beijing", 9), flow("Moscow", "Beijing", 300, source="other")],
        COUNTRIES,
        [("Russia>China", 109, 300, 2, ["109", "300"])],
    ),
    "so are periods, kinds, populations and measures": (
        [
            flow("Moscow", "Beijing", 1, period=(2000, 2000)),
            flow("Moscow", "Beijing", 2, period=(2001, 2001)),
            flow("Kazan", "Beijing", 3, kind="share"),
            flow("Kazan", "Beijing", 4, population=["doctors"]),
            flow("Kazan", "Beijing", 5, measure="personsPerYear"),
        ],
        COUNTRIES,
        [("Russia>China", 1, 5, 1, ["1", "2", "3"])],
    ),
    "shares in percent and events have no width": (
        [flow("Moscow", "Beijing", 70, measure="percent"), flow("Kazan", "Harbin", 1, kind="event")],
        {},
        [("Moscow>Beijing", None, None, 1, ["70 %"]), ("Kazan>Harbin", None, None, 1, ["1"])],
    ),
    "an unstated end is an end of its own": (
        [flow("Moscow", "", 10), flow("Kazan", "", 5), flow("", "Beijing", 3)],
        COUNTRIES,
        [("Russia>?", 15, 15, 2, ["15"]), ("?>China", 3, 3, 1, ["3"])],
    ),
    "the outermost closed place counts": (
        [flow("Kazakhstan", "Moscow", 10), flow("Uzbekistan", "Kazan", 5)],
        {"level": "subregion"},
        [("Central Asia>Russia", 15, 15, 2, ["15"])],
    ),
    "a place that was opened shows its parts, the others stay closed": (
        [flow("Kazakhstan", "Moscow", 10), flow("Uzbekistan", "Kazan", 5)],
        {"level": "subregion", "open": ["Russia"]},
        [("Central Asia>Moscow", 10, 10, 1, ["10"]), ("Central Asia>Kazan", 5, 5, 1, ["5"])],
    ),
    "a single place can be closed": (
        [flow("Kazakhstan", "Moscow", 10), flow("Uzbekistan", "Kazan", 5)],
        {"closed": ["Central Asia"]},
        [("Central Asia>Moscow", 10, 10, 1, ["10"]), ("Central Asia>Kazan", 5, 5, 1, ["5"])],
    ),
    "populations told by their country of birth are added up": (
        [stock("born in Kazakhstan", "Moscow", 10), stock("born in Uzbekistan", "Moscow", 5)],
        {**RESIDENTS, "level": "subregion"},
        [("Central Asia>Russia", 15, 15, 2, ["15"])],
    ),
    "a part of such a population is not added to it": (
        [stock("born in Uzbekistan", "Moscow", 10), stock("women born in Uzbekistan", "Moscow", 4)],
        {**RESIDENTS, "level": "subregion"},
        [("Central Asia>Russia", 4, 10, 1, ["10", "4"])],
    ),
    "populations told in another way are not": (
        [stock("Kazakhs", "Moscow", 10), stock("Uzbeks", "Moscow", 5)],
        {**RESIDENTS, "level": "subregion"},
        [("Central Asia>Russia", 5, 10, 1, ["10", "5"])],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_claims_are_gathered(show: Opener, name: str) -> None:
    claims, patch, arrows = EXPECTED[name]
    found = scene_of(show, claims, **patch)["arrows"]
    assert [(one["key"], one["low"], one["high"], one["parts"], one["figures"]) for one in found] == arrows
    assert [one["open"] for one in found] == [low is not None and high is None for _, low, high, *_ in arrows]


def test_a_bundle_tells_its_claims_sources_and_whether_all_of_them_only_hold_it_possible(show: Opener) -> None:
    claims = [
        flow("Moscow", "Beijing", 10, source="one", modality="possible"),
        flow("Kazan", "Harbin", 5, source="two", modality="possible"),
        flow("Kazan", "Ufa", 5, source="two"),
    ]
    first, second = scene_of(show, claims, level="country")["arrows"]
    assert (first["key"], first["claims"], first["rows"], first["sources"], first["derived"], first["loop"]) == (
        "Russia>China", [0, 1], 2, 2, True, False,
    )  # fmt: skip
    assert (second["key"], second["claims"], second["sources"], second["derived"], second["loop"]) == (
        "Russia>Russia", [2], 1, False, True,
    )  # fmt: skip


def test_a_bundle_shows_three_figures_and_counts_the_others(show: Opener) -> None:
    claims = [flow("Moscow", "Beijing", 100 + n, source=f"source {n}") for n in range(5)]
    (arrow,) = scene_of(show, claims)["arrows"]
    assert (arrow["figures"], arrow["more"], arrow["low"], arrow["high"]) == (["100", "101", "102"], 2, 100, 104)


REDRAWN = {
    "the order of the table": ("{sort: {column: 'figure', down: true}}", False),
    "computed figures": ("{computed: true}", False),
    "a choice": ("{chosen: {claim: 0, node: -1, bundle: null}}", True),
    "a level": ("{level: 'country'}", True),
}


@pytest.mark.parametrize("name", REDRAWN)
def test_only_what_a_picture_shows_makes_it_be_drawn_anew(show: Opener, name: str) -> None:
    patch, anew = REDRAWN[name]
    opened = show(page_of_claims(WORLD, [flow("Moscow", "Beijing", 10), flow("Kazan", "Harbin", 5)]))
    script = f"""() => {{
      let drawn = 0;
      const drawer = sojourn.drawers.get(sojourn.state.drawer), draw = drawer.draw;
      drawer.draw = (...all) => (drawn++, draw(...all));
      sojourn.update({patch});
      return drawn;
    }}"""
    assert opened.run(script) == int(anew)


def test_counts_of_a_filter_follow_the_other_filters_and_not_itself(show: Opener) -> None:
    claims = [flow("Moscow", "Beijing", 10, source="one"), flow("Kazan", "Harbin", 5, source="two")]
    opened = show(page_of_claims(WORLD, [*claims, stock("doctors", "Kazan", 4, source="two")]))
    counts = "(facet) => Object.fromEntries(sojourn.countsOf(facet))"
    assert opened.run(counts, "source") == {"one": 1, "two": 2}
    opened.run("() => sojourn.update({ticked: new Map([['source', new Set(['two'])]])})")
    assert opened.run(counts, "source") == {"one": 1, "two": 2}
    assert opened.run("() => [...sojourn.shown()]") == [0, 1, 1]
    opened.run("() => sojourn.update({ticked: new Map([['source', new Set()]])})")
    assert opened.run("() => [...sojourn.shown()]") == [1, 1, 1]


NAMED_BOUNDS: dict[str, tuple[list[Said], float]] = {
    "of a range it is the upper one": ([flow("Moscow", "Beijing", 50, 60)], 60),
    "of a figure without upper bound it is the lower one": ([flow("Moscow", "Beijing", 1000, math.nan)], 1000),
    "beside a series without upper bound that of the others is still told": (
        [flow("Moscow", "Beijing", 1000, math.nan, source="one"), flow("Moscow", "Beijing", 11_000, source="two")],
        11_000,
    ),
    "so it is inside a series": (
        [flow("Moscow", "Beijing", 1000, math.nan), flow("Moscow", "Beijing", 900, 1200)],
        1200,
    ),
    "what parts name is added up": ([flow("Moscow", "Beijing", 100, math.nan), flow("Kazan", "Harbin", 5, 7)], 107),
    "parts without a figure add nothing": ([flow("Moscow", "Beijing", None), flow("Kazan", "Harbin", 5, 7)], 7),
}


@pytest.mark.parametrize("name", NAMED_BOUNDS)
def test_the_largest_bound_that_is_named_is_told_also_where_there_is_no_upper_bound(show: Opener, name: str) -> None:
    claims, most = NAMED_BOUNDS[name]
    (arrow,) = scene_of(show, claims, **COUNTRIES)["arrows"]
    assert arrow["most"] == most


def test_contradictions_stand_at_the_marks_of_their_claims(show: Opener) -> None:
    claims = [flow("Moscow", "Beijing", 100), flow("Moscow", "Beijing", 300), flow("Kazan", "Ufa", 1)]
    dispute = {"claims": [0, 1], "said": ["", ""], "steps": [], "rules": []}
    opened = show(page_of_claims(WORLD, claims, disputes=[dispute]))
    found = opened.run(READ, {"patch": {"level": "country"}})
    assert [(arrow["key"], arrow["disputed"]) for arrow in found["arrows"]] == [
        ("Russia>China", [0]), ("Russia>Russia", []),
    ]  # fmt: skip
    assert {place["key"]: place["disputed"] for place in found["places"]} == {"Russia": [0], "China": [0]}


def test_a_place_tells_what_it_holds_and_who_lives_there(show: Opener) -> None:
    claims = [
        stock("born in Kazakhstan", "Moscow", 10),
        stock("doctors", "Kazan", 4),
        flow("Moscow", "Beijing", 100),
    ]
    found = scene_of(show, claims, level="country")
    places = {place["key"]: place for place in found["places"]}
    assert places["Russia"]["rings"] == [[10, 10], [4, 4]]
    assert (places["Russia"]["gathered"], places["Russia"]["claims"]) == (2, 3)
    assert (places["China"]["gathered"], places["China"]["rings"]) == (1, [])


def test_small_arrows_are_counted_as_others_until_all_are_wanted(show: Opener) -> None:
    towns = World({f"town {n}": ("", "") for n in range(9)})
    claims = [flow(f"town {n}", f"town {n + 1}", 100 - n) for n in range(8)]
    opened = show(page_of_claims(towns, claims, opening={"most": 7}))
    found = opened.run(READ, {"patch": {}})
    assert [arrow["key"] for arrow in found["arrows"]] == [f"town {n}>town {n + 1}" for n in range(3)]
    assert found["others"] == {"arrows": 5, "claims": 5, "low": 97 + 96 + 95 + 94 + 93}
    assert {place["key"]: place["others"] for place in found["places"]}["town 3"] == 1
    assert len(found["arrows"]) + len(found["places"]) == 7
    everything = opened.run(READ, {"patch": {"all": True}})
    assert (len(everything["arrows"]), everything["others"]["arrows"], len(everything["places"])) == (8, 0, 9)


def test_the_second_pane_shows_what_another_source_says(show: Opener) -> None:
    claims = [flow("Moscow", "Beijing", 100, source="one"), flow("Moscow", "Beijing", 300, source="two")]
    opened = show(page_of_claims(WORLD, claims))
    patch = {"second": {"drawer": "columns", "source": 1}, "level": "country"}
    assert [opened.run(READ, {"patch": patch, "pane": pane})["arrows"][0]["low"] for pane in (0, 1)] == [100, 300]
    opened.run("() => sojourn.update({ticked: new Map([['source', new Set(['one'])]])})")
    figures = [opened.run(READ, {"patch": {}, "pane": pane})["arrows"][0]["high"] for pane in (0, 1)]
    assert figures == [100, 300]


@pytest.fixture(scope="module")
def large_page(browser: Browser) -> Iterator[Page]:
    """A table of 110,000 flows between 60 countries, told by six sources in six periods."""
    with browser.new_context() as context:
        opened = context.new_page()
        opened.set_content(page_of_flows(60, 31))
        opened.wait_for_selector("html[data-ready=yes]", state="attached")
        yield opened


def test_a_hundred_thousand_rows_are_gathered_at_every_level(large_page: Page) -> None:
    """Sums are checked against the rows, added up the long way."""
    rows = 60 * 59 * 31
    assert large_page.evaluate("() => sojourn.data.rows.length") == rows
    counts = {}
    for level in ("continent", "subregion", "country"):
        counts[level], gathered = large_page.evaluate(COUNTED, level)
        assert gathered == rows
    assert counts == {"continent": 36, "subregion": 22 * 22, "country": 60 * 59}
    assert large_page.evaluate(LONG_WAY) == []


COUNTED = """(level) => {
  sojourn.update({level, all: true, drawer: "canvas"});
  const { arrows } = sojourn.sceneOf(0);
  return [arrows.length, arrows.reduce((sum, one) => sum + one.rows.length, 0)];
}"""
LONG_WAY = """() => {
  sojourn.update({level: "continent", all: true});
  const {rows, claims, nodes} = sojourn.data, sums = new Map(), top = (node) => nodes[nodes[node].within].within;
  for (let row = 0; row < rows.length; row++) {
    const key = `${nodes[top(rows.start[row])].key}>${nodes[top(rows.end[row])].key}`;
    const series = sums.get(key) ?? sums.set(key, new Map()).get(key), claim = rows.claim[row];
    const own = claims.source[claim] * 100 + claims.period[claim];
    series.set(own, (series.get(own) ?? 0) + claims.low[claim]);
  }
  return sojourn.sceneOf(0).arrows.filter((one) => {
    const all = [...sums.get(one.key).values()];
    return one.low !== Math.min(...all) || one.high !== Math.max(...all);
  }).map((one) => one.key);
}"""


def python_scene(scene: Scene) -> dict[str, Any]:
    return {
        "arrows": [
            (one.key, one.low, one.high, one.most, one.parts, sorted(one.claims), one.sources) for one in scene.arrows
        ],
        "places": [
            (one.key, one.claims, one.gathered, [(ring.low, ring.high, ring.most) for ring in one.rings])
            for one in scene.places
        ],
        "others": {"arrows": scene.others.arrows, "claims": scene.others.claims, "low": scene.others.low},
    }


PAGE_SCENE = """(patch) => {
  sojourn.update(patch);
  const scene = sojourn.sceneOf(0), bare = (value) => Number.isNaN(value) ? null : value;
  const sorted = (list) => [...list].sort((a, b) => a - b);
  return {
    arrows: scene.arrows.map((one) =>
      [one.key, bare(one.low), bare(one.high), bare(one.most), one.parts, sorted(one.claims), one.sources]),
    places: scene.places.map((one) =>
      [one.key, one.claims.length, one.gathered,
        one.rings.map((ring) => [bare(ring.low), bare(ring.high), bare(ring.most)])]),
    others: {arrows: scene.others.arrows, claims: scene.others.claims, low: scene.others.low},
  };
}"""


def lists(value: Any) -> Any:
    """The same with lists for tuples, as JSON has them."""
    if isinstance(value, dict):
        return {name: lists(one) for name, one in value.items()}
    return [lists(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("layer", ["moves", "residents"])
def test_the_page_gathers_the_studies_as_python_does(show: Opener, whole_view: View, layer: str) -> None:
    assert whole_view.rows is not None
    opened = show(page(whole_view, "columns"))
    for level in ("stated", "country", "subregion", "continent"):
        for window in (None, (2000, 2020)):
            for most in (None, 300):
                patch = {"layer": layer, "level": level, "window": window, "all": most is None}
                mine = gather(
                    whole_view.rows, whole_view.every_node, layer=layer, level=level, window=window, most=most
                )
                assert opened.run(PAGE_SCENE, patch) == lists(python_scene(mine)), patch
