"""The dataflows of Eurostat and the OECD whose dimensions are known, and what the codes in them mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sojourn.importers.mapping import EVERYONE, OWN

RESIDENTS = "residents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """What the dataflows of one publisher have in common.

    Attributes:
        name: What it is called.
        key: What the keys of its sources begin with.
        licence: Under which the tables stand.
        url: Page of a dataflow, with ``{}`` for its code.
        country: Regular expression of the codes of countries; any other code is a group of countries, people of no
            country, or one that ISO 3166-1 does not know (Kosovo), and its rows are left out.
        codes: Codes of countries that are not those of ISO 3166-1.
        status: What each letter of an observation flag means in ``CL_OBS_STATUS``.
    """

    name: str
    key: str
    licence: str
    url: str
    country: str
    codes: Mapping[str, str]
    status: Mapping[str, str]


EUROSTAT = Publisher(
    name="Eurostat",
    key="eurostat",
    licence="CC BY 4.0",
    url="https://ec.europa.eu/eurostat/databrowser/view/{}/default/table",
    country="[A-WYZ][A-Z]",
    codes={"EL": "GR", "UK": "GB", "CN_X_HK": "CN"},
    status={
        "b": "B",
        "c": "Q",
        "d": "D",
        "e": "E",
        "f": "F",
        "i": "I",
        "n": "N",
        "p": "P",
        "r": "A",
        "s": "E",
        "u": "U",
        "z": "M",
    },
)
OECD = Publisher(
    name="OECD",
    key="oecd",
    licence="CC BY 4.0",
    url="https://data-explorer.oecd.org/?fs[0]=Topic&df[id]={}",
    country="(?!EEA|XKV|UNK|OTH)[A-Z]{3}(_F)?",
    codes={"SUN_F": "SUN", "YUG_F": "YUG", "CSK_F": "CSK", "SCG_F": "SCG", "ANT_F": "ANT", "DDR_F": "DDR"},
    status={},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What the rows of a dataflow, or of one measure in it, say.

    Attributes:
        kind: The kind of statement.
        ends: Facets that are places, with the dimensions that name them.
        people: Dimensions of which the first that tells countries apart names the people; empty for none.
        criterion: By what these countries make somebody a member.
        everyone: What the code for all people means: a population, or :data:`EVERYONE`.
        measure: Code of the dimension ``MEASURE``; empty when the dataflow has one measure.
        day: Month and day to which a year refers; empty for the whole year.
        words: What is counted, for the title of the source.
    """

    kind: str
    ends: Mapping[str, str]
    people: tuple[str, ...] = ()
    criterion: str = ""
    everyone: str = EVERYONE
    measure: str = ""
    day: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataflow:
    """A dataflow.

    Attributes:
        publisher: Who publishes it.
        code: Its code as the publisher writes it.
        title: What it is called.
        series: What its rows say; several when it has several measures.
        totals: Dimensions of which only these codes are read, because the others count part of the people.
        prefer: Dimensions of which the first of these codes that a series has is read.
        unit: Codes of the unit that mean persons or permits.
    """

    publisher: Publisher
    code: str
    title: str
    series: tuple[Series, ...]
    totals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prefer: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


TOTALS = ("TOTAL", "T", "_T", "_Z")
"""Codes of dimensions by which people are not told apart."""

PEOPLE = {
    "citizenship": {"TOTAL": EVERYONE, "_T": EVERYONE, "FOR": "foreign-citizens", "NAT": OWN, "W": "foreign-citizens"},
    "countryOfBirth": {"TOTAL": EVERYONE, "_T": EVERYONE, "FOR": "foreign-born", "NAT": OWN, "W": "foreign-born"},
}
"""Codes of the dimension of people that are no country, by criterion."""


def _eurostat(code: str, title: str, series: Series, **totals: tuple[str, ...]) -> Dataflow:
    common = {"freq": ("A",), "sex": ("T",), "age": ("TOTAL",), "unit": ("NR", "PER")}
    prefer = {"agedef": ("COMPLET", "REACH")}
    return Dataflow(
        publisher=EUROSTAT, code=code, title=title, series=(series,), totals={**common, **totals}, prefer=prefer
    )


def _flow(end: str, people: str = "", criterion: str = "", other: str = "") -> Series:
    ends = {end: "geo"}
    if other:
        ends["origin" if end == "destination" else "destination"] = other
    return Series(kind="flow", ends=ends, people=(people,) if people else (), criterion=criterion)


def _stock(people: str, criterion: str) -> Series:
    return Series(
        kind="residence",
        ends={"place": "geo"},
        people=(people,),
        criterion=criterion,
        everyone=RESIDENTS,
        day="01-01",
    )


