"""The library as a researcher uses it, on the shipped graph and on a study of one's own."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import sojourn
from sojourn import shipped
from sojourn.cli import main


def test_the_shipped_graph_answers_with_both_figures_each_with_its_root(graph: sojourn.Graph) -> None:
    rows = list(graph.ask.stock_by_count(population="Russians", place="China"))
    figures = {(row["low"], row["high"]) for row in rows}
    assert {("16000", None), ("40000", "50000")} <= figures


@pytest.mark.parametrize("china", ["China", "CN", "CHN", "中国", "Китай", "156", "place:CN"])
def test_any_name_of_a_place_means_the_same(graph: sojourn.Graph, china: str) -> None:
    assert list(graph.ask.cities(place=china, population="Russians")) == list(
        graph.ask.cities(place="China", population="Russians")
    )


def test_the_sparql_that_ran_can_be_read(graph: sojourn.Graph) -> None:
    answer = graph.ask("stock-by-count", population="Russians", place="China")
    assert "sj:ResidenceAssertion" in answer.explain()
    assert graph.explain() == answer.explain()


def test_flows_residences_sources_and_claims_are_listed(graph: sojourn.Graph) -> None:
    flows, residences = graph.flows(), graph.residences()
    assert {row["id"] for row in flows} >= {"S0-18", "S1-3", "S2-18"}
    assert {row["id"] for row in residences} >= {"S0-19", "S0-20", "S0-23", "S1-31", "S2-7"}
    assert "S1-30" not in {row["id"] for row in flows}, "a change of population is not a flow"
    assert len({row["source"] for row in graph.sources()}) >= 16
    shared = {f"S0-{n}" for n in range(1, 45)} | {f"S1-{n}" for n in range(1, 37)} | {f"S2-{n}" for n in range(1, 39)}
    assert {row["id"] for row in graph.claims()} >= shared


def test_an_unstated_destination_stays_unstated(graph: sojourn.Graph) -> None:
    (liaoning,) = [row for row in graph.flows() if row["id"] == "S1-34"]
    assert liaoning["destination"] is None
    assert liaoning["origin"] is not None


def test_a_frame_has_numbers_and_what_is_not_stated_is_missing(graph: sojourn.Graph) -> None:
    pandas = pytest.importorskip("pandas")
    frame = graph.residences().to_pandas()
    census = frame[frame["id"] == "S0-19"].iloc[0]
    assert census["low"] == 16000
    assert pandas.isna(census["high"])


def test_a_network_has_every_claim_as_an_edge_of_its_own(graph: sojourn.Graph) -> None:
    network = graph.to_networkx()
    ids = {data["id"] for _, _, data in network.edges(data=True)}
    assert {row["id"] for row in graph.claims()} == ids


def test_an_rdflib_dataset_answers_the_same(graph: sojourn.Graph) -> None:
    dataset = graph.to_rdflib()
    text = (
        "PREFIX sj: <https://w3id.org/sojourn/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "SELECT ?low WHERE { ?a dcterms:identifier 'S0-18' ; sj:low ?low }"
    )
    assert [Decimal(str(row[0])) for row in dataset.query(text)] == [Decimal(11000)]  # type: ignore[index]  # rdflib types rows loosely


def test_a_store_on_disk_answers_as_the_shipped_graph_does(graph: sojourn.Graph, tmp_path: Path) -> None:
    assert main(["build", "--shipped", "-o", str(tmp_path / "store")]) == 0
    stored = sojourn.open(tmp_path / "store")
    assert list(stored.claims()) == list(graph.claims())


def test_the_shipped_graph_is_a_fresh_build_of_its_sheets() -> None:
    from sojourn.graph.building import registry_trig, studies_for, study_trig

    assert (shipped.REGISTRY / "registry.trig").read_bytes() == registry_trig()
    for study in studies_for(shipped.studies()):
        built = (study.folder / f"{study.name}.trig").read_bytes()
        assert built == study_trig(study), f"{study.name}.trig is stale: run 'make build'"


def test_the_shipped_studies_pass_their_own_checks_with_the_texts_at_hand(texts: Path) -> None:
    for folder in shipped.studies():
        found = [str(finding) for finding in sojourn.check(folder, texts=texts) if finding.level == "error"]
        assert found == []


def test_a_changed_figure_is_found_out_when_the_text_is_at_hand(texts: Path, tmp_path: Path) -> None:
    study = tmp_path / "russians-to-china"
    shutil.copytree(shipped.GRAPHS / "russians-to-china", study)
    sheet = study / "claims.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("~11000/yr", "~12000/yr"), encoding="utf-8")
    found = [str(finding) for finding in sojourn.check(study, texts=texts) if finding.level == "error"]
    assert any("S0-18" in finding or "12,000" in finding or "12000" in finding for finding in found), found


def rows_of(sheet: Path) -> list[dict[str, str]]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_located_passages_are_those_that_were_located_before(texts: Path, tmp_path: Path) -> None:
    study = tmp_path / "rust-belt"
    shutil.copytree(shipped.GRAPHS / "rust-belt", study)
    before = rows_of(study / "claims.csv")
    with (study / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, before[0].keys())
        writer.writeheader()
        writer.writerows({**row, "chars": "", "digest": ""} for row in before)
    assert main(["locate", str(study), "--texts", str(texts)]) == 0
    assert rows_of(study / "claims.csv") == before


def test_nothing_of_that_name_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(sojourn.NotFound, match="there is nothing of that name"):
        sojourn.open(tmp_path / "nowhere")
