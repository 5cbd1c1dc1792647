"""What people type becomes an IRI: any name, code, key, CURIE or IRI that the store knows, in any case and script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from sojourn.errors import BadInput, NotFound
from sojourn.model import BY_TERM, KINDS
from sojourn.queries.headers import Parameter
from sojourn.queries.spelling import countries_called
from sojourn.vocabulary import ID, PREFIXES, SJ, entity, shorten

if TYPE_CHECKING:
    from sojourn.stores.store import Store

Term = ox.NamedNode | ox.Literal

_PREFIXES = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("sj", "rdfs", "skos", "dcterms", "prov", "schema")
)

CLASSES = {
    "place": "sj:Place sj:PlaceUnion",
    "population": "sj:Population sj:PopulationUnion",
    "profession": "sj:Profession",
    "agent": "sj:Person sj:PersonGroup sj:Organisation",
    "source": "sj:Source",
    "assertion": "sj:Assertion sj:DerivedAssertion",
}
"""The classes of what a family of names may mean."""

_COMPARED = 20_000
"""The nearest names are looked for among so many things at most."""

_ENTITIES = ("place", "population", "agent", "source", "profession")

_RANKS = {
    **dict.fromkeys(("iso3166Part1", "iso3166Part1Alpha3", "iso3166Part2", "m49", "geonamesId", "isco08"), 1),
    "dcterms:identifier": 1,
    "rdfs:label": 2,
    "skos:prefLabel": 2,
    "skos:altLabel": 3,
    "dcterms:title": 3,
}
"""The properties that hold names and codes, and how much a match counts."""

_NAMED = f"""{_PREFIXES}
SELECT DISTINCT ?entity ?property ?name ?typed WHERE {{
  ?entity a CLASS ; ?property ?name .
  FILTER(?property IN ({", ".join(name if ":" in name else f"sj:{name}" for name in _RANKS)})
         && LCASE(STR(?name)) = LCASE(?typed))
}}"""
"""What of a class has a name in any case; CLASS is one of ours and stands in the text, for the engine to plan by it."""

_NUMBERED = f"""{_PREFIXES}
SELECT DISTINCT ?entity ?typed WHERE {{ ?entity dcterms:identifier ?typed FILTER EXISTS {{ ?entity a CLASS }} }}"""
"""What of a class has an identifier, by the index: there may be millions."""

_ALL = f"""{_PREFIXES}
SELECT DISTINCT ?entity ?name WHERE {{
  {{ SELECT ?entity WHERE {{ ?entity a CLASS }} LIMIT {_COMPARED} }}
  OPTIONAL {{ ?entity ?property ?name }}
  FILTER(?property IN (sj:iso3166Part1, sj:iso3166Part2, sj:isco08, dcterms:identifier, rdfs:label, skos:prefLabel,
                       skos:altLabel))
}}"""

_THERE = f"{_PREFIXES} SELECT ?entity ?wanted WHERE {{ ?entity a ?wanted }}"

_SYNONYMS = {"stock": "residence", "net": "netmigration", "characterisation": "note", "life event": "event"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Match(NamedTuple):
    """Something that a typed name may mean.

    Attributes:
        iri: What it is.
        name: The name that matched.
        rank: 0 for an IRI, CURIE or key; 1 for a code; 2 for a label; 3 for another spelling.
    """

    iri: str
    name: str
    rank: int


def terms(store: Store, parameter: Parameter, typed: str) -> dict[str, Term]:
    """The terms that a parameter's variables take.

    Raises:
        NotFound: If nothing has that name, with the nearest ones.
        BadInput: If several things have it, or it is no value of the parameter's type.
    """
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    name, where = parameter.name, parameter.name
    match parameter.type:
        case "date":
            first, last = days(text, where=where)
            kind = ox.NamedNode(PREFIXES["xsd"] + "date")
            found: dict[str, Term] = {
                f"{name}_first": ox.Literal(first.isoformat(), datatype=kind),
                f"{name}_last": ox.Literal(last.isoformat(), datatype=kind),
            }
        case "integer":
            if not re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
                raise BadInput(f"{typed!r} is no whole number", where=where, advice="Write digits, such as 2020.")
            found = {name: ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))}
        case "count":
            rows_wanted(text, where=where)
            found = {}
        case "word":
            found = {name: ox.Literal(word(parameter, text))}
        case "text":
            found = {name: ox.Literal(typed)}
        case "kind":
            found = {name: ox.NamedNode(kind_iri(text, where=where))}
        case family:
            found = {name: ox.NamedNode(resolve(store, family, text, where=where))}
    return found


def resolve(store: Store, family: str, typed: str, *, where: str = "") -> str:
    """The IRI of the place, population, profession, agent, source or assertion that a name means.

    Args:
        store: What is known.
        family: ``place``, ``population``, …, or ``entity`` for any of them but an assertion.
        typed: An IRI, a CURIE, a key, a code, or a name in any language; case does not matter.
        where: What the name was given for, for messages.

    Raises:
        NotFound: If nothing has that name, with the nearest ones.
        BadInput: If several things have it.
    """
    families = _ENTITIES if family == "entity" else (family,)
    if not typed.strip():
        raise BadInput("nothing was typed", where=where, advice=f"Write the name, code or key of {_a(family)}.")
    found: list[Match] = []
    for each in families:
        found += [*_by_key(store, each, typed), *_by_name(store, each, typed)]
    if not found and "place" in families:
        found = [match for code in countries_called(typed) for match in _by_key(store, "place", code)]
    if not found:
        raise _unknown(store, families, family, typed, where)
    best = min(match.rank for match in found)
    iris = sorted({match.iri for match in found if match.rank == best})
    if len(iris) > 1:
        from sojourn.queries.presenting import labels

        called = labels(store, iris)
        listed = "; ".join(f"{called[iri]} ({shorten(iri)})" for iri in iris[:10])
        raise BadInput(f"{typed!r} may mean {len(iris)} things", where=where, advice=f"Write one of: {listed}.")
    return iris[0]


def word(parameter: Parameter, typed: str) -> str:
    """One of the words that a parameter may be; case does not matter.

    Raises:
        NotFound: If it is none of them, with the nearest.
    """
    for known in parameter.words:
        if known.lower() == typed.lower():
            return known
    close = nearest(typed, parameter.words, limit=1)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    listed = f"{hint}Write one of {', '.join(parameter.words)}."
    raise NotFound(f"{typed!r} is no {parameter.name}", where=parameter.name, advice=listed)


def rows_wanted(typed: str, *, where: str = "") -> int:
    """How many rows are wanted at most.

    Raises:
        BadInput: If it is no whole number above zero.
    """
    if not re.fullmatch(r"[1-9]\d{0,8}", typed, re.ASCII):
        raise BadInput(f"{typed!r} is no number of rows", where=where, advice="Write a whole number above 0: 20.")
    return int(typed)


def kind_iri(typed: str, *, where: str = "") -> str:
    """The class of a kind of statement: ``flow``, ``stock``, ``FlowAssertion``, ``sj:FlowAssertion``.

    Raises:
        NotFound: If there is no such kind.
    """
    name = typed.removeprefix(SJ).removeprefix("sj:")
    if name in BY_TERM:
        return SJ + name
    key = _SYNONYMS.get(name.lower(), name.lower())
    if key not in KINDS:
        raise NotFound(f"{typed!r} is no kind of statement", where=where, advice=f"Write one of {', '.join(KINDS)}.")
    return SJ + KINDS[key].term


def days(typed: str, *, where: str = "") -> tuple[date, date]:
    """The first and the last day that ``2020``, ``2020-07`` or ``2020-07-31`` can mean.

    Raises:
        BadInput: If it is no date.
    """
    found = _DATE.fullmatch(typed)
    try:
        if found is None:
            raise ValueError(typed)
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        if month:
            after = date(first.year + month // 12, month % 12 + 1, 1) if first < date(9999, 12, 1) else date.max
            return first, after - timedelta(days=1) if after != date.max else after
        return first, date(first.year, 12, 31)
    except ValueError:
        raise BadInput(
            f"{typed!r} is no date", where=where, advice="Write 2020, 2020-07 or 2020-07-31; years 0001 to 9999."
        ) from None


_LONGEST_TYPED = 100
"""So much of a typed name is compared with others: the time grows with its length, and a name is not longer."""
_CODE = 3
"""So many Latin letters are a code; that ``IR`` stands within "Siria" makes it no slip of the pen for Iran."""


def nearest(typed: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The names that are most like a typed one; empty when none is."""
    from rapidfuzz import fuzz, process, utils

    said = typed[:_LONGEST_TYPED]
    names = [name for name in known if len(said) <= _CODE + 1 or len(name) > _CODE or not name.isascii()]
    found = process.extract(said, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=limit * 4)
    return list(dict.fromkeys(name for name, likeness, _ in found if likeness >= 70))[:limit]


