"""Rows of the small tables become places, populations and agents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from sojourn.errors import BadInput
from sojourn.model import Agent, Containment, Names, Place, Population
from sojourn.sheets.findings import Findings, Row
from sojourn.sheets.lists import member
from sojourn.sheets.nearest import did_you_mean
from sojourn.sheets.tables import Table

_KEY = re.compile(r"[^\W_](?:[\w.\-]*[\w\-])?")
_YES = {"": True, "yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")

AGENT_TYPES = ("person", "group", "organisation")


def items(text: str) -> tuple[str, ...]:
    """The items of a cell that lists them with semicolons."""
    return tuple(item.strip() for item in text.split(";") if item.strip()) if text else ()


def language(text: str) -> str:
    """A language tag in lower case, as RDF stores it; ``en`` when blank.

    Raises:
        BadInput: If it is no language tag.
    """
    tag = text.lower() or "en"
    if not _LANGUAGE.fullmatch(tag):
        raise BadInput(f"{text!r} is no language tag", advice="Write en, zh, ru, pt-br and the like.")
    return tag


def key_fault(key: str) -> str:
    """Why a key cannot be one; empty when it can."""
    if ".." in key or "/" in key or "\\" in key:
        return "a key is no path"
    if re.search(r"\s", key):
        return "a key has no spaces"
    return "" if _KEY.fullmatch(key) else "a key consists of letters, digits, dots, hyphens and underscores"


def keyed(table: Table | None, findings: Findings) -> Iterator[tuple[str, Row]]:
    """The rows of a table with their keys; those without a proper key, or with one that is taken, are noted."""
    first: dict[str, int] = {}
    for row in table.rows if table else ():
        key = row["key"]
        if not key:
            findings.add(row, "key", "the key is empty", "Give a short name, such as ipms-2024.")
            continue
        fault = key_fault(key)
        if fault:
            findings.add(row, "key", f"{key!r}: {fault}", f"Write {_slug(key)!r}.")
        elif key in first:
            advice = f"It stands in lines {first[key]} and {row.line}; keep one, or rename it."
            findings.add(row, "key", f"the key {key!r} stands twice", advice)
        else:
            first[key] = row.line
            yield key, row


def _slug(key: str) -> str:
    return re.sub(r"[^\w.]+", "-", key.replace("..", ".")).strip("-._").lower() or "name"


def yes_or_no(row: Row, column: str, findings: Findings) -> bool:
    """A cell that says yes or no; blank means yes."""
    text = row[column]
    if text.casefold() not in _YES:
        findings.add(row, column, f"{text!r} is neither yes nor no", "Write yes or no; blank means yes.")
    return _YES.get(text.casefold(), True)


def names_of(row: Row, findings: Findings) -> Names:
    """The labels of a row; the English one is needed."""
    if not row["en"]:
        findings.add(row, "en", "the English label is missing", "Every entity has one.")
    return Names(en=row["en"] or row["key"], zh=row["zh"], ru=row["ru"], aliases=items(row["aliases"]))


def choice(row: Row, column: str, scheme: str, findings: Findings, default: str = "") -> str:
    """A member of a closed list; the default when the cell is blank."""
    text = row[column]
    if not text:
        return default
    return findings.attempt(row, column, default, member, scheme, text)


def read_places(table: Table | None, containment: Table | None, findings: Findings) -> dict[str, tuple[Place, Row]]:
    """The places of a table with their rows; what they lie in is still as written."""
    dated = _containments(containment, findings)
    found: dict[str, tuple[Place, Row]] = {}
    for key, row in keyed(table, findings):
        within = [Containment(container=name) for name in items(row["within"])]
        dates = dated.get(key, [])
        known = {entry.container for entry in dates}
        members = items(row["members"])
        found[key] = (
            Place(
                key=key,
                type=choice(row, "type", "placeType", findings, "group" if members else "region"),
                names=names_of(row, findings),
                within=(*(entry for entry in within if entry.container not in known), *dates),
                members=members,
                membership=choice(row, "membership", "membership", findings),
                identified=yes_or_no(row, "identified", findings),
                iso3166_1=row["iso3166_1"],
                iso3166_2=row["iso3166_2"],
                m49=row["m49"],
                geonames=row["geonames"],
                wikidata=row["wikidata"],
                lat=_degrees(row, "lat", 90, findings),
                lon=_degrees(row, "lon", 180, findings),
                codes_from=row["codes_from"],
                note=row["note"],
            ),
            row,
        )
    for row in containment.rows if containment else ():
        if row["place"] not in found:
            advice = did_you_mean(row["place"], found) + "Containment is told of the places of places.csv."
            findings.add(row, "place", f"no place has the key {row['place']!r}", advice)
    return found


def _containments(table: Table | None, findings: Findings) -> dict[str, list[Containment]]:
    dated: dict[str, list[Containment]] = defaultdict(list)
    for row in table.rows if table else ():
        start, end = (_day(row, column, findings) for column in ("start", "end"))
        if start and end and end < start:
            findings.add(row, "end", f"the end {end} comes before the start {start}", "Swap them.")
        dated[row["place"]].append(
            Containment(container=row["container"], start=start, end=end, authority=row["authority"])
        )
    return dated


def _day(row: Row, column: str, findings: Findings) -> date | None:
    text = row[column]
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        findings.add(row, column, f"{text!r} is no day", "Write it as 2018-11-03.")
        return None


def _degrees(row: Row, column: str, most: int, findings: Findings) -> float | None:
    text = row[column]
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text, re.ASCII) or abs(float(text)) > most:
        findings.add(row, column, f"{text!r} is no number of degrees from -{most} to {most}", "Write it as 45.75.")
        return None
    return float(text)


def link_places(
    found: dict[str, tuple[Place, Row]], resolve: Callable[[str], str], findings: Findings
) -> dict[str, Place]:
    """The places with the keys of what they lie in, and of their members."""
    linked: dict[str, Place] = {}
    for key, (place, row) in found.items():
        within = tuple(
            replace(entry, container=findings.attempt(row, "within", "", resolve, entry.container))
            for entry in place.within
        )
        members = resolved(row, "members", place.members, resolve, findings)
        linked[key] = replace(place, within=tuple(entry for entry in within if entry.container), members=members)
    return linked


def resolved(
    row: Row, column: str, names: Iterable[str], resolve: Callable[[str], str], findings: Findings
) -> tuple[str, ...]:
    """The keys of several names in a cell; those that cannot be found are noted."""
    keys = [findings.attempt(row, column, "", resolve, name) for name in names]
    return tuple(key for key in keys if key)


def read_populations(
    table: Table | None,
    place: Callable[[str], str],
    profession: Callable[[str], str],
    known: Iterable[str],
    findings: Findings,
) -> dict[str, Population]:
    """The populations of a table; their places and professions are resolved."""
    rows = dict(keyed(table, findings))
    keys = {*known, *rows}

    def population(text: str) -> str:
        if text not in keys:
            raise BadInput(f"no population has the key {text!r}", advice=did_you_mean(text, keys))
        return text

    def one(row: Row, column: str) -> str:
        return next(iter(resolved(row, column, items(row[column])[:1], place, findings)), "")

    return {
        key: Population(
            key=key,
            names=names_of(row, findings),
            criterion=choice(row, "criterion", "criterion", findings, "notStated"),
            country=resolved(row, "country", items(row["country"]), place, findings),
            foreign_to=one(row, "foreign_to"),
            region_of_origin=one(row, "region_of_origin"),
            occupations=resolved(row, "occupations", items(row["occupations"]), profession, findings),
            activity=choice(row, "activity", "activity", findings),
            residence_status=choice(row, "residence_status", "status", findings),
            resident_in=one(row, "resident_in"),
            subpopulation_of=resolved(row, "subpopulation_of", items(row["subpopulation_of"]), population, findings),
            note=row["note"],
        )
        for key, row in rows.items()
    }


def read_agents(table: Table | None, findings: Findings) -> dict[str, Agent]:
    """The persons, groups and organisations of a table."""
    found: dict[str, Agent] = {}
    for key, row in keyed(table, findings):
        kind = row["type"].casefold()
        if kind not in AGENT_TYPES:
            advice = f"{did_you_mean(kind, AGENT_TYPES)}It is one of {', '.join(AGENT_TYPES)}."
            findings.add(row, "type", f"{row['type']!r} is no type of agent", advice)
            kind = "person"
        found[key] = Agent(
            key=key, names=names_of(row, findings), type=kind, wikidata=row["wikidata"], note=row["note"]
        )
    return found
