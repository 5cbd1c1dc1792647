"""Figures, periods and terms as people read them, in English, Chinese and Russian."""

from __future__ import annotations

from functools import partial

from sojourn.drawing.words import figure_words as english_figure
from sojourn.drawing.words import period_words as english_period
from sojourn.drawing.words import spaced
from sojourn.graph.wording_figures import local_figure, number_words
from sojourn.model import Estimate
from sojourn.vocabulary import SJ, notation_of
from sojourn.vocabulary.periods import DATE, RELATIVE, interval_words, local_date, time_unit
from sojourn.vocabulary.terms import SCHEMES, TERMS

__all__ = ["concept_words", "figure_words", "number_words", "period_words", "term_words"]

_PERIODS = {
    "zh": {
        "until": "截至{}",
        "since": "自{}起",
        "range": "{}至{}",
        "about": "约{}",
        "perhaps": "可能{}",
        "before": "发布前 {} {}",
        "publication": "发布时",
        "loose": "{}（发布日期未知）",
    },
    "ru": {
        "until": "до {}",
        "since": "с {}",
        "range": "{} – {}",
        "about": "около {}",
        "perhaps": "возможно {}",
        "before": "за {} {} до публикации",
        "publication": "момент публикации",
        "loose": "{} (дата публикации неизвестна)",
    },
}
_LOOSE = (" (not anchored: the date of publication is not known)", " (date unknown)")
"""What is too long for a table, and what stands for it there."""


def figure_words(value: Estimate, lang: str) -> str:
    """A figure with hedge and unit: ``over 16,000 persons``, ``超过 16,000 人``, ``более 16 000 чел.``."""
    return local_figure(value, lang) if lang in _PERIODS else english_figure(value)


def period_words(edtf: str, notation: str, said: str, lang: str) -> str:
    """When, as a person reads it; empty when no time is stated. See :func:`sojourn.drawing.words.period_words`."""
    if lang not in _PERIODS:
        return english_period(edtf, notation, said).replace(*_LOOSE)
    words, side = _PERIODS[lang], partial(_side, lang=lang)
    parts = []
    if edtf:
        parts.append(interval_words(edtf, side, words))
    elif notation:
        parts.append(words["loose"].format(interval_words(notation, side, words)))
    if said:
        parts.append(f"“{said}”" if lang == "zh" else f"«{said}»")
    return ", ".join(parts)


def concept_words(iri: str, lang: str) -> str:
    """The label of a member of a closed list (``sj:hedge-about``), or of a class or property of the ontology."""
    name = iri.removeprefix(SJ)
    scheme, _, _ = name.partition("-")
    member = SCHEMES.get(scheme, {}).get(notation_of(iri)) or TERMS.get(name)
    if member is None:
        return spaced(notation_of(iri))
    label: str = getattr(member, lang if lang in {"zh", "ru"} else "en")
    return label


def term_words(name: str, lang: str) -> str:
    """What a class or a property is called: ``ResidenceAssertion``, ``liesIn``."""
    return concept_words(SJ + name, lang)


def _side(text: str, lang: str) -> str:
    words = _PERIODS[lang]
    relative = RELATIVE.fullmatch(text)
    if relative:
        count, unit, month = relative.groups()
        when = words["before"].format(count, time_unit(int(count), unit, lang)) if count else words["publication"]
        return f"{when}, {month}" if month else when
    found = DATE.fullmatch(text)
    if found is None:
        return text
    year, month, day, edge = found.groups()
    plain = local_date(year, month, day, lang)
    if edge in {"~", "%"}:
        plain = words["about"].format(plain)
    return words["perhaps"].format(plain) if edge in {"?", "%"} else plain
