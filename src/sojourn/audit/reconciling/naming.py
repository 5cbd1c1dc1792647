"""What cells are called, so that arithmetic can be read aloud: *Russians in China, 2020 (permanent resident)*."""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.audit.reconciling.cells import Cell, World
from sojourn.model import UNION
from sojourn.vocabulary.terms import PROFESSIONS, SCHEMES

_UNITS = {"y": "years", "m": "months", "d": "days"}


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
    who, where, when = _who(cell, world), place_name(cell.place, world), time_name(cell.when)
    forms = {
        "stock": f"{who} in {where}, {when}",
        "flow": f"{who} moving {_way(cell, world)}, {when}",
        "rate": f"{who} moving {_way(cell, world)} per year, {when}",
        "change": f"change of {who} in {where}, {when}",
        "net": f"net migration of {who} in {where}, {when}",
        "share": f"share (1 = all) of {who} among {_people(cell.other, world)} in {where}, {when}",
        "permits": f"permits issued to {who} in {where}, {when}",
        "arrivals": f"arrivals of {who} in {where}, {when}",
        "departures": f"departures of {who} from {where}, {when}",
        "losses": f"departures and deaths less births of {who} in {where}, {when}",
    }
    return forms[cell.measure]


def _who(cell: Cell, world: World) -> str:
    who = _people(cell.people.population, world)
    notes = [PROFESSIONS[key].en if key in PROFESSIONS else key for key in cell.people.profession]
    if cell.people.status:
        concept = SCHEMES["status"].get(cell.people.status)
        notes.append(concept.en if concept else cell.people.status)
    return f"{who} ({', '.join(notes)})" if notes else who


def _people(key: str, world: World) -> str:
    if not key:
        return "people"
    parts = [world.populations[part].names.en if part in world.populations else part for part in key.split(UNION)]
    return " + ".join(parts)


def place_name(key: str, world: World) -> str:
    """The name of a place, a union of places, or a way between two; *a place not stated* for none."""
    if "→" in key:
        return " to ".join(place_name(part, world) for part in key.split("→"))
    parts = [world.places[part].names.en if part in world.places else part for part in key.split(UNION)]
    return " + ".join(parts) if key else "a place not stated"


def _way(cell: Cell, world: World) -> str:
    origin = f"from {place_name(cell.place, world)}" if cell.place else "from a place not stated"
    return f"{origin} to {place_name(cell.other, world)}" if cell.other else f"{origin}, destination not stated"


def _relative(notation: str) -> str:
    """``pub-10y`` as people say it: ``10 years before the publication``."""
    first, slash, last = notation.partition("/")
    if slash:
        return f"{_relative(first)} to {_relative(last)}".replace(".. to ", "until ")
    if notation == "pub":
        return "the publication"
    number = notation.removeprefix("pub-")[:-1]
    unit = _UNITS.get(notation[-1:], "")
    return f"{number} {unit} before the publication" if notation.startswith("pub-") and unit else notation


def time_name(when: str) -> str:
    """The time of a cell for people: ``2020``, ``2013 to 2017``, ``at the undated publication of rust-belt``."""
    if "@" in when:
        notation, source = when.split(" @", 1)
        if notation == "not stated":
            return f"time not stated by {source}"
        return f"{_relative(notation)} of {source} (undated)"
    first, last = when.split("/")
    if first == last:
        return first
    if first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return f"{first[:4]} to {last[:4]}"
    return f"{first} to {last}".replace(".. to", "until").replace(" to ..", " onwards")