def _by_key(store: Store, family: str, typed: str) -> list[Match]:
    """What a full IRI, a CURIE such as ``place:CN-BJ``, or a bare key means."""
    prefix, _, rest = typed.partition(":")
    iris = [typed] if typed.startswith(("http://", "https://", ID)) else []
    if prefix == family and rest:
        iris.append(entity(family, rest))
    if not iris:
        iris = [entity(family, key) for key in dict.fromkeys((typed, typed.lower(), typed.upper()))]
    found = []
    for iri in iris:
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if any(_there(store, node, wanted) for wanted in CLASSES[family].split()):
            found.append(Match(iri, typed, 0))
    return found[:1]


def _there(store: Store, node: ox.NamedNode, wanted: str) -> bool:
    return bool(_rows(store, _THERE, {"entity": node, "wanted": _class(wanted)}))


def _by_name(store: Store, family: str, typed: str) -> list[Match]:
    found = []
    for wanted in CLASSES[family].split():
        if family == "assertion":
            for spelled in dict.fromkeys((typed, typed.upper(), typed.lower())):
                rows = _rows(store, _NUMBERED.replace("CLASS", wanted), {"typed": ox.Literal(spelled)})
                found += [Match(row["entity"], spelled, 1) for row in rows]
            continue
        rows = _rows(store, _NAMED.replace("CLASS", wanted), {"typed": ox.Literal(typed)})
        found += [
            Match(row["entity"], row["name"], _RANKS[shorten(row["property"]).removeprefix("sj:")]) for row in rows
        ]
    return found


