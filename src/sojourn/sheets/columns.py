"""The columns of every table of a study: their names, the synonyms people type, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One table of a study.

    Attributes:
        name: Name of the tab, and of the CSV file without its ending.
        columns: Every column with its explanation, in the order of the template.
        needed: Columns without which the table cannot be read.
        synonyms: Other headings that are understood, with a note.
    """

    name: str
    columns: dict[str, str]
    needed: tuple[str, ...]
    synonyms: dict[str, str]


CLAIMS = Layout(
    name="claims",
    columns={
        "id": "A stable name; made from the facts when blank.",
        "kind": "What kind of statement it is: flow, residence, netmigration, change, share, permit, driver, "
        "transition, ranking, event, policy or note.",
        "from": "Where people left: a code or name. A; B holds for each, A + B for both together. Blank: not stated.",
        "to": "Where they went or live, or the place that the statement is about. Same notation as from.",
        "who": "The population, person or organisation.",
        "of": "The whole population of which a share is a share.",
        "profession": "Professions, as labels or ISCO-08 codes, separated by semicolons.",
        "value": "10000  ~10000  >16000  >=  <  <=  5000..6000  40k  1.2m  13%  ~11000/yr  -460000, or a word: "
        "many, most, increasing.",
        "when": "2020  2013/2017  2025~  ../2020, or relative to publication: pub  pub-10y  ../pub.",
        "when_words": "A time in words that is no date, such as: in recent years.",
        "hedge": "Only where the notation of the value does not say it: orderOfMagnitude, mostOf, ...",
        "status": "Residence status: permanentResident, usualResident, longTermWorker, ...",
        "mobility": "permanent, temporary, seasonal, circular, return or internal; for a transition, "
        "seasonal -> permanent.",
        "modality": "asserted (when blank), possible or intended.",
        "method": "How the figure was made: census, register, survey, expertEstimate, model or administrativeCount.",
        "observation": "Status of the cell in an official table, a code of SDMX: A normal, E estimated, P provisional, "
        "O missing, Q suppressed, ...",
        "driver": "For a driver: what pushes, pulls, retains or deters, in your own words.",
        "role": "For a driver: push, pull, retain, deter, feedback or context.",
        "explains": "For a driver: ids of the claims that it explains.",
        "event": "For an event: departure, arrival, stay, move, returnVisit, work, ...",
        "about": "Keys of sources that the statement is about.",
        "contrasts": "Ids of claims that it stands against.",
        "restates": "Ids of claims that it repeats.",
        "supersedes": "Ids of claims that it replaces.",
        "source": "Key of the source that you read.",
        "via": "The chain behind it, nearest first: newspaper? <- study. A question mark: only implied. "
        "A single - : nobody is named.",
        "at": "Where in the source: line.sentence (24.1), page, or table and cell.",
        "chars": "Offsets of the passage in the text, from 0, end excluded: 812-905.",
        "digest": "SHA-256 of the passage in UTF-8, in hexadecimal.",
        "wording": "What the source itself calls the figure, where that differs from what it is.",
        "printed": "The figure as the source prints it: around 11,000.",
        "quote": "A quotation, your own choice.",
        "claim": "What is said, in your own words.",
        "note": "Your remarks.",
        "lang": "Language of the claim; en when blank.",
    },
    needed=("kind", "source"),
    synonyms={
        "origin": "from",
        "destination": "to",
        "place": "to",
        "population": "who",
        "whole": "of",
        "professions": "profession",
        "occupation": "profession",
        "number": "value",
        "figure": "value",
        "amount": "value",
        "date": "when",
        "year": "when",
        "period": "when",
        "type": "kind",
        "locator": "at",
        "as_printed": "printed",
        "text": "claim",
        "notes": "note",
        "language": "lang",
        "chain": "via",
        "contrasts_with": "contrasts",
        "obs_status": "observation",
    },
)

