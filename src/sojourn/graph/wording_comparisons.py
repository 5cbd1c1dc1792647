"""How two figures compare, in Chinese and Russian: the sentences of :mod:`sojourn.audit.comparing.words`.

Names stay in the nominative, since a name of the graph cannot be declined: *место: Китай*, not *в Китае*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.audit.comparing import Namer, Verdict
from sojourn.audit.comparing import paragraph as english_paragraph
from sojourn.audit.comparing.pairs import BOTH_SILENT, turned
from sojourn.audit.comparing.relations import Facet, Relation
from sojourn.audit.comparing.words import described as english_described
from sojourn.audit.comparing.words import shared, sides
from sojourn.graph.wording import figure_words, number_words, period_words
from sojourn.graph.wording_comparisons_words import ANSWERS, FACETS, KINDS, PARTS, RELATED, TABLE, UNITS, VERBS

if TYPE_CHECKING:
    from sojourn.audit.comparing import Comparison, Figure, World
    from sojourn.audit.comparing.relations import Standing
    from sojourn.stores.store import Store


class LocalNamer(Namer):
    """Names, figures and times in Chinese or Russian; see :class:`sojourn.audit.comparing.Namer`."""

    def __init__(self, store: Store, world: World, lang: str) -> None:
        super().__init__(store, world, lang)
        self.lang = lang
        self.words = TABLE[lang]

    def value(self, figure: Figure, facet: Facet) -> str:
        """What a figure says in one facet; *not stated* where it says nothing."""
        said = super().value(figure, facet)
        return self.words["not stated"] if said == "not stated" else said

    def people(self, figure: Figure) -> str:
        """Whom a figure counts, with the professions to which it is narrowed."""
        named = self._entity("population", figure.population) or self._several("agent", figure.agents)
        if self._world.narrowing(figure):
            named = self.words["profession"].format(
                people=named, professions=self._several("profession", figure.professions)
            )
        whole = self._several("population", figure.whole)
        return self.words["among"].format(people=named, whole=whole) if whole else named

    def where(self, figure: Figure) -> str:
        """The place, or the two ends of a move; empty when none is stated."""
        ends = {
            name: self._entity("place", key)
            for name, key in (("place", figure.place), ("origin", figure.origin), ("destination", figure.destination))
        }
        if ends["origin"] and ends["destination"]:
            move = f"{ends['origin']} → {ends['destination']}"
        else:
            move = "".join(
                self.words[name].format(place=ends[name]) for name in ("origin", "destination") if ends[name]
            )
        return self.words["comma"].join(filter(None, (ends["place"], move)))

    def when(self, figure: Figure) -> str:
        """The reference time; empty when none is stated."""
        period = figure.assertion.period
        if period is None:
            return ""
        floats = figure.when.clock or figure.when.clock is None
        return period_words("" if floats else period.edtf, period.notation, period.words, self.lang)

    def method(self, figure: Figure) -> str:
        """How the figure was made and by whom."""
        made = self._concept("method", figure.assertion.method) or self.words["no method"]
        return f"{made}{self.words['comma']}{self.root(figure)}"

    def criterion(self, figure: Figure) -> str:
        """By what people count as members of the population; empty when not stated."""
        criteria = self._world.populations.criteria(figure.population) - {"notStated"}
        return self.words["and"].join(self._concept("criterion", each) for each in sorted(criteria))

    def figure(self, figure: Figure) -> str:
        """The figure with its unit."""
        return figure_words(figure.estimate, self.lang)

    def kind(self, figure: Figure) -> str:
        """The kind of statement."""
        return KINDS[self.lang].get(figure.kind, figure.kind)

    def unit(self, figure: Figure) -> str:
        """The unit of the figure."""
        return UNITS[self.lang][figure.measure.value]

    def _several(self, family: str, keys: frozenset[str]) -> str:
        return self.words["list"].join(sorted(self._entity(family, key) for key in keys))


def namer(store: Store, world: World, lang: str) -> Namer:
    """What things are called in a language."""
    return LocalNamer(store, world, lang) if lang in TABLE else Namer(store, world, lang)


def paragraph(found: Comparison, names: Namer) -> str:
    """Both figures, the facet in which they differ first, and what follows; in the language of the names."""
    if not isinstance(names, LocalNamer):
        return english_paragraph(found, names)
    first, second = found.first, found.second
    said = [described(first, names, second), described(second, names, first), _answer(found, names)]
    if found.verdict in {Verdict.AGREE, Verdict.DISAGREE}:
        said += [_silences(found, names), _independence(found, names)]
    return names.words["space"].join(filter(None, said))


def described(figure: Figure, names: Namer, other: Figure | None = None) -> str:
    """One figure as a sentence; see :func:`sojourn.audit.comparing.words.described`."""
    if not isinstance(names, LocalNamer):
        return english_described(figure, names, other)
    words, comma = names.words, names.words["comma"]
    people = names.people(figure) or words["nobody"]
    status = names.status(figure) or (words["no status"] if other and names.status(other) else "")
    where, made = names.where(figure), names.made(figure)
    modality = figure.assertion.modality
    parts = [
        VERBS[names.lang].get(figure.kind, "{figure}").format(figure=names.figure(figure)),
        words["who"].format(people=people),
        status,
        where and words["where"].format(place=where),
        words["when"].format(time=names.when(figure)) if names.when(figure) else words["no time"],
        made and words["made"].format(method=made),
        words["root"].format(source=names.root(figure)),
        words["doubt"].format(modality=names.modality(modality)) if modality != "asserted" else "",
    ]
    return words["sentence"].format(id=figure.id, said=comma.join(filter(None, parts)))


def contrast(found: Comparison, standing: Standing, names: LocalNamer) -> str:
    """What the two say in one facet: ``«2020» — «31.01.2025»``."""
    one, other, related = said_of(found, standing, names)
    words = names.words
    return words["against"].format(one=one, other=other) + (words["bracket"].format(text=related) if related else "")


def said_of(found: Comparison, standing: Standing, names: Namer) -> tuple[str, str, str]:
    """What each of the two says in one facet, and how the two stand to each other there, in the names' language."""
    one, other, related = sides(found, standing, names)
    if not isinstance(names, LocalNamer):
        return one, other, related
    if standing.relation is Relation.NOT_STATED and names.words["not stated"] in (one, other):
        related = ""
    return one, other, RELATED[names.lang].get(related, related)