def _unknown(store: Store, families: tuple[str, ...], family: str, typed: str, where: str) -> NotFound:
    iri_of: dict[str, str] = {}
    for each in families:
        for wanted in CLASSES[each].split():
            for row in _rows(store, _ALL.replace("CLASS", wanted), {}):
                iri_of.setdefault(row["name"], row["entity"])
    if "place" in families and countries_called(typed):
        what, advice = f"no claim of this graph speaks of {typed!r}", "Nothing is known about it here: not stated."
        return NotFound(what, where=where, advice=advice)
    names = {iri_of[name]: name for name in reversed(nearest(typed, iri_of, limit=9))}
    listed = " or ".join(f"{name!r} ({shorten(iri)})" for iri, name in [*reversed(names.items())][:3])
    advice = f"Did you mean {listed}?" if listed else f"Write the name, code or key of {_a(family)} of this graph."
    return NotFound(f"no {family} of this graph is called {typed!r}", where=where, advice=advice)


def _a(family: str) -> str:
    return f"an {family}" if family[0] in "ae" else f"a {family}"


def _class(curie: str) -> ox.NamedNode:
    return ox.NamedNode(SJ + curie.removeprefix("sj:"))


def _rows(store: Store, text: str, bindings: Mapping[str, Term]) -> list[dict[str, str]]:
    from sojourn.queries.running import select

    return [{name: value or "" for name, value in row.items()} for row in select(store, text, bindings).values()]