SOURCES = Layout(
    name="sources",
    columns={
        "key": "Short stable name, as used in the claims: letters, digits, dots and hyphens.",
        "type": "CSL type: article-newspaper, report, dataset, webpage, ...",
        "title": "The title.",
        "author": "Who wrote it.",
        "publisher": "Who published it.",
        "published": "When, in EDTF: 2025-01-15, 2025-01 or 2025. Blank: not stated.",
        "edition": "Which vintage of a table that comes out again and again: Revision 2020.",
        "url": "Where it can be read: http or https.",
        "accessed": "When you read it there.",
        "licence": "Its licence.",
        "based_on": "Keys of the sources that it relies on as a whole.",
        "lang": "Language of its text: en, zh, ru, ...",
        "text": "File name of your local copy; it is never shipped.",
        "sha256": "SHA-256 of that text, in hexadecimal.",
        "seen": "no for a source that you know only because another cites it.",
        "note": "Your remarks.",
    },
    needed=("key", "title"),
    synonyms={
        "id": "key",
        "name": "title",
        "date": "published",
        "vintage": "edition",
        "link": "url",
        "license": "licence",
        "language": "lang",
        "notes": "note",
    },
)

_NAMES = {
    "key": "Stable key: letters, digits, dots and hyphens.",
    "en": "Label in English.",
    "zh": "Label in Chinese.",
    "ru": "Label in Russian.",
    "aliases": "Other spellings, separated by semicolons.",
}
_NAME_SYNONYMS = {"id": "key", "name": "en", "label": "en", "notes": "note"}

PLACES = Layout(
    name="places",
    columns={
        "key": _NAMES["key"],
        "type": "country, firstLevel, secondLevel, county, city, settlement, region, federalDistrict, "
        "group, continent or world.",
        **{name: text for name, text in _NAMES.items() if name != "key"},
        "within": "Keys of the places in which it lies today.",
        "members": "For a group: keys of its members.",
        "membership": "For a group: closed when these are all, open when others may belong.",
        "identified": "no when the place could not be identified for certain.",
        "iso3166_1": "ISO 3166-1 alpha-2 code.",
        "iso3166_2": "ISO 3166-2 code.",
        "m49": "UN M49 code.",
        "geonames": "GeoNames number.",
        "wikidata": "Wikidata identifier.",
        "lat": "Degrees north.",
        "lon": "Degrees east.",
        "codes_from": "The table from which codes and coordinates come.",
        "note": "Your remarks.",
    },
    needed=("key", "en"),
    synonyms=_NAME_SYNONYMS,
)

CONTAINMENT = Layout(
    name="containment",
    columns={
        "place": "Key of the place.",
        "container": "Key of what it lies in.",
        "start": "First day.",
        "end": "Last day.",
        "authority": "Where the date comes from.",
    },
    needed=("place", "container"),
    synonyms={},
)

POPULATIONS = Layout(
    name="populations",
    columns={
        **_NAMES,
        "criterion": "citizenship, countryOfBirth, ethnicity, previousResidence, permit or notStated.",
        "country": "The country by which the members are named.",
        "foreign_to": "The country to which they are foreign.",
        "region_of_origin": "The place where they lived before.",
        "occupations": "Professions.",
        "activity": "worker, employed, student, pensioner, unemployed or child.",
        "residence_status": "permanentResident, usualResident, ...",
        "resident_in": "The place in which they are counted by definition.",
        "subpopulation_of": "Keys of the populations that contain it by definition.",
        "note": "Your remarks.",
    },
    needed=("key", "en"),
    synonyms=_NAME_SYNONYMS,
)

AGENTS = Layout(
    name="agents",
    columns={
        "key": _NAMES["key"],
        "type": "person, group or organisation.",
        **{name: text for name, text in _NAMES.items() if name != "key"},
        "wikidata": "Wikidata identifier.",
        "note": "Your remarks.",
    },
    needed=("key", "type", "en"),
    synonyms=_NAME_SYNONYMS,
)

COUNTRIES = Layout(
    name="countries",
    columns={
        "iso2": "ISO 3166-1 alpha-2.",
        "iso3": "ISO 3166-1 alpha-3.",
        "m49": "UN M49.",
        "en": "English.",
        "zh": "Chinese.",
        "ru": "Russian.",
        "aliases": _NAMES["aliases"],
        "geonames": "GeoNames number.",
        "wikidata": "Wikidata identifier.",
        "region": "UN region.",
        "subregion": "UN subregion.",
    },
    needed=("iso2", "en"),
    synonyms={},
)

STUDY_TABLES = (CLAIMS, SOURCES, PLACES, CONTAINMENT, POPULATIONS, AGENTS)
"""The tables that a study may have; only the first two are needed."""
