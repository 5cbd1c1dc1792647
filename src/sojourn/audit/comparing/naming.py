"""What people call the things that figures are about, in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sojourn.audit.comparing.figures import Figure
from sojourn.audit.comparing.relations import Facet
from sojourn.audit.comparing.world import World
from sojourn.model import UNION
from sojourn.vocabulary import concept, entity

if TYPE_CHECKING:
    from sojourn.stores.store import Store

_KINDS = {
    "flow": "a number of people who moved",
    "residence": "a number of people who live somewhere",
    "netmigration": "arrivals minus departures",
    "change": "a change of the population",
    "share": "a share",
    "permit": "permits issued",
    "event": "people in one episode of a life",
}
_UNITS = {
    "persons": "persons",
    "personsPerYear": "persons a year",
    "percent": "percent",
    "percentChange": "percent of change",
    "permitsIssued": "permits",
}


class Namer:
    """Labels of the graph, each looked up once; without a store, keys stand for themselves.

    Args:
        store: Where the labels are.
        world: What is known of the things.
        lang: Language of the labels; words around them are English.
    """

    def __init__(self, store: Store | None, world: World, lang: str = "en") -> None:
        self._store = store
        self._lang = lang
        self._world = world
        self._known: dict[str, str] = {}

    def value(self, figure: Figure, facet: Facet) -> str:
        """What a figure says in one facet, as a noun phrase; ``not stated`` where it says nothing."""
        return _READERS[facet](self, figure) or "not stated"

    def people(self, figure: Figure) -> str:
        """Whom a figure counts, with the professions to which it is narrowed."""
        named = self._entity("population", figure.population) or self._several("agent", figure.agents)
        if self._world.narrowing(figure):
            named = f"{named} by profession ({self._several('profession', figure.professions)})"
        whole = self._several("population", figure.whole)
        return f"{named} among {whole}" if whole else named

    def where(self, figure: Figure) -> str:
        """The place, or the two ends of a move; empty when none is stated."""
        parts = [
            f"{word} {self._entity('place', key)}"
            for word, key in (("in", figure.place), ("from", figure.origin), ("to", figure.destination))
            if key
        ]
        return " ".join(parts)

    def when(self, figure: Figure) -> str:
        """The reference time; empty when none is stated."""
        from sojourn.queries.presenting import period_words

        period = figure.assertion.period
        if period is None:
            return ""
        if figure.when.clock or figure.when.clock is None:
            words = period_words("", period.notation, period.words)
            return words.replace("(undated)", "(of a source without a date)")
        return period_words(period.edtf, period.notation, period.words)

    def status(self, figure: Figure) -> str:
        """The residence status and type of mobility; empty when neither is stated."""
        found = self._world.status(figure)
        mobility = figure.assertion.mobility
        named = [self._concept("status", found) if found else "", self._concept("mobility", mobility)]
        return ", ".join(filter(None, named))

    def method(self, figure: Figure) -> str:
        """How the figure was made and by whom."""
        made = self._concept("method", figure.assertion.method) or "a method that is not stated"
        return f"{made}, {self.root(figure)}"

    def modality(self, notation: str) -> str:
        """What a modality is called."""
        return self._concept("modality", notation)

    def made(self, figure: Figure) -> str:
        """How the figure was made; empty when not stated."""
        return self._concept("method", figure.assertion.method)

    def root(self, figure: Figure) -> str:
        """The source at the end of the chain."""
        return self._entity("source", figure.root)

    def criterion(self, figure: Figure) -> str:
        """By what people count as members of the population; empty when not stated."""
        criteria = self._world.populations.criteria(figure.population) - {"notStated"}
        return " and ".join(self._concept("criterion", each) for each in sorted(criteria))

    def figure(self, figure: Figure) -> str:
        """The figure with its unit."""
        from sojourn.queries.presenting import figure_words

        words = figure_words(figure.estimate).removesuffix(" (change)")
        return words.replace("persons / year", "persons a year")

    def kind(self, figure: Figure) -> str:
        """The kind of statement."""
        return _KINDS.get(figure.kind, figure.kind)

    def unit(self, figure: Figure) -> str:
        """The unit of the figure."""
        return _UNITS[figure.measure.value]

    def _several(self, family: str, keys: frozenset[str]) -> str:
        return ", ".join(sorted(self._entity(family, key) for key in keys))

    def _entity(self, family: str, key: str) -> str:
        return " + ".join(self._label(entity(family, part), part) for part in key.split(UNION)) if key else ""

    def _concept(self, scheme: str, notation: str) -> str:
        return self._label(concept(scheme, notation), notation) if notation else ""

    def _label(self, iri: str, key: str) -> str:
        if iri not in self._known:
            from sojourn.queries.presenting import labels

            self._known[iri] = labels(self._store, [iri], self._lang)[iri] if self._store is not None else key
        return self._known[iri]


_READERS: dict[Facet, Callable[[Namer, Figure], str]] = {
    Facet.KIND: lambda names, figure: names.kind(figure),
    Facet.UNIT: lambda names, figure: names.unit(figure),
    Facet.CRITERION: lambda names, figure: names.criterion(figure),
    Facet.SCOPE: lambda names, figure: names.people(figure),
    Facet.STATUS: lambda names, figure: names.status(figure),
    Facet.PLACE: lambda names, figure: names.where(figure),
    Facet.TIME: lambda names, figure: names.when(figure),
    Facet.METHOD: lambda names, figure: names.method(figure),
}
"""What reads each facet; a namer of another language has readers of its own."""