def _answer(found: Comparison, names: LocalNamer) -> str:
    if found.verdict in _ANSWERS:
        return _ANSWERS[found.verdict](found, names)
    if found.verdict is Verdict.REPLACES:
        return ANSWERS[names.lang]["replaces"]
    return _first(found, names) + names.words["space"] + ANSWERS[names.lang]["different"]


def _agree(found: Comparison, names: LocalNamer) -> str:
    return ANSWERS[names.lang]["agree"].format(value=_shared(found, names))


def _disagree(found: Comparison, names: LocalNamer) -> str:
    one, other = names.figure(found.first), names.figure(found.second)
    return ANSWERS[names.lang]["disagree"].format(one=one, other=other)


def _restates(found: Comparison, names: LocalNamer) -> str:
    said, met = ANSWERS[names.lang], found.first.values.meets(found.second.values)
    return said["restates"] + ("" if met else names.words["space"] + said["restates otherwise"])


def _first(found: Comparison, names: LocalNamer) -> str:
    said = ANSWERS[names.lang]
    if found.answer is None:
        return said["same"]
    facet = FACETS[names.lang][found.answer.facet]
    return said["first"].format(facet=facet, contrast=contrast(found, found.answer, names))


def _trend(found: Comparison, names: LocalNamer) -> str:
    said = ANSWERS[names.lang]
    time = next(standing for standing in found.standings if standing.facet is Facet.TIME)
    earlier, later = sorted((found.first, found.second), key=lambda figure: figure.when.first)
    if later.values.below(earlier.values):
        how = said["lower"].format(id=later.id)
    elif earlier.values.below(later.values):
        how = said["higher"].format(id=later.id)
    else:
        how = said["open"]
    return said["trend"].format(contrast=contrast(found, time, names), how=how)


def _part(found: Comparison, names: LocalNamer) -> str:
    inner, outer = (found.second, found.first) if turned(found.standings) else (found.first, found.second)
    said = [
        ANSWERS[names.lang]["part"].format(
            facet=FACETS[names.lang][standing.facet],
            inner=names.value(inner, standing.facet),
            inner_id=inner.id,
            outer=names.value(outer, standing.facet),
            outer_id=outer.id,
        )
        for standing in found.standings[:-1]
        if standing.relation is not Relation.SAME
    ]
    said.append(PARTS[names.lang][found.order].format(inner=inner.id, outer=outer.id))
    return names.words["space"].join(said)


def _cannot_tell(found: Comparison, names: LocalNamer) -> str:
    said, space = ANSWERS[names.lang], names.words["space"]
    if found.comparable:
        return said["not asserted"]
    apart = [s for s in found.standings[:-1] if s.relation is Relation.DIFFERS and s is not found.answer]
    if not apart:
        return f"{_first(found, names)}{space}{said['cannot tell']}"
    besides = names.words["semicolon"].join(
        said["besides one"].format(facet=FACETS[names.lang][one.facet], contrast=contrast(found, one, names))
        for one in apart
    )
    return f"{_first(found, names)}{space}{said['besides'].format(list=besides)}"


_ANSWERS = {
    Verdict.AGREE: _agree,
    Verdict.DISAGREE: _disagree,
    Verdict.RESTATES: _restates,
    Verdict.TREND: _trend,
    Verdict.PART: _part,
    Verdict.CANNOT_TELL: _cannot_tell,
}


def _silences(found: Comparison, names: LocalNamer) -> str:
    facets = FACETS[names.lang]
    silent = [facets[standing.facet] for standing in found.standings[:-1] if standing.remark == BOTH_SILENT]
    return ANSWERS[names.lang]["silent"].format(list=names.words["list"].join(silent)) if silent else ""


def _independence(found: Comparison, names: LocalNamer) -> str:
    if found.independent:
        return ""
    return ANSWERS[names.lang]["one source"].format(source=names.root(found.first))


def _shared(found: Comparison, names: LocalNamer) -> str:
    """Some value or range that both intervals hold."""
    low, high, low_open, high_open = shared(found.first.values, found.second.values)
    said = ANSWERS[names.lang]
    start, end = ("" if bound is None else number_words(bound, names.lang) for bound in (low, high))
    if low is not None and low == high:
        return start
    if low is None and high is None:
        return said["any"]
    if low is None:
        return said["any under" if high_open else "any up to"].format(high=end)
    if high is None:
        return said["any over" if low_open else "any from"].format(low=start)
    form = f"any {'over' if low_open else 'from'} {'under' if high_open else 'to'}"
    return said[form].format(low=start, high=end)
