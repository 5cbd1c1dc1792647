"""The regions of the UN (M49), its groups of countries, and countries that are no more.

``eastern-europe-m49`` is not the ``eastern-europe`` of the registry: the region of the UN includes Russia.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sojourn.model import Containment, Names, Place
from sojourn.sheets import gazetteer
from sojourn.shipped import REGISTRY

_CODES_FROM = "UN M49; regions and their members: datasets/country-codes (PDDL 1.0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region or group of countries of the UN.

    Attributes:
        place: What is said of it in a graph.
        codes: Its M49 code, and those that the tables of the Population Division use.
        members: Alpha-2 codes of the countries that lie in it and in no smaller region.
    """

    place: Place
    codes: tuple[str, ...]
    members: tuple[str, ...]


@cache
def regions() -> dict[str, Region]:
    """The regions of ``graphs/registry/regions.csv`` by their keys."""
    found: dict[str, Region] = {}
    with (REGISTRY / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            within = (Containment(container=row["within"]),) if row["within"] else ()
            place = Place(
                key=row["key"],
                type=row["type"],
                names=Names(en=row["en"], zh=row["zh"], ru=row["ru"], aliases=_listed(row["aliases"])),
                within=within,
                membership="open" if row["type"] == "group" else "",
                m49=row["m49"],
                codes_from=_CODES_FROM if row["m49"] else "",
            )
            codes = tuple(code for code in (row["m49"], *_listed(row["un_codes"])) if code)
            found[row["key"]] = Region(place=place, codes=codes, members=_listed(row["members"]))
    return found


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(";") if item.strip())


@cache
def region_of() -> dict[str, str]:
    """The smallest region in which each country lies, by the country's alpha-2 code."""
    return {member: key for key, region in regions().items() for member in region.members}


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A country that is no more, or no more with these borders.

    Attributes:
        key: Its key: the four letters of ISO 3166-3, or a name of ours where ISO has none.
        names: What it was called.
        numbers: The numbers that M49 gave it.
        until: The day, month or year up to which it was one.
        within: Key of the region in which it lay; empty when it lay in several.
        heirs: What lies there now.
    """

    key: str
    names: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    until: str
    within: str
    heirs: str

    def covers(self, start: date | None, end: date | None) -> bool:
        """Whether a period begins while the country was there."""
        first = start or end
        return first is not None and first.isoformat()[: len(self.until)] <= self.until

    def place(self) -> Place:
        """The country that was."""
        withdrawn = {entry.key: entry for entries in gazetteer.withdrawn().values() for entry in entries}
        within = (Containment(container=self.within),) if self.within else ()
        names = Names(en=self.names[0], aliases=self.names[1:])
        if self.key in withdrawn:
            return replace(withdrawn[self.key].place(), names=names, within=within)
        note = f"until {self.until}; now {self.heirs}"
        number = self.numbers[0] if self.numbers else ""
        codes_from = "UN M49" if number else ""
        return Place(
            key=self.key, type="country", names=names, within=within, m49=number, codes_from=codes_from, note=note
        )


_AFTER_THE_USSR = "AM, AZ, BY, EE, GE, KG, KZ, LT, LV, MD, RU, TJ, TM, UA, UZ"
_KNOWN = (
    (
        "SUHH",
        "USSR;Soviet Union;Union of Soviet Socialist Republics;Former USSR;СССР;苏联",
        "810",
        "eastern-europe-m49",
        _AFTER_THE_USSR,
    ),
    ("CSHH", "Czechoslovakia;Former Czechoslovakia", "200", "eastern-europe-m49", "CZ, SK"),
    ("YUCS", "Yugoslavia;Former Yugoslavia;SFR Yugoslavia", "890;891", "southern-europe", "BA, HR, ME, MK, RS, SI"),
    ("CSXX", "Serbia and Montenegro;Serbia & Montenegro", "891", "southern-europe", "ME, RS"),
    ("DDDE", "German Democratic Republic;East Germany;GDR", "278", "western-europe", "DE"),
    ("ANHH", "Netherlands Antilles;Former Netherlands Antilles", "530;532", "caribbean", "BQ, CW, SX"),
    ("YDYE", "Democratic Yemen;South Yemen;Yemen, Democratic", "720", "western-asia", "YE"),
    ("PCHH", "Trust Territory of the Pacific Islands;Pacific Islands (trust territory)", "582", "", "FM, MH, MP, PW"),
    ("TPTL", "Portuguese Timor", "626", "south-eastern-asia", "TL"),
    ("BUMM", "Burma, Socialist Republic of the Union of", "104", "south-eastern-asia", "MM"),
)
_SUDAN = Former(
    key="sudan-before-2011",
    names=("Sudan before 2011", "Sudan*", "Former Sudan", "Sudan (former)", "Sudan (before 2011)", "Sudan (pre-2011)"),
    numbers=("736",),
    until="2011-07-08",
    within="africa",
    heirs="SD, SS",
)


@cache
def former() -> tuple[Former, ...]:
    """Countries that are no more, those of ISO 3166-3 first."""
    known = {key: (names, numbers, within, heirs) for key, names, numbers, within, heirs in _KNOWN}
    entries = {entry.key: entry for listed in gazetteer.withdrawn().values() for entry in listed}
    found = []
    for key, entry in entries.items():
        names, numbers, within, heirs = known.get(key, (entry.name, "", "", ""))
        found.append(
            Former(
                key=key,
                names=tuple(dict.fromkeys((*names.split(";"), entry.name))),
                numbers=tuple(number for number in numbers.split(";") if number),
                until=entry.until,
                within=within,
                heirs=heirs or key[2:] if key[2:] not in ("HH", "XX") else heirs,
            )
        )
    return (*found, _SUDAN)
