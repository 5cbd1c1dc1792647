"""A study as a whole: what is accepted, what it becomes, and where everything stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sojourn.errors import BadInput, NotFound, SheetErrors
from sojourn.model import (
    Attribution,
    Estimate,
    Evidence,
    FlowAssertion,
    Hedge,
    LifeEventAssertion,
    Link,
    Measure,
    Period,
    ResidenceAssertion,
    ShareAssertion,
    TransitionAssertion,
)
from sojourn.sheets import load_registry, load_study
from tests.bad.golden import SOURCES

REGISTRY = Path(__file__).parent / "registry"
HEADINGS = (
    "id,kind,from,to,who,of,profession,value,when,when_words,hedge,status,mobility,source,via,at,chars,digest,"
    "claim,note,event"
)


def study_of(folder: Path, rows: str, sources: str = SOURCES, heading: str = HEADINGS) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "claims.csv").write_text(f"{heading}\n{rows}\n", encoding="utf-8", newline="")
    (folder / "sources.csv").write_text(sources, encoding="utf-8", newline="")
    return folder


def only(folder: Path) -> object:
    (assertion,) = load_study(folder, registry=REGISTRY).assertions
    return assertion


def test_a_row_with_every_facet_becomes_one_assertion(tmp_path: Path) -> None:
    digest = "0F" * 32
    row = (
        f'F-1,Flow,Россия,China; harbin,Russian doctors,,doctor; 2221,~11000/yr,pub-10y,"in winter",,long-term worker,'
        f'Seasonal,daily,agency? "its number",24.1,812-905,{digest},In our words,A remark,'
    )
    assert only(study_of(tmp_path / "s", row)) == FlowAssertion(
        id="F-1",
        claim="In our words",
        evidence=Evidence(
            source="daily",
            line=24,
            sentence=1,
            locator="24.1",
            start=812,
            end=905,
            sha256=digest.lower(),
            chain=(Link(source="agency", attribution=Attribution.IMPLIED, wording="its number"),),
        ),
        origin=("RU",),
        destination=("CN", "harbin"),
        population=("russian-doctors",),
        profession=("doctor", "isco-2221"),
        estimate=Estimate(
            low=Decimal(11000),
            high=Decimal(11000),
            hedge=Hedge.ABOUT,
            measure=Measure.PERSONS_PER_YEAR,
        ),
        period=Period(
            notation="pub-10y", edtf="2015", start=date(2015, 1, 1), end=date(2015, 12, 31), words="in winter"
        ),
        status="longTermWorker",
        mobility="seasonal",
        note="A remark",
    )


def test_places_with_a_plus_hold_together_and_with_a_semicolon_each(tmp_path: Path) -> None:
    rows = "S-1,share,CN-XJ + CN-HL; harbin,CN,russians,residents,,>50%,,,mostOf,,,daily,,,,,,,"
    share = only(study_of(tmp_path / "s", rows))
    assert isinstance(share, ShareAssertion)
    assert share.origin == ("CN-HL+CN-XJ", "harbin")
    assert share.whole == ("residents",)
    assert share.estimate is not None
    assert share.estimate.hedge is Hedge.MOST_OF


@pytest.mark.parametrize(
    ("kind", "start", "end", "origin", "destination", "place"),
    [
        ("event", "RU", "", ("RU",), (), ()),
        ("event", "RU", "CN", ("RU",), ("CN",), ()),
        ("event", "", "CN", (), (), ("CN",)),
        ("flow", "", "CN", (), ("CN",), ()),
        ("residence", "", "CN", (), (), ("CN",)),
    ],
)
def test_to_is_the_destination_of_a_move_and_the_place_of_everything_else(
    tmp_path: Path, kind: str, start: str, end: str, origin: object, destination: object, place: object
) -> None:
    event = "move" if kind == "event" else ""
    assertion = only(study_of(tmp_path / "s", f"E-1,{kind},{start},{end},liu,,,,,,,,,daily,,,,,,,{event}"))
    assert isinstance(assertion, LifeEventAssertion | FlowAssertion | ResidenceAssertion)
    assert (assertion.origin, assertion.destination, assertion.place) == (origin, destination, place)


def test_a_transition_turns_one_type_of_mobility_into_another(tmp_path: Path) -> None:
    transition = only(
        study_of(tmp_path / "s", "T-1,transition,RU,CN,russians,,,some,,,,,seasonal -> permanent,daily,,,,,,,")
    )
    assert isinstance(transition, TransitionAssertion)
    assert (transition.mobility, transition.mobility_after, transition.word) == ("seasonal", "permanent", "some")


SOURCES_WITH_CHAIN = """\
key,type,title,based_on
daily,article-newspaper,The daily,agency
agency,report,The agency,census
census,dataset,The census,
both,report,Both,agency; census
"""


@pytest.mark.parametrize(
    ("source", "via", "chain"),
    [
        ("daily", "", [("agency", "implied"), ("census", "implied")]),
        ("daily", "-", []),
        ("daily", "census", [("census", "explicit")]),
        ("daily", "agency?<-census", [("agency", "implied"), ("census", "explicit")]),
        ("both", "", []),
        ("census", "", []),
    ],
)
def test_the_chain_of_a_claim_is_its_own_or_that_of_its_source(
    tmp_path: Path, source: str, via: str, chain: list[tuple[str, str]]
) -> None:
    row = f"X-1,residence,,CN,russians,,,5,,,,,,{source},{via},,,,,,"
    study = load_study(study_of(tmp_path / "s", row, SOURCES_WITH_CHAIN), registry=REGISTRY)
    links = study.assertions[0].evidence.chain
    assert [(link.source, str(link.attribution)) for link in links] == chain


@pytest.mark.parametrize(
    ("name", "change", "notes"),
    [
        ("byte-order mark", lambda text: "\ufeff" + text, []),
        ("semicolons", lambda text: text.replace(",", ";"), ["{claims}: the columns are separated by semicolons"]),
        ("tabs", lambda text: text.replace(",", "\t"), ["{claims}: the columns are separated by tabs"]),
        ("Windows line ends", lambda text: text.replace("\n", "\r\n"), []),
        (
            "old Mac line ends",
            lambda text: text.replace("\n", "\r"),
            ["{claims}: mixed line ends were read as line ends"],
        ),
        (
            "mixed line ends",
            lambda text: text.replace("\n", "\r\n", 1),
            ["{claims}: mixed line ends were read as line ends"],
        ),
        ("blank lines", lambda text: f"\n{text}\n\n", []),
        (
            "synonyms",
            lambda text: text.replace("value", "Number").replace("who", "POPULATION"),
            [
                "{claims}:1: the column 'POPULATION' was read as 'who'",
                "{claims}:1: the column 'Number' was read as 'value'",
            ],
        ),
        ("no id", lambda text: text.replace("X-1", ""), ["1 claim without id got one made from the facts"]),
        ("blanks at the ends", lambda text: text.replace("russians", "  russians  "), []),
    ],
)
def test_what_has_one_reading_is_accepted_with_a_note(  # type: ignore[no-untyped-def]  # a table of functions
    tmp_path: Path, name: str, change, notes: list[str]
) -> None:
    good = "id,kind,to,who,value,source\nX-1,residence,CN,russians,2000..3000,daily\n"
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (folder / "claims.csv").write_text(good, encoding="utf-8")
    plain = load_study(folder, registry=REGISTRY)
    (folder / "claims.csv").write_text(change(good), encoding="utf-8", newline="")
    study = load_study(folder, registry=REGISTRY)
    assert list(study.notes) == [note.format(claims=folder / "claims.csv") for note in notes]
    assert study.assertions[0].digest() == plain.assertions[0].digest()


def test_an_id_made_from_the_facts_is_the_same_every_time(tmp_path: Path) -> None:
    folder = study_of(tmp_path / "s", ",residence,,CN,russians,,,5,,,,,,daily,,,,,,,")
    first, second = (load_study(folder, registry=REGISTRY).assertions[0].id for _ in range(2))
    assert first == second
    assert first.startswith("residence-")


@pytest.mark.parametrize(
    "text",
    [
        '"=HYPERLINK(""https://example.org"";""x"")"',
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "نمی\u200cدانم",
        "👩\u200d👩\u200d👧",
        "شارع النيل",
    ],
)
def test_a_text_that_is_only_a_text_is_kept(tmp_path: Path, text: str) -> None:
    folder = study_of(tmp_path / "s", f"X-1,residence,,CN,russians,,,5,,,,,,daily,,,,,{text},,")
    plain = text.strip('"').replace('""', '"')
    assert load_study(folder, registry=REGISTRY).assertions[0].claim == plain


def test_html_in_a_label_of_the_studys_own_is_kept_as_text(tmp_path: Path) -> None:
    folder = study_of(tmp_path / "s", "X-1,residence,,my-town,russians,,,5,,,,,,daily,,,,,,,")
    (folder / "places.csv").write_text("key,en,within\nmy-town,<b>Town</b>,CN\n", encoding="utf-8")
    study = load_study(folder, registry=REGISTRY)
    assert [place.names.en for place in study.places] == ["<b>Town</b>"]


def test_a_study_brings_its_own_places_populations_and_agents_and_what_it_found_elsewhere(tmp_path: Path) -> None:
    rows = (
        "X-1,residence,,My town,My people,,2221,5,,,,,,daily,,,,,,,\n"
        "X-2,event,RU-IRK,My town,Me,,,,,,,,,daily,,,,,,,move"
    )
    folder = study_of(tmp_path / "s", rows)
    (folder / "places.csv").write_text("key,type,en,within\nmy-town,city,My town,CN-HL; PL\n", encoding="utf-8")
    (folder / "containment.csv").write_text(
        "place,container,start,authority\nmy-town,CN-HL,2001-02-03,a decree\n", encoding="utf-8"
    )
    (folder / "populations.csv").write_text(
        "key,en,criterion,country,occupations,subpopulation_of\nmine,My people,Country of birth,PL,doctor,russians\n",
        encoding="utf-8",
    )
    (folder / "agents.csv").write_text("key,type,en\nme,Person,Me\n", encoding="utf-8")
    study = load_study(folder, registry=REGISTRY)
    assert [place.key for place in study.places] == ["my-town", "PL", "RU-IRK"]
    within = {entry.container: (entry.start, entry.authority) for entry in study.places[0].within}
    assert within == {"PL": (None, ""), "CN-HL": (date(2001, 2, 3), "a decree")}
    (population,) = study.populations
    assert (population.criterion, population.country, population.occupations) == (
        "countryOfBirth",
        ("PL",),
        ("doctor",),
    )
    assert [agent.key for agent in study.agents] == ["me"]
    assert [profession.key for profession in study.professions] == ["isco-2221"]
    assert study.rows == 8


def test_every_claim_knows_its_cell(tmp_path: Path) -> None:
    folder = study_of(
        tmp_path / "s",
        'X-1,residence,,CN,russians,,,5,,,,,,daily,,,,,"two\nlines",x,\nX-2,residence,,CN,russians,,,6,,,,,,daily,,,,,,,',
    )
    study = load_study(folder, registry=REGISTRY)
    claims = folder / "claims.csv"
    assert study.where("X-1") == f"{claims}:2"
    assert study.where("X-1", "note") == f"{claims}:3:note"
    assert study.where("X-2", "value") == f"{claims}:4:value"
    assert study.where("X-9") == str(folder)


def test_a_study_is_a_folder_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no such folder"):
        load_study(tmp_path / "nothing", registry=REGISTRY)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="a study is a folder"):
        load_study(tmp_path / "file", registry=REGISTRY)
    with pytest.raises(NotFound, match="there is no such folder"):
        load_registry(tmp_path / "nothing")


def test_a_registry_with_problems_is_refused_like_a_study(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("key,en,within\na,A,Nowhere at all\n", encoding="utf-8")
    with pytest.raises(SheetErrors, match=r"places.csv:2:within: no place is called 'Nowhere at all'"):
        load_registry(tmp_path)


def test_the_registry_is_read_again_only_when_a_file_has_changed(tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("key,en\na,A\n", encoding="utf-8")
    first = load_registry(tmp_path)
    assert load_registry(tmp_path) is first
    places.write_text("key,en\na,A\nb,B\n", encoding="utf-8")
    assert sorted(load_registry(tmp_path).places) == ["a", "b"]
