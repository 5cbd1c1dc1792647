"""What claims are about becomes the nodes of a view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sojourn.drawing.rows import LANGUAGES
from sojourn.drawing.tables import Facets, node_key
from sojourn.drawing.view import Claim, Node, Ring
from sojourn.queries.figures import decimal
from sojourn.queries.results import Cell
from sojourn.vocabulary import entity, notation_of
from sojourn.vocabulary.terms import PROFESSIONS

FAMILIES = ("place", "population", "profession", "agent")


class Atlas:
    """What the graph knows about entities, asked by the key of a node.

    Args:
        known: Values by the IRI of an entity and by property.
        lang: Language of the labels wanted.
    """

    def __init__(self, known: Facets, lang: str) -> None:
        self._known = known
        self._lang = lang
        self._nearest: frozenset[str] | None = None

    def values(self, key: str, facet: str) -> list[str]:
        """The values of a property, as texts."""
        return [cell.value for cell in self._known[_iri(key)][facet]] if _iri(key) in self._known else []

    def keys(self, key: str, facet: str) -> list[str]:
        """The values of a property, as keys of nodes."""
        return [node_key(iri) for iri in self.values(key, facet)]

    def labels(self, key: str) -> list[str]:
        """Every label, that of the wanted language first, then English; made from the key when there is none."""
        cells = [cell for facet in ("label", "prefLabel", "altLabel") for cell in self._cells(key, facet)]
        order = {self._lang: 0, "en": 1}
        main = sorted((c for c in cells if c.language), key=lambda c: (order.get(c.language, 2), c.language))
        if key.startswith("profession:") and key.partition(":")[2] in PROFESSIONS and not main:
            term = PROFESSIONS[key.partition(":")[2]]
            return list(dict.fromkeys([getattr(term, self._lang, term.en), term.en, term.zh, term.ru, *term.aliases]))
        found = list(dict.fromkeys([*(c.value for c in main), *(c.value for c in cells if not c.language)]))
        if not found or (_split(key) and not any(c.language == self._lang for c in main)):
            found.insert(0, self._made_label(key))
        return list(dict.fromkeys(found))

    def label_in(self, key: str, lang: str) -> str:
        """What it is called in a language, a union by its members; empty where nobody says."""
        cells = [c.value for facet in ("label", "prefLabel") for c in self._cells(key, facet) if c.language == lang]
        if cells:
            return min(cells)
        if key.startswith("profession:") and key.partition(":")[2] in PROFESSIONS:
            return str(getattr(PROFESSIONS[key.partition(":")[2]], lang, ""))
        members = [self.label_in(member, lang) for member in _split(key)]
        return " + ".join(members) if members and all(members) else ""

    def type(self, key: str) -> str:
        """``country``, ``place``, ``union``, ``group``, ``population``, ``profession``, ``person`` and so on."""
        family = key.partition(":")[0]
        if family != "place":
            return self._agent_type(key) if family == "agent" else family
        if "PlaceUnion" in self._types(key) or "+" in key:
            return "union"
        if "PlaceGroup" in self._types(key):
            return "group"
        kinds = [notation_of(iri) for iri in self.values(key, "placeType")]
        return "country" if "country" in kinds else "place"

    def _agent_type(self, key: str) -> str:
        types = self._types(key)
        return "organisation" if "Organisation" in types else "persons" if "PersonGroup" in types else "person"

    def country(self, key: str) -> str:
        """The outermost country that a place lies in, or by which a population is known; empty when none."""
        if key.startswith("place:"):
            around = self.keys(key, "liesIn") or [key]
            countries = sorted(k for k in around if self.type(k) == "country")
            outer = [k for k in countries if not (set(self.keys(k, "liesIn")) - {k}) & set(countries)]
            if outer:
                return outer[0]
            of_members = {self.country(member) for member in self.members(key)}
            return of_members.pop() if len(of_members) == 1 else ""
        for facet in ("country", "residentIn"):
            named = {self.country(place) for place in self.keys(key, facet)}
            if len(named) == 1:
                return named.pop()
        return ""

    def containers(self, key: str) -> list[str]:
        """The places that contain a place, or the populations that include a population, the nearest first."""
        facet = "liesIn" if key.startswith("place:") else "includedIn"
        return sorted(set(self.keys(key, facet)) - {key}, key=lambda k: (-len(self.keys(k, facet)), k))

    def tier(self, key: str) -> str:
        """``country``, ``subregion`` or ``continent`` for what a whole world can be closed into; empty for the rest.

        A sub-region is the nearest region that contains a country. A place inside a country that has a code of its own
        among the countries of the United Nations' statistics (Hong Kong) is one of them.
        """
        kinds = {notation_of(iri) for iri in self.values(key, "placeType")}
        if "continent" in kinds:
            return "continent"
        if self.country(key) == key or ("region" not in kinds and self.values(key, "m49")):
            return "country"
        return "subregion" if "region" in kinds and key in self._subregions() else ""

    def _subregions(self) -> frozenset[str]:
        """The nearest region of every country that is known."""
        if self._nearest is None:
            found = set()
            for iri in list(self._known):
                key = node_key(iri)
                if key.startswith("place:") and self.country(key) == key:
                    regions = [k for k in self.containers(key) if self._kind(k) == "region" and self._in_continent(k)]
                    found |= set(regions[:1])
            self._nearest = frozenset(found)
        return self._nearest

    def _kind(self, key: str) -> str:
        return next((notation_of(iri) for iri in self.values(key, "placeType")), "")

    def _in_continent(self, key: str) -> bool:
        return any(self._kind(container) == "continent" for container in self.containers(key))

    def home_of(self, key: str) -> str:
        """The one place by which a population is known, as it is stated; empty when there is none, or several."""
        for facet in ("country", "residentIn"):
            places = self.keys(key, facet)
            if len(places) == 1:
                return places[0]
        return ""

    def members(self, key: str) -> list[str]:
        """The members of a union or a group."""
        return self.keys(key, "member") or _split(key)

    def point(self, key: str) -> tuple[float | None, float | None]:
        """Degrees north and east, those of its members on average for a union or a group."""
        lat, lon = (self.values(key, axis) for axis in ("lat", "long"))
        if lat and lon:
            numbers = decimal(lat[0]), decimal(lon[0])
            if None not in numbers:
                return float(numbers[0] or 0), float(numbers[1] or 0)
        points = [self.point(member) for member in self.members(key) if member != key]
        known = [(y, x) for y, x in points if y is not None and x is not None]
        if not known:
            return None, None
        return sum(y for y, _ in known) / len(known), sum(x for _, x in known) / len(known)

    def _cells(self, key: str, facet: str) -> list[Cell]:
        return list(self._known[_iri(key)][facet]) if _iri(key) in self._known else []

    def _types(self, key: str) -> set[str]:
        return {value.rsplit("#", 1)[-1] for value in self.values(key, "type")}

    def _made_label(self, key: str) -> str:
        members = _split(key)
        if members:
            return " + ".join(self.labels(member)[0] for member in members)
        return key.partition(":")[2].replace("-", " ") or key


@cache
def _iri(key: str) -> str:
    family, colon, name = key.partition(":")
    return entity(family, name) if colon and family in FAMILIES else key


def _split(key: str) -> list[str]:
    family, _, name = key.partition(":")
    return [f"{family}:{member}" for member in name.split("+")] if family in FAMILIES and "+" in name else []


def nodes_of(
    claims: Iterable[Claim], atlas: Atlas, rings: Mapping[str, tuple[Ring, ...]], more: Iterable[str] = ()
) -> tuple[Node, ...]:
    """A node for everything that a claim names (or ``more``, by their keys), and for the countries around it."""
    naming: dict[str, list[str]] = {key: [] for key in more}
    for claim in claims:
        for key in claim.names:
            naming.setdefault(key, []).append(claim.key)
    wanted = set(naming) | {atlas.country(key) for key in naming if key.startswith("place:")}
    wanted.discard("")
    return tuple(_node(key, atlas, wanted, naming.get(key, ()), rings.get(key, ())) for key in sorted(wanted))


def containers_of(nodes: Sequence[Node], atlas: Atlas) -> tuple[Node, ...]:
    """What contains the nodes, the members of their unions and the countries of their populations, as nodes."""
    have = {node.key for node in nodes}
    near = have | {node.country for node in nodes} | {member for node in nodes for member in node.members}
    wanted = near | {key for one in near for key in atlas.containers(one)}
    people = [key for key in wanted if key.startswith("population:")]
    wanted |= {key for one in people for key in (atlas.country(one), atlas.home_of(one))}
    wanted |= {key for one in wanted for key in atlas.containers(one)}
    wanted -= have | {""}
    return tuple(_node(key, atlas, have, (), ()) for key in sorted(wanted))


def _node(key: str, atlas: Atlas, drawn: set[str], claims: Sequence[str], rings: tuple[Ring, ...]) -> Node:
    label, *others = atlas.labels(key)
    lat, lon = atlas.point(key) if key.startswith("place:") else (None, None)
    containers = atlas.containers(key)
    nearest = [k for k in containers if k in drawn and key.startswith("place:")]
    return Node(
        key=key,
        type=atlas.type(key),
        label=label,
        other_labels=tuple(others),
        country=atlas.country(key),
        within=nearest[0] if nearest else "",
        members=tuple(atlas.members(key)),
        lat=lat,
        lon=lon,
        identified="false" not in atlas.values(key, "identified"),
        rings=rings,
        claims=tuple(claims),
        labels=tuple(atlas.label_in(key, lang) for lang in LANGUAGES),
        inside=containers[0] if containers else "",
        tier=atlas.tier(key) if key.startswith("place:") else "",
        home="" if key.startswith("place:") else atlas.home_of(key),
        criterion=next((notation_of(iri) for iri in atlas.values(key, "criterion")), ""),
    )
