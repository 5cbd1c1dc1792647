"""What assertions are about: places, populations, professions, agents, and the sources that speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

UNION = "+"
"""Joins the keys of places (or populations) named together: ``moscow+saint-petersburg`` is one union."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What an entity is called, by language tag.

    Attributes:
        en: The English label; every entity has one.
        zh: The Chinese label, simplified; empty when no table gives one.
        ru: The Russian label; empty when no table gives one.
        aliases: Other spellings that people type, in any language.
    """

    en: str
    zh: str = ""
    ru: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """That a place lies within another, since or until a day.

    Attributes:
        container: Key of the containing place.
        start: First day; ``None`` when it always did, as far as the registry goes.
        end: Last day; ``None`` when it still does.
        authority: Where the date comes from (a decree, a gazetteer); empty when undated.
    """

    container: str
    start: date | None = None
    end: date | None = None
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A country, province, city, region, or a group of places named together.

    Attributes:
        key: Stable key, the last segment of its IRI.
        type: A notation of ``sj:PlaceTypeScheme``: ``country``, ``firstLevel``, ``city``, ``region``, ``group``, …
        within: What it lies in; several when they differ in time or in kind of region.
        members: Keys of the members, for a group.
        membership: ``closed`` when the members are all, ``open`` when others may belong, empty for no group.
        identified: Whether the place could be identified for certain.
        iso3166_1, iso3166_2, m49, geonames, wikidata: Codes; empty when no table settles them.
        lat, lon: Degrees north and east; ``None`` when no table gives them.
        codes_from: The tables from which codes and coordinates were taken.
    """

    key: str
    names: Names
    type: str
    within: tuple[Containment, ...] = ()
    members: tuple[str, ...] = ()
    membership: str = ""
    identified: bool = True
    iso3166_1: str = ""
    iso3166_2: str = ""
    m49: str = ""
    geonames: str = ""
    wikidata: str = ""
    lat: float | None = None
    lon: float | None = None
    codes_from: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """A set of persons given by facets; an empty facet is not stated, never "any".

    Attributes:
        key: Stable key, the last segment of its IRI.
        criterion: By what membership is counted: ``citizenship``, ``countryOfBirth``, ``ethnicity``,
            ``previousResidence``, ``permit`` or ``notStated``.
        country: Keys of the countries or regions by which the members are named ("Russians": russia).
        foreign_to: Key of the country to which they are foreign.
        region_of_origin: Key of the place where they lived before.
        occupations: Keys of professions.
        activity: ``student``, ``pensioner``, … (activity statuses are not occupations).
        residence_status: Key in ``sj:ResidenceStatusScheme``.
        resident_in: Key of the place in which they are counted by definition ("Russian minority of China").
        subpopulation_of: Keys of populations that contain this one by definition.
    """

    key: str
    names: Names
    criterion: str = "notStated"
    country: tuple[str, ...] = ()
    foreign_to: str = ""
    region_of_origin: str = ""
    occupations: tuple[str, ...] = ()
    activity: str = ""
    residence_status: str = ""
    resident_in: str = ""
    subpopulation_of: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A person, a group of particular persons, or an organisation.

    Attributes:
        key: Stable key, the last segment of its IRI.
        type: ``person``, ``group`` or ``organisation``.
        wikidata: Identifier; empty when no table settles it.
    """

    key: str
    names: Names
    type: str
    wikidata: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profession:
    """An occupation, or a word for one that is none, with the reason.

    Attributes:
        key: Stable key, the last segment of its IRI.
        isco08: ISCO-08 codes that it means; empty when there is none.
        no_isco_because: Why there is no code; empty when there is one.
    """

    key: str
    names: Names
    isco08: tuple[str, ...] = ()
    no_isco_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that says something: an article, a report, a census; seen, or known only by citation.

    Attributes:
        key: Stable key, the last segment of its IRI and of the IRI of its graph.
        type: CSL type (``article-newspaper``, ``report``, ``dataset``, ``interview``, …).
        title: The title; a citation, not a quotation.
        author: Who wrote it; empty when not stated.
        publisher: Who published it; empty when not stated.
        published: EDTF date of publication; empty when not stated.
        edition: Vintage of a table that is published again and again (``Revision 2020``); empty when there is one only.
        based_on: Keys of the sources that it relies on as a whole.
        seen: Whether it was read; ``False`` when known only because another cites it.
        lang: Language tag of its text.
        sha256: SHA-256 of its text, hexadecimal; empty when not seen.
        text: Name of a local copy, which is never shipped.
    """

    key: str
    type: str
    title: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    edition: str = ""
    url: str = ""
    accessed: str = ""
    licence: str = ""
    based_on: tuple[str, ...] = ()
    lang: str = ""
    text: str = ""
    sha256: str = ""
    seen: bool = True
    note: str = ""
