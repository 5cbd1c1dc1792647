"""What the names of places mean: the study's own first, then the registry, then the world.

A name that fits several places is refused with its candidates, a name that fits none with the nearest ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from sojourn.errors import NotFound
from sojourn.model import UNION, Place
from sojourn.sheets import gazetteer
from sojourn.sheets.gazetteer import fold
from sojourn.sheets.nearest import ask, nearest

Index = Mapping[str, list[str]]


def index_of(entities: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    """The keys that bear each folded name."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, names in entities:
        for name in {fold(name) for name in names if name}:
            found[name].append(key)
    return dict(found)


def _place_names(place: Place) -> Iterable[str]:
    """All names, and the key unless it is a code: codes are written as they are, in capitals."""
    key = () if place.key.isupper() else (place.key,)
    return (*key, place.names.en, place.names.zh, place.names.ru, *place.names.aliases)


class Places:
    """Finds places by key, code or name.

    Attributes:
        known: The places of the study and of the registry by key; those found elsewhere join them.
        minted: Those found elsewhere: countries, subdivisions and cities that no table of ours holds.
    """

    def __init__(self, local: Mapping[str, Place], registry: Mapping[str, Place], folder: Path, study: str) -> None:
        self.known: dict[str, Place] = {**registry, **local}
        self.minted: dict[str, Place] = {}
        self._beyond: dict[str, Place] = {}
        self._folder = folder
        self._study = study
        self._tiers: tuple[Index, ...] = tuple(
            index_of((key, _place_names(place)) for key, place in tier.items()) for tier in (local, registry)
        )
        self._codes = _codes(self.known)
        self._found: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        self._country_names: set[str] = set()

    def resolve(self, text: str, others: Iterable[str] = (), start: date | None = None, end: date | None = None) -> str:
        """The key of a place.

        Args:
            text: Key, code or name.
            others: Keys of the other places of the row, within whose countries an ambiguous name is looked up.
            start: First day of the row's period, for codes that were withdrawn.
            end: Its last day.

        Raises:
            NotFound: If there is no such place, or several.
        """
        keys = self.candidates(text)
        rivals = self._rivals(text, others) if text in self._country_names else []
        if rivals:
            raise self._several(text, [*keys, *rivals])
        if len(keys) == 1:
            return self._taken(keys[0])
        if not keys:
            return self._withdrawn(text, start, end)
        countries = {self.country_of(other) for other in others} - {""}
        inside = [key for key in keys if self.country_of(key) in countries]
        if len(inside) == 1:
            return self._taken(inside[0])
        raise self._several(text, keys)

    def _several(self, text: str, keys: list[str]) -> NotFound:
        listed = ", ".join(self._spelled(key) for key in keys[:6])
        more = f" and {len(keys) - 6} more" if len(keys) > 6 else ""
        return NotFound(f"{len(keys)} places are called {text!r}", advice=f"Write which you mean: {listed}{more}.")

    def candidates(self, text: str) -> list[str]:
        """The keys of the places that a text can mean, from the first table that has any."""
        keys = self._found.get(text)
        if keys is None:
            keys = self._look_up(text)
            self._found[text] = keys
        return keys

    def _look_up(self, text: str) -> list[str]:
        if text in self.known:
            return [text]
        if text.startswith(("geonames:", "wd:")):
            return self._by_number(text)
        if text in self._codes:
            return [self._codes[text]]
        name = fold(text)
        tier = next((tier for tier in self._tiers if name in tier), None)
        return tier[name] if tier is not None else self._look_beyond(text, name)

    def _look_beyond(self, text: str, name: str) -> list[str]:
        """The world: countries by code, subdivisions by code, countries by name, then everything else by name."""
        world = gazetteer.countries(self._folder)
        code = world.codes.get(text)
        by_code = world.places[code] if code else gazetteer.subdivision(text)
        if by_code is not None:
            return [self._outside(by_code)]
        if name in world.names:
            self._country_names.add(text)
            return [self._outside(world.places[key]) for key in world.names[name]]
        looks_like_code = len(text) < 5 and text.isascii() and text.isupper()
        return [] if looks_like_code else [self._outside(place) for place in _parts_and_cities(name)]

    def _by_number(self, text: str) -> list[str]:
        key = self._codes.get(text)
        if key is not None:
            return [key]
        world = gazetteer.countries(self._folder)
        code = world.codes.get(text)
        found = world.places[code] if code else gazetteer.city(text.removeprefix("geonames:"))
        return [self._outside(found)] if found is not None else []

    def _rivals(self, text: str, others: Iterable[str]) -> list[str]:
        """Parts of the row's other countries that bear the name of a country: Georgia beside the United States."""
        countries = {self.country_of(other) for other in others}
        codes = gazetteer.subdivision_names().get(fold(text), [])
        parts = [gazetteer.subdivision(code) for code in codes if code[:2] in countries]
        return [self._outside(part) for part in parts if part is not None]

    def _withdrawn(self, text: str, start: date | None, end: date | None) -> str:
        entries = gazetteer.withdrawn().get(text, []) if text.isupper() and 2 <= len(text) <= 4 else []
        fitting = [entry for entry in entries if entry.covers(start, end)]
        if len(fitting) == 1:
            return self._taken(self._outside(fitting[0].place()))
        if len(fitting) > 1:
            keys = ", ".join(f"{entry.key} ({entry.name})" for entry in fitting)
            raise NotFound(f"{text} was given twice", advice=f"Write the four letters of the one you mean: {keys}.")
        if entries:
            was = " and ".join(f"{entry.name}, until {entry.until}" for entry in entries)
            when = "has no date" if start is None and end is None else "speaks of a later time"
            raise NotFound(
                f"{text} is a withdrawn country code ({was}), and the row {when}",
                advice="Give a date on which it was in use, or the code of the country of today.",
            )
        guesses = [self.describe(self._codes[text.upper()])] if text.upper() in self._codes else self._nearest(text)
        raise NotFound(
            f"no place is called {text!r}",
            advice=f"{ask(guesses)}New places go into {self._study}/places.csv.",
        )

    def _taken(self, key: str) -> str:
        """A key that the study now uses; what came from outside joins the study, with everything in which it lies."""
        place = self._beyond.get(key)
        if place is not None and key not in self.minted:
            self.minted[key] = place
            for containment in place.within:
                self._taken(containment.container)
        return key

    def _outside(self, place: Place) -> str:
        """The key of a place from outside, which is known from now on."""
        code = place.iso3166_2 or (f"geonames:{place.geonames}" if place.geonames else place.key)
        known = self._codes.get(code)
        if known is not None:
            return known
        if place.key not in self.known:
            self.known[place.key] = place
            self._beyond[place.key] = place
            for containment in place.within:
                if containment.container not in self.known:
                    self.candidates(containment.container)
        return place.key

    def country_of(self, key: str) -> str:
        """The key of the country in which a place lies; empty when it lies in none or in several."""
        if UNION in key:
            countries = {self.country_of(member) for member in key.split(UNION)}
            return countries.pop() if len(countries) == 1 else ""
        seen: set[str] = set()
        todo = [key]
        while todo:
            here = todo.pop()
            place = self.known.get(here)
            if place is None or here in seen:
                continue
            seen.add(here)
            if place.type == "country":
                return here
            todo.extend(containment.container for containment in place.within)
        return ""

    def describe(self, key: str) -> str:
        """``'Harbin' (CN, GeoNames 2037013)``."""
        place = self.known[key]
        own = place.iso3166_1 or place.iso3166_2 or self.country_of(key)
        if place.key.startswith("geonames-"):
            own = place.within[0].container
        codes = [own] if own else []
        if place.geonames and place.type != "country":
            codes.append(f"GeoNames {place.geonames}")
        return f"{place.names.en!r} ({', '.join(codes or [place.key])})"

    def _spelled(self, key: str) -> str:
        """What to write for a place, with its name: ``geonames:2037013 (Harbin, CN)``."""
        place = self.known[key]
        if not key.startswith("geonames-"):
            return f"{key} ({place.names.en})"
        return f"geonames:{place.geonames} ({place.names.en}, {place.within[0].container})"

    def _nearest(self, text: str) -> list[str]:
        """The places whose names look most like a text: those at hand, or else those of the world."""
        world, name = gazetteer.countries(self._folder), fold(text)
        if not self._names:
            self._names = {name: keys for tier in (world.names, *reversed(self._tiers)) for name, keys in tier.items()}
        found = nearest(name, self._names, at_least=75)
        if found:
            keys = [
                key if key in self.known else self._outside(world.places[key])
                for name in found
                for key in self._names[name]
            ]
        else:
            near = nearest(name, gazetteer.all_names(), at_least=80)
            keys = [self._outside(place) for name in near for place in _parts_and_cities(name)]
        return [self.describe(key) for key in dict.fromkeys(keys)][:3]


def _parts_and_cities(name: str) -> list[Place]:
    """The subdivisions and cities of the world that bear a folded name."""
    codes = gazetteer.subdivision_names().get(name, [])
    parts = [gazetteer.subdivision(code) for code in codes]
    numbers = [
        *gazetteer.city_names().get(name, []),
        *(n for code in codes for n in gazetteer.namesakes(code[:2], name)),
    ]
    cities = [gazetteer.city(number) for number in dict.fromkeys(numbers)]
    return [place for place in (*parts, *cities) if place is not None]


def _codes(known: Mapping[str, Place]) -> dict[str, str]:
    codes: dict[str, str] = {}
    for key, place in known.items():
        for code in (place.iso3166_1, place.iso3166_2, place.m49):
            if code:
                codes.setdefault(code, key)
        if place.geonames:
            codes.setdefault(f"geonames:{place.geonames}", key)
        if place.wikidata:
            codes.setdefault(f"wd:{place.wikidata}", key)
    return codes
