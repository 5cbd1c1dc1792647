"""The UN's table of migrant stocks as assertions: cells by origin and residence, with published totals as wholes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from sojourn.audit.reconciling.cells import World
from sojourn.model import (
    Assertion,
    Containment,
    Estimate,
    Evidence,
    Hedge,
    Measure,
    Names,
    Period,
    Place,
    Population,
    ResidenceAssertion,
)
from sojourn.shipped import REGISTRY

_SPELLED = {
    "Channel Islands": "channel-islands",
    "Cote d'Ivoire": "CI",
    "Curacao": "CW",
    "DR Congo": "CD",
    "FS Micronesia": "FM",
    "Hong Kong SAR": "HK",
    "Macao SAR": "MO",
    "Reunion": "RE",
    "Turkey": "TR",
}
"""Names of this table that no other table spells so."""


class Table:
    """The table as assertions, and the world in which they hold.

    Attributes:
        assertions: One for each cell, one for each published total of a country of residence, one for each diaspora.
        world: Countries of the world, people by country of birth.
        totals: Published totals of the foreign-born by country and year [persons].
        diasporas: Published totals of people living abroad by country of birth and year [persons].
    """

    def __init__(self, folder: Path) -> None:
        self._periods = {str(y): _year(y) for y in (1990, 1995, 2000, 2005, 2010, 2015, 2020)}
        codes, iso3 = _codes(folder)
        self.totals: dict[tuple[str, str], int] = {}
        self.diasporas: dict[tuple[str, str], int] = {}
        cells = list(self._cells(folder, codes))
        totals = list(self._totals(folder, iso3))
        self.assertions: list[Assertion] = [*cells, *totals]
        self.world = _world(self.assertions)

    def _cells(self, folder: Path, codes: dict[str, str]) -> Iterator[Assertion]:
        with (folder / "un_desa_stock_2020_long.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                origin, residence = codes[_plain(row["origin_birth"])], codes[_plain(row["residence"])]
                name = f"{origin}-{residence}-{row['year']}"
                yield self._stock(name, f"born-in-{origin}", residence, row["year"], row["stock"])

    def _totals(self, folder: Path, iso3: dict[str, str]) -> Iterator[Assertion]:
        with (folder / "stock_totals_2020.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = iso3.get(row["alpha3"], "channel-islands")
                for column, people, where, kept in (
                    ("fb", "foreign-born", place, self.totals),
                    ("disp", f"born-in-{place}", "world", self.diasporas),
                ):
                    if row[column] not in {"", "NA"}:
                        value = str(int(float(row[column])))
                        kept[place, row["year"]] = int(value)
                        yield self._stock(f"{column}-{place}-{row['year']}", people, where, row["year"], value)

    def _stock(self, name: str, people: str, place: str, year: str, value: str) -> Assertion:
        figure = Decimal(value)
        return ResidenceAssertion(
            id=name,
            claim="",
            evidence=Evidence(source="un-desa-2020"),
            population=(people,),
            place=(place,),
            period=self._periods[year],
            estimate=Estimate(low=figure, high=figure, hedge=Hedge.EXACT, measure=Measure.PERSONS),
        )


def _year(year: int) -> Period:
    return Period(notation=str(year), edtf=str(year), start=date(year, 1, 1), end=date(year, 12, 31))


def _plain(name: str) -> str:
    return name.replace("&", "and").replace("St.", "Saint").casefold()


def _codes(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    codes = {_plain(name): code for name, code in _SPELLED.items()}
    iso3: dict[str, str] = {}
    with (REGISTRY / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            iso3[row["iso3"]] = row["iso2"]
            for name in (row["en"], *row["aliases"].split(";")):
                codes.setdefault(_plain(name.strip()), row["iso2"])
    with (folder / "country-codes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column in ("CLDR display name", "UNTERM English Short", "official_name_en"):
                name = row[column].strip().removesuffix(" (the)")
                codes.setdefault(_plain(name), row["ISO3166-1-Alpha-2"])
    return codes, iso3


def _world(assertions: list[Assertion]) -> World:
    places = {key for assertion in assertions for key in assertion.place} - {"world"}
    origins = {key.removeprefix("born-in-") for a in assertions for key in a.population if key.startswith("born-in-")}
    within = (Containment(container="world"),)
    known = {key: Place(key=key, names=Names(en=key), type="country", within=within) for key in places | origins}
    known["world"] = Place(key="world", names=Names(en="the world"), type="continent")
    born = {
        f"born-in-{key}": Population(
            key=f"born-in-{key}",
            names=Names(en=f"people born in {key}"),
            criterion="countryOfBirth",
            country=(key,),
            subpopulation_of=("foreign-born",),
        )
        for key in origins
    }
    born["foreign-born"] = Population(
        key="foreign-born", names=Names(en="foreign-born people"), criterion="countryOfBirth"
    )
    return World(known, born)
