"""What cells are called, so that arithmetic can be read aloud: *Russians in China, 2020 (permanent resident)*."""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.audit.reconciling.cells import Cell, World
from sojourn.audit.reconciling.naming_words import FORMS, WORDS, dated, of_source
from sojourn.model import UNION
from sojourn.vocabulary.terms import PROFESSIONS, SCHEMES, Concept, Label, ProfessionTerm


def labels(cells: Iterable[Cell], world: World) -> dict[Cell, str]:
    """A name for each cell; no two have the same."""
    names: dict[Cell, str] = {}
    taken: dict[str, int] = {}
    for cell in cells:
        name = _name(cell, world)
        count = taken[name] = taken.get(name, 0) + 1
        names[cell] = name if count == 1 else f"{name} [{count}]"
    return names


def _name(cell: Cell, world: World) -> str:
    form = FORMS[world.lang][cell.measure]
    return form.format(
        who=_who(cell, world),
        where=place_name(cell.place, world),
        way=_way(cell, world),
        other=_people(cell.other, world) if cell.measure == "share" else "",
        when=time_name(cell.when, world.lang),
    )


def _who(cell: Cell, world: World) -> str:
    who = _people(cell.people.population, world)
    notes = [_label(PROFESSIONS.get(key), key, world.lang) for key in cell.people.profession]
    if cell.people.status:
        notes.append(status_name(cell, world.lang))
    listed = ("、" if world.lang == "zh" else ", ").join(notes)
    return WORDS[world.lang]["notes"].format(who=who, notes=listed) if notes else who


def status_name(cell: Cell, lang: str) -> str:
    """The residence status of those who are counted; *not stated* for none."""
    status = cell.people.status
    return _label(SCHEMES["status"].get(status), status, lang) if status else WORDS[lang]["status"]


def _label(concept: Label | Concept | ProfessionTerm | None, key: str, lang: str) -> str:
    label: str = getattr(concept, lang) if concept else ""
    return label or key


def _people(key: str, world: World) -> str:
    if not key:
        return WORDS[world.lang]["people"]
    parts = [world.populations[part].names.en if part in world.populations else part for part in key.split(UNION)]
    return " + ".join(parts)


def place_name(key: str, world: World) -> str:
    """The name of a place, a union of places, or a way between two; *a place not stated* for none."""
    if "→" in key:
        return WORDS[world.lang]["between"].join(place_name(part, world) for part in key.split("→"))
    parts = [world.places[part].names.en if part in world.places else part for part in key.split(UNION)]
    return " + ".join(parts) if key else WORDS[world.lang]["nowhere"]


def _way(cell: Cell, world: World) -> str:
    if cell.measure not in {"flow", "rate"}:
        return ""
    words, origin = WORDS[world.lang], place_name(cell.place, world)
    if not cell.other:
        return words["way out"].format(origin=origin)
    return words["way"].format(origin=origin, destination=place_name(cell.other, world))


def time_name(when: str, lang: str = "en") -> str:
    """The time of a cell for people: ``2020``, ``2013 to 2017``, ``the publication of rust-belt (undated)``."""
    if "@" in when:
        notation, source = when.split(" @", 1)
        return of_source(notation, source, lang)
    return dated(when, lang)
