"""Names and codes of countries and regions become keys of places.

A table may write them as ISO 3166-1 alpha-2 or alpha-3, as M49 with or without leading zeros, as the codes of the UN's
Population Division, or as names in any language, in any mix. What cannot be resolved is reported together, each name
once, with the number of its rows and the nearest names that there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from sojourn.errors import NotFound
from sojourn.importers.regions import Former, former, region_of, regions
from sojourn.model import Containment, Place
from sojourn.queries.spelling import SPELLED
from sojourn.sheets import gazetteer
from sojourn.sheets.files import hidden
from sojourn.sheets.nearest import ask, nearest
from sojourn.sheets.places import Places
from sojourn.sheets.registry import load_registry
from sojourn.shipped import REGISTRY

UN_USAGE: Mapping[str, str] = {
    "Congo": "CG",
    "Micronesia": "FM",
    "Guinea": "GN",
    **dict.fromkeys(("Total", "Grand total", "All countries", "All origins", "All destinations"), "world"),
}
"""What tables of the UN mean by names that others use for several countries, and how they call the whole."""

_MARKS = re.compile(r"[*†‡§¹²³⁰-⁹]+$")
_ARTICLE = re.compile(r"\s*(?:\(the\)|, the)$|^the\s+")


@lru_cache(maxsize=65_536)
def plain(name: str) -> str:
    """A name as it is compared across tables: without accents, case, articles and kinds of apostrophes."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("’", "'").replace("ʼ", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.replace("&", " and ").replace("st. ", "saint ").replace("–", "-")
    return _ARTICLE.sub("", " ".join(text.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a table.

    Attributes:
        text: The name or code as printed; empty when only ``code`` is given.
        code: A code that stands beside the name in a column of its own; empty when there is none.
        start, end: First and last day of the period of its rows, for countries that are no more.
    """

    text: str
    code: str = ""
    start: date | None = None
    end: date | None = None


class Resolver:
    """Finds the places that tables speak of.

    Args:
        usage: What names mean in this table, before anything else: names with keys or codes.
        parts: Whether provinces and cities are looked up, too, after countries and regions.
    """

    def __init__(self, usage: Mapping[str, str] | None = None, *, parts: bool = False) -> None:
        registry = load_registry()
        self._places = Places({}, registry.places, REGISTRY, "registry")
        self._parts = parts
        self._found: dict[str, str] = {}
        self._former = {entry.key: entry for entry in former()}
        self._usage: dict[str, str] = {}
        self._usage = {plain(name): self._key(code) for name, code in (usage or {}).items()}

    def key(self, mention: Mention) -> str:
        """The key of the place that a mention means.

        Raises:
            NotFound: If there is none, or several, or its code and its name mean different ones.
        """
        by_code = self._by_code(mention.code, mention.start, mention.end) if mention.code else ""
        if by_code and not mention.text:
            return by_code
        if not by_code:
            return self._by_name(mention)
        try:
            by_name = self._by_name(mention)
        except NotFound:
            return by_code
        if by_name != by_code and not self._same_name(mention.text, by_code):
            said = f"{mention.text!r} is {by_name}, and its code {mention.code} is {by_code}"
            raise NotFound(said, advice="Are the columns shifted?")
        return by_code

    def _same_name(self, text: str, key: str) -> bool:
        """Whether a name may also mean the place of a key: Micronesia is a country and a region."""
        return plain(text) in {plain(name) for name in _names(self.place(key))} or (
            key in regions() and plain(text) in plain(self.place(key).names.en)
        )

    def _by_name(self, mention: Mention) -> str:
        text = mention.text
        if text not in self._found:
            try:
                self._found[text] = self._key(text)
            except NotFound:
                ended = self._ended(text, mention.start, mention.end)
                if ended:
                    return ended
                raise
        return self._found[text]

    def _key(self, text: str) -> str:
        mark = hidden(text, label=True)
        if mark:
            raise NotFound(f"{mark} is hidden in {text!r}", advice="Remove it; it changes what people read.")
        name = plain(text)
        if name in self._usage:
            return self._usage[name]
        code = self._by_code(text)
        if code:
            return code
        keys = _index().get(name)
        if not keys and self._parts:
            return self._places.resolve(text)
        if not keys and not _former_called(text):
            if _MARKS.search(text):
                return self._key(_MARKS.sub("", text).strip())
            keys = _foreign().get(name)
        if not keys:
            raise self._unknown(text)
        if len(keys) > 1:
            listed = ", ".join(f"{key} ({self.place(key).names.en})" for key in keys)
            raise NotFound(f"{len(keys)} places are called {text!r}", advice=f"Write which you mean: {listed}.")
        return keys[0]

    def _by_code(self, text: str, start: date | None = None, end: date | None = None) -> str:
        """The key that a code of a country or region means; empty when it is none."""
        code = text.strip().upper()
        code = code.zfill(3) if code.isascii() and code.isdigit() else code
        if code in _codes():
            return _codes()[code]
        ended = [one for one in former() if code in one.numbers and one.covers(start, end)]
        return ended[0].key if len(ended) == 1 else ""

    def _ended(self, text: str, start: date | None, end: date | None) -> str:
        """The key of a country that is no more, when the period begins while it was there.

        Raises:
            NotFound: If it was no more by then, or there is no period.
        """
        entries = _former_called(text)
        fitting = [one for one in entries if one.covers(start, end)]
        if len(fitting) == 1:
            return fitting[0].key
        if not entries:
            return ""
        was = " and ".join(f"{one.names[0]}, until {one.until}" for one in entries)
        heirs = "; ".join(one.heirs for one in entries if one.heirs)
        dated = start is not None or end is not None
        when = "several fit" if fitting else f"the rows {'speak of a later time' if dated else 'have no date'}"
        advice = f"Give the countries of that time{f': {heirs}' if heirs else ''}."
        raise NotFound(f"{text!r} is a country that is no more ({was}), and {when}", advice=advice)

    def _unknown(self, text: str) -> NotFound:
        guesses: list[str] = []
        for near in nearest(plain(text), _index(), at_least=75):
            guesses.extend(f"{self.place(key).names.en!r} ({key})" for key in _index()[near])
        return NotFound(f"no place is called {text!r}", advice=ask(dict.fromkeys(guesses[:3])).strip())

    def place(self, key: str) -> Place:
        """The place of a key, with what it lies in: a country lies in its region of the UN.

        Raises:
            KeyError: If no table has it.
        """
        if key in regions():
            region = regions()[key].place
            registered = self._places.known.get(key)
            return replace(registered, within=region.within) if registered else region
        if key in self._former:
            return self._former[key].place()
        place = self._places.known.get(key) or gazetteer.countries(REGISTRY).places[key]
        smallest = region_of().get(key)
        if smallest and not any(containment.end is None for containment in place.within):
            return replace(place, within=(*place.within, Containment(container=smallest)))
        return place

    def closure(self, keys: Iterable[str]) -> tuple[Place, ...]:
        """The places of some keys, and everything in which they lie, in the order of their keys."""
        found: dict[str, Place] = {}
        todo = sorted(keys)
        while todo:
            key = todo.pop()
            if key not in found:
                found[key] = self.place(key)
                todo.extend(containment.container for containment in found[key].within)
        return tuple(found[key] for key in sorted(found))


def _former_called(text: str) -> list[Former]:
    """The countries that are no more and had a name or a code."""
    code = text.strip().upper()
    by_code = {entry.key for entry in gazetteer.withdrawn().get(code, [])} if 2 <= len(code) <= 4 else set()
    named = _former_names().get(plain(text), [])
    number = code.zfill(3) if code.isascii() and code.isdigit() else ""
    return [one for one in former() if one.key in named or one.key in by_code or number in one.numbers]


@cache
def _former_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in former():
        for name in {plain(name) for name in one.names}:
            found[name].append(one.key)
    return dict(found)


def _names(place: Place) -> tuple[str, ...]:
    names = place.names
    return tuple(name for name in (names.en, names.zh, names.ru, *names.aliases) if name)


@cache
def _codes() -> dict[str, str]:
    """The keys of countries and regions by every code, M49 with its zeros."""
    world = gazetteer.countries(REGISTRY)
    codes = {code: key for code, key in world.codes.items() if ":" not in code}
    for key, region in regions().items():
        for code in region.codes:
            codes.setdefault(code.zfill(3), key)
    return codes


@cache
def _index() -> dict[str, list[str]]:
    """The keys of countries and regions by their names, as compared."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, keys in gazetteer.countries(REGISTRY).names.items():
        found[plain(name)].update(keys)
    for key, place in load_registry().places.items():
        if place.iso3166_1:
            _add(found, key, _names(place))
    for key, region in regions().items():
        _add(found, key, (*_names(region.place), key))
    for key, names in SPELLED.items():
        for name in names:
            found[plain(name)] = {key}
    return {name: sorted(keys) for name, keys in found.items()}


def _add(found: dict[str, set[str]], key: str, names: Collection[str]) -> None:
    for name in names:
        found[plain(name)].add(key)


@cache
def _foreign() -> dict[str, list[str]]:
    """The names of countries in all the languages of Debian's iso-codes; loaded for a name that nothing else knows."""
    import gettext
    from pathlib import Path

    import pycountry

    english = [
        (label, country.alpha_2)
        for country in pycountry.countries
        for label in (country.name, getattr(country, "official_name", ""), getattr(country, "common_name", ""))
        if label
    ]
    translated: dict[str, set[str]] = defaultdict(set)
    for file in sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-1.mo")):
        with file.open("rb") as catalogue:
            translate = gettext.GNUTranslations(catalogue).gettext
        for label, code in english:
            translated[translate(label)].add(code)
    found: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for name, codes in translated.items():
        found[plain(name)].update(codes)
        short[plain(re.split(r", | \(", name)[0])].update(codes)
    return {name: sorted(keys) for name, keys in {**short, **found}.items()}
