"""The network, and what networkx reads back from GraphML and GEXF."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import networkx
import pytest

from sojourn.exporters.networks import to_gexf, to_graphml, to_networkx
from sojourn.stores.embedded import EmbeddedStore

Edge = dict[str, object]


def edges(graph: networkx.Graph[str], name: str = "id") -> dict[str, list[tuple[str, str, Edge]]]:
    """The edges of each claim, without those that tie a population to a profession."""
    found: dict[str, list[tuple[str, str, Edge]]] = {}
    for start, end, edge in graph.edges(data=True):
        if edge["part"] == "claim":
            found.setdefault(str(edge[name]), []).append((start, end, edge))
    return found


def test_every_claim_is_an_edge_and_nothing_else_is(small: EmbeddedStore) -> None:
    graph = to_networkx(small)
    assert isinstance(graph, networkx.MultiDiGraph)
    assert {name: len(told) for name, told in edges(graph).items()} == {
        "C1": 1, "C2": 1, "C3": 1, "C4": 2, "C5": 1, "C6": 1, "C7": 1, "C8": 1, "C9": 1, "C10": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "ends"),
    [
        ("C1", [("place:alpha", "place:beta")]),
        ("C4", [("population:people", "place:beta"), ("population:people", "place:gamma")]),
        ("C5", [("population:people", "place:alpha+beta")]),
        ("C6", [("agent:someone", "place:alpha")]),
        ("C7", [("source:paper", "place:nowhere")]),
        ("C8", [("source:paper", "source:census")]),
        ("C10", [("place:gamma", "place:beta")]),
    ],
)
def test_an_edge_runs_between_what_the_claim_names(
    small: EmbeddedStore, claim: str, ends: list[tuple[str, str]]
) -> None:
    assert sorted((start, end) for start, end, _ in edges(to_networkx(small))[claim]) == ends


def test_an_end_that_is_not_stated_is_a_node_of_its_own_for_each_claim(small: EmbeddedStore) -> None:
    graph = to_networkx(small)
    ends = [edges(graph)[claim][0][1] for claim in ("C2", "C3", "C9")]
    assert len(set(ends)) == 3
    for end, side in zip(ends, ("destination", "destination", "where"), strict=True):
        assert graph.nodes[end] == {"label": "not stated", "type": "openEnd", "side": side, "notStated": True}
    assert sum(1 for _, node in graph.nodes(data=True) if node.get("notStated")) == 3


def test_figures_are_plain_and_absent_where_they_are_not_stated(small: EmbeddedStore) -> None:
    told = edges(to_networkx(small))
    flow = told["C1"][0][2]
    assert {name: flow[name] for name in ("low", "high", "hedge", "measure", "figure", "source", "root", "claim")} == {
        "low": 11000.0,
        "high": 11000.0,
        "hedge": "about",
        "measure": "personsPerYear",
        "figure": "about 11,000 persons / year",
        "source": "paper",
        "root": "census",
        "claim": "A flow.",
    }
    assert "high" not in told["C5"][0][2]
    assert not {"low", "high", "hedge", "figure", "start", "end"} & set(told["C3"][0][2])
    assert all(isinstance(value, str | float | bool) for *_, edge in told["C4"] for value in edge.values())


def test_nodes_have_label_type_and_known_coordinates(small: EmbeddedStore) -> None:
    graph = to_networkx(small, "zh")
    node = graph.nodes["place:alpha"]
    assert (node["label"], node["type"], node["placeType"], node["lat"], node["lon"]) == (
        "甲",
        "place",
        "city",
        10.5,
        20.25,
    )
    assert "lat" not in graph.nodes["place:nowhere"]
    assert graph.nodes["profession:doctor"]["label"] == "Doctor"


def test_professions_are_tied_to_their_population_without_a_figure(small: EmbeddedStore) -> None:
    ((start, end, edge),) = (told for told in to_networkx(small).edges(data=True) if told[2]["part"] == "profession")
    assert (start, end) == ("population:people", "profession:doctor")
    assert edge == {"id": "C1", "kind": "flow", "source": "paper", "part": "profession"}


@pytest.mark.parametrize("which", ["small", "shipped"])
def test_graphml_gives_networkx_every_claim_with_its_figures(which: str, request: pytest.FixtureRequest) -> None:
    store: EmbeddedStore = request.getfixturevalue(which)
    drawn = to_networkx(store)
    back = networkx.read_graphml(io.BytesIO(to_graphml(store)), force_multigraph=True)
    assert (len(back), back.number_of_edges()) == (len(drawn), drawn.number_of_edges())
    assert back.is_directed()
    assert figures(edges(back)) == figures(edges(drawn))


@pytest.mark.parametrize("which", ["small", "shipped"])
def test_gexf_gives_networkx_every_claim_with_its_figures(which: str, request: pytest.FixtureRequest) -> None:
    store: EmbeddedStore = request.getfixturevalue(which)
    drawn = to_networkx(store)
    back = networkx.read_gexf(io.BytesIO(to_gexf(store)))
    assert (len(back), back.number_of_edges()) == (len(drawn), drawn.number_of_edges())
    assert figures(edges(back, "claimId")) == figures(edges(drawn))


def figures(told: dict[str, list[tuple[str, str, Edge]]]) -> dict[str, list[tuple[object, ...]]]:
    """Ends and bounds of the edges of each claim."""
    return {
        name: sorted(
            (start, end, *(edge.get(bound, "") for bound in ("low", "high", "hedge"))) for start, end, edge in all_
        )
        for name, all_ in told.items()
    }


def test_the_shipped_graph_has_an_edge_for_each_of_its_claims(shipped: EmbeddedStore) -> None:
    told = edges(to_networkx(shipped))
    assert len(told) >= 118
    assert [(start, end) for start, end, _ in told["S0-18"]] == [("place:RU", "place:CN")]
    assert {end for _, end, _ in told["S0-25"]} == {"place:harbin"}
    assert told["S1-30"][0][2]["low"] == -460000.0


@pytest.mark.parametrize("write", [to_graphml, to_gexf])
def test_what_xml_forbids_does_not_break_the_file(write: object, small: EmbeddedStore) -> None:
    assert callable(write)
    data = write(small, "en")
    ElementTree.fromstring(data)  # noqa: S314 - our own file
    assert b"\x0b" not in data
    assert b"<script" not in data
    assert "�".encode() in data


@pytest.mark.parametrize("write", [to_graphml, to_gexf])
def test_the_same_graph_gives_the_same_bytes(write: object, small: EmbeddedStore) -> None:
    assert callable(write)
    assert write(small, "en") == write(EmbeddedStore.of(reversed(list(small.quads()))), "en")


def test_the_ids_of_edges_in_gexf_are_unique(shipped: EmbeddedStore) -> None:
    tree = ElementTree.fromstring(to_gexf(shipped))  # noqa: S314 - our own file
    ids = [element.attrib["id"] for element in tree.iter() if element.tag.endswith("}edge")]
    assert len(ids) == len(set(ids)) > 118