_CITIZEN, _BIRTH = ("citizen", "citizenship"), ("c_birth", "countryOfBirth")
_IN, _OUT = "destination", "origin"
_LISTED = (
    _eurostat("migr_imm1ctz", "Immigration by age group, sex and citizenship", _flow(_IN, *_CITIZEN)),
    _eurostat("migr_imm2ctz", "Immigration by age, sex and broad group of citizenship", _flow(_IN, *_CITIZEN)),
    _eurostat("migr_imm3ctb", "Immigration by age group, sex and country of birth", _flow(_IN, *_BIRTH)),
    _eurostat("migr_imm4ctb", "Immigration by age, sex and broad group of country of birth", _flow(_IN, *_BIRTH)),
    _eurostat("migr_imm5prv", "Immigration by age group, sex and previous residence", _flow(_IN, other="partner")),
    _eurostat("migr_imm8", "Immigration by age and sex", _flow(_IN)),
    _eurostat("migr_emi1ctz", "Emigration by age group, sex and citizenship", _flow(_OUT, *_CITIZEN)),
    _eurostat("migr_emi2", "Emigration by age and sex", _flow(_OUT)),
    _eurostat("migr_emi3nxt", "Emigration by age group, sex and next residence", _flow(_OUT, other="partner")),
    _eurostat("migr_emi4ctb", "Emigration by age group, sex and country of birth", _flow(_OUT, *_BIRTH)),
    _eurostat("migr_pop1ctz", "Population on 1 January by age group, sex and citizenship", _stock(*_CITIZEN)),
    _eurostat("migr_pop2ctz", "Population on 1 January by age, sex and broad group of citizenship", _stock(*_CITIZEN)),
    _eurostat("migr_pop3ctb", "Population on 1 January by age group, sex and country of birth", _stock(*_BIRTH)),
    _eurostat("migr_pop4ctb", "Population on 1 January by age, sex and broad group of birth", _stock(*_BIRTH)),
    _eurostat(
        "migr_resfirst",
        "First permits by reason, length of validity and citizenship",
        Series(kind="permit", ends={"place": "geo"}, people=("citizen",), criterion="citizenship"),
        reason=("TOTAL",),
        duration=("TOTAL",),
    ),
    Dataflow(
        publisher=OECD,
        code="DSD_MIG@DF_MIG",
        title="International migration database",
        series=(
            Series(
                kind="flow",
                ends={"destination": "REF_AREA"},
                people=("CITIZENSHIP",),
                criterion="citizenship",
                measure="B11",
                words="inflows of foreign population by nationality",
            ),
            Series(
                kind="flow",
                ends={"origin": "REF_AREA"},
                people=("CITIZENSHIP",),
                criterion="citizenship",
                measure="B12",
                words="outflows of foreign population by nationality",
            ),
            Series(
                kind="residence",
                ends={"place": "REF_AREA"},
                people=("CITIZENSHIP",),
                criterion="citizenship",
                measure="B15",
                words="stocks of foreign population by nationality",
            ),
        ),
        totals={"FREQ": ("A",), "SEX": ("_T", "T"), "EDUCATION_LEV": ("_Z", "_T"), "UNIT_MEASURE": ("PS",)},
    ),
    Dataflow(
        publisher=OECD,
        code="DSD_MIG_F@DF_MIG_POPF",
        title="International migration database: stocks of foreign-born population",
        series=(
            Series(
                kind="residence",
                ends={"place": "REF_AREA"},
                people=("BIRTH_PLACE", "COUNTRY_OF_BIRTH", "CITIZENSHIP"),
                criterion="countryOfBirth",
                measure="B14",
                words="stocks of foreign-born population by country of birth",
            ),
        ),
        totals={"FREQ": ("A",), "SEX": ("_T", "T"), "EDUCATION_LEV": ("_Z", "_T"), "UNIT_MEASURE": ("PS",)},
    ),
)

DATAFLOWS = {dataflow.code.upper(): dataflow for dataflow in _LISTED}
"""The dataflows by their codes in capitals."""
_STRUCTURES = {"DSD_MIG": "DSD_MIG@DF_MIG", "DSD_MIG_F": "DSD_MIG_F@DF_MIG_POPF"}
"""Dataflows by the code of their structure, which is all that some SDMX-ML files name."""


def find(code: str) -> Dataflow | None:
    """The dataflow of a code; ``None`` when it is not known."""
    return DATAFLOWS.get(_STRUCTURES.get(code.upper(), code.upper()))
