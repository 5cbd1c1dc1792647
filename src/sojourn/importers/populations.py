"""The people whom tables of stocks count: by country of birth, by citizenship, or by what the table does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.importers.regions import region_of, regions
from sojourn.importers.workspace import fill, quoted
from sojourn.model import Names, Population

if TYPE_CHECKING:
    import duckdb

    from sojourn.importers.places import Resolver

COUNTED = ("born-in", "citizens-of", "migrants-from")
"""How people are counted: by birth, by citizenship, or not stated. It begins the keys of populations."""

_CRITERIA = {"born-in": "countryOfBirth", "citizens-of": "citizenship", "migrants-from": "notStated"}
_LABELS = {
    "born-in": ("people born in {}", "{}出生者", "уроженцы: {}"),
    "citizens-of": ("citizens of {}", "{}公民", "граждане: {}"),
    "migrants-from": ("migrants from {}", "来自{}的移民", "мигранты: {}"),
}
TOTALS = {
    "born-in": ("foreign-born", Names(en="foreign-born people", zh="外国出生者", ru="родившиеся за рубежом")),
    "citizens-of": ("foreign-citizens", Names(en="foreign citizens", zh="外国公民", ru="иностранные граждане")),
    "migrants-from": (
        "international-migrants",
        Names(en="international migrants", zh="国际移民", ru="международные мигранты"),
    ),
}
"""All migrants of a place, by how they are counted: the key of the population, and its names."""

NOT_STATED = "not-stated"
"""Stands in a table for an origin that is not stated."""

SPECIAL = {
    "other": NOT_STATED,
    "others": NOT_STATED,
    "other south": NOT_STATED,
    "other north": NOT_STATED,
    "other and unknown": NOT_STATED,
    "unknown": NOT_STATED,
    "not specified": NOT_STATED,
    "unspecified": NOT_STATED,
}
"""Names under which the UN lists people whose origin is not stated."""
_ELSEWHERE = "-of-unstated-origin"


def stock_population_sql(*, ids: bool = False) -> str:
    """SQL for the key of the population of a cell, over ``c.counted`` and ``o.key``.

    Args:
        ids: For the beginning of an id instead, which for people counted by birth is the key of their country alone.
    """
    totals = " ".join(f"when '{counted}' then '{key}'" for counted, (key, _) in TOTALS.items())
    total = f"case c.counted {totals} end"
    plain = "case when c.counted = 'born-in' then o.key else c.counted || '-' || o.key end"
    single = plain if ids else "c.counted || '-' || o.key"
    return (
        f"case when o.key = 'world' then {total} when o.key = '{NOT_STATED}' then {total} || '{_ELSEWHERE}' "
        f"else {single} end"
    )


def stock_populations(connection: duckdb.DuckDBPyConnection, table: str, resolver: Resolver) -> tuple[Population, ...]:
    """The populations that a table of assertions names, and those of which they are part."""
    found = connection.execute(
        fill("select distinct population from {table} order by 1", table=quoted(table))
    ).fetchall()
    keys = [str(key) for (key,) in found]
    named = {key: population_of(key, resolver, set(keys)) for key in keys}
    for counted in COUNTED:
        key = TOTALS[counted][0]
        if any(key in population.subpopulation_of for population in named.values()):
            named.setdefault(key, population_of(key, resolver, set(keys)))
    return tuple(named[key] for key in sorted(named))


def population_of(key: str, resolver: Resolver, others: set[str]) -> Population:
    """A population by its key.

    Args:
        key: ``born-in-RU``, ``foreign-born``, ``foreign-born-of-unstated-origin``, …
        resolver: Knows the names of places.
        others: Keys of the populations of the table; those of the regions of a country contain its own.
    """
    for counted, (total, names) in TOTALS.items():
        if key == total:
            return Population(key=key, names=names, criterion=_CRITERIA[counted])
        if key == total + _ELSEWHERE:
            elsewhere = Names(
                en=f"{names.en} whose origin is not stated",
                zh=f"{names.zh}（来源地不详）",
                ru=f"{names.ru}, происхождение не указано",
            )
            return Population(key=key, names=elsewhere, criterion=_CRITERIA[counted], subpopulation_of=(total,))
    counted = next(prefix for prefix in COUNTED if key.startswith(f"{prefix}-"))
    country = key.removeprefix(f"{counted}-")
    place = resolver.place(country).names
    en, zh, ru = (
        form.format(name) if name else ""
        for form, name in zip(_LABELS[counted], (place.en, place.zh, place.ru), strict=True)
    )
    above = [name for name in _containers(country) if f"{counted}-{name}" in others]
    broader = f"{counted}-{above[0]}" if above else TOTALS[counted][0]
    return Population(
        key=key,
        names=Names(en=en, zh=zh, ru=ru),
        criterion=_CRITERIA[counted],
        country=(country,),
        subpopulation_of=(broader,),
    )


def _containers(country: str) -> list[str]:
    """The regions in which a place lies, the smallest first, without the world."""
    found = []
    here = region_of().get(country, "") or _above(country)
    while here and here != "world":
        found.append(here)
        here = _above(here)
    return found


def _above(key: str) -> str:
    region = regions().get(key)
    return region.place.within[0].container if region and region.place.within else ""
