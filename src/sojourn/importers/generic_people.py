"""The populations of a mapped table: those of a country by a criterion, those of the registry, those of the mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sojourn.importers.populations import COUNTED, TOTALS, population_of
from sojourn.model import Names, Population
from sojourn.sheets.registry import load_registry

if TYPE_CHECKING:
    from sojourn.importers.mapping import Group
    from sojourn.importers.places import Resolver

PREFIXES = {
    "countryOfBirth": "born-in",
    "citizenship": "citizens-of",
    "notStated": "migrants-from",
    "previousResidence": "formerly-in",
    "ethnicity": "ethnic",
}
"""What the keys of the populations of a country begin with, by criterion."""

_LABELS = {"formerly-in": "former residents of {}", "ethnic": "people of the ethnic group named after {}"}


def known(groups: Iterable[Group]) -> dict[str, Population]:
    """The populations that a mapping may name: those of the registry, all migrants by criterion, and its own."""
    own = {
        group.key: Population(
            key=group.key,
            names=Names(en=group.label),
            criterion=group.criterion,
            subpopulation_of=group.subpopulation_of,
            note=group.note,
        )
        for group in groups
    }
    totals = {
        key: Population(key=key, names=names, criterion=_criterion(counted)) for counted, (key, names) in TOTALS.items()
    }
    return {**totals, **load_registry().populations, **own}


def _criterion(counted: str) -> str:
    return next(criterion for criterion, begin in PREFIXES.items() if begin == counted)


def populations(keys: Iterable[str], listed: Mapping[str, Population], resolver: Resolver) -> tuple[Population, ...]:
    """The populations of some keys, and those that contain them.

    Args:
        keys: The keys that the rows name.
        listed: Populations by name, as from :func:`known`.
        resolver: Knows the names of countries.
    """
    found: dict[str, Population] = {}
    named = set(keys)
    todo = sorted(named)
    while todo:
        key = todo.pop()
        if key in found:
            continue
        found[key] = listed[key] if key in listed else _of_country(key, resolver, named)
        todo.extend(found[key].subpopulation_of)
    return tuple(found[key] for key in sorted(found))


def _of_country(key: str, resolver: Resolver, others: set[str]) -> Population:
    for criterion, begin in PREFIXES.items():
        if not key.startswith(f"{begin}-"):
            continue
        if begin in COUNTED:
            return population_of(key, resolver, others)
        country = key.removeprefix(f"{begin}-")
        name = _LABELS[begin].format(resolver.place(country).names.en)
        return Population(key=key, names=Names(en=name), criterion=criterion, country=(country,))
    raise KeyError(key)
