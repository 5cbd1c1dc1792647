"""How a place, population or profession is introduced to other tools: name, types, codes, what holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sojourn.graph.known import CODES, ENTITIES, FAMILIES, LANGUAGES, NUMBERS, TYPE, Known, Thing
from sojourn.graph.matching import types_of
from sojourn.vocabulary import ID

Json = dict[str, Any]

PROPERTIES: Mapping[str, tuple[str, ...]] = {
    **{name: (family,) for name, family in (*CODES.items(), *ENTITIES.items(), *NUMBERS.items())},
    TYPE: ("place",),
    "noIscoBecause": ("profession",),
    **{f"label-{lang}": tuple(FAMILIES) for lang in LANGUAGES},
    "aliases": tuple(FAMILIES),
    "iri": tuple(FAMILIES),
}
"""What can be told of a thing, with the families of which it can be told."""
_NAMES: Mapping[str, tuple[str, str, str]] = {
    "wikidata": ("Wikidata number", "维基数据编号", "номер Викиданных"),
    "lat": ("latitude", "纬度", "широта"),
    "long": ("longitude", "经度", "долгота"),
    "noIscoBecause": ("why it has no ISCO-08 code", "为何没有 ISCO-08 代码", "почему нет кода МСКЗ-08"),
    "label-en": ("name in English", "英文名称", "название по-английски"),
    "label-zh": ("name in Chinese", "中文名称", "название по-китайски"),
    "label-ru": ("name in Russian", "俄文名称", "название по-русски"),
    "aliases": ("other names", "其他名称", "другие названия"),
    "iri": ("IRI", "IRI", "IRI"),
}
"""What properties are called that are no terms of the ontology, in the order of the languages."""


def introduced(known: Known, thing: Thing, lang: str) -> Json:
    """A thing as others are told of it: ``id``, ``name``, ``description``, ``types`` (each ``id`` and ``name``)."""
    return {
        "id": thing.id,
        "name": thing.label(lang),
        "description": description(known, thing, lang),
        "types": [type_told(known, kind, lang) for kind in types_of(thing)],
    }


def description(known: Known, thing: Thing, lang: str) -> str:
    """What tells a thing from its namesakes, in one line: what it is, what holds it, its codes, its other names."""
    words = known.words[lang]
    kinds = [words.get(kind, kind) for kind in (thing.facts.get(TYPE) or types_of(thing)[:1])]
    holders = [known.things[value.removeprefix(ID)] for value in thing.facts.get("within", ()) if _is(known, value)]
    codes = [code for name in ("iso3166Part1", "iso3166Part2", "isco08") for code in thing.facts.get(name, ())]
    others = [thing.labels[each] for each in LANGUAGES if each in thing.labels and each != lang]
    parts = [*kinds, *(holder.label(lang) for holder in holders), ", ".join(codes), *others]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def type_told(known: Known, kind: str, lang: str) -> Json:
    """A type by its id and name."""
    return {"id": kind, "name": known.words[lang].get(kind, kind)}


def types_told(known: Known, lang: str) -> list[Json]:
    """The types of which there is something in the graph: the families, then the kinds of place."""
    there = {kind for thing in known.things.values() for kind in types_of(thing)}
    families = [each for each in FAMILIES.values() if each in there]
    told = [type_told(known, kind, lang) for kind in families]
    narrower = [type_told(known, kind, lang) for kind in sorted(there - set(families))]
    return told + [{**kind, "broader": [type_told(known, "Place", lang)]} for kind in narrower]


def property_told(known: Known, name: str, lang: str) -> Json:
    """A property by its id and name."""
    own = _NAMES.get(name)
    return {"id": name, "name": own[LANGUAGES.index(lang)] if own else known.words[lang].get(name, name)}


def properties_told(known: Known, lang: str, kind: str = "") -> list[Json]:
    """The properties that things of a type can have; of any type when it is empty."""
    families = {family for family, each in FAMILIES.items() if kind in {each, ""}}
    families |= {"place"} if kind.startswith(TYPE) else set()
    return [property_told(known, name, lang) for name, of in PROPERTIES.items() if families & set(of)]


def values(known: Known, thing: Thing, name: str, lang: str) -> list[Json]:
    """The values of a property: things as ``id`` and ``name``, degrees as ``float``, all else as ``str``."""
    if name == "iri":
        return [{"str": thing.iri}]
    if name.startswith("label-"):
        label = thing.labels.get(name.removeprefix("label-"))
        return [{"str": label}] if label else []
    if name == "aliases":
        return [{"str": alias} for alias in thing.aliases]
    found = thing.facts.get(name, ())
    if name in ENTITIES:
        there = [value.removeprefix(ID) for value in found if _is(known, value)]
        return [{"id": each, "name": known.things[each].label(lang)} for each in there]
    if name in NUMBERS:
        return [{"float": float(value)} for value in found]
    return [{"str": known.words[lang].get(value, value) if name == TYPE else value} for value in found]


def _is(known: Known, iri: str) -> bool:
    return iri.removeprefix(ID) in known.things
