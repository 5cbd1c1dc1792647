"""Figures, periods and terms as people read them, in English, Chinese and Russian."""

from __future__ import annotations

import re

from sojourn.drawing.words import figure_words as english_figure
from sojourn.drawing.words import period_words as english_period
from sojourn.drawing.words import spaced
from sojourn.graph.wording_figures import local_figure, number_words
from sojourn.model import Estimate
from sojourn.vocabulary import SJ, notation_of
from sojourn.vocabulary.plurals import russian
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
        "y": "年",
        "m": "个月",
        "d": "天",
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
        "y": "год|года|лет",
        "m": "месяц|месяца|месяцев",
        "d": "день|дня|дней",
    },
}
_LOOSE = (" (not anchored: the date of publication is not known)", " (date unknown)")
"""What is too long for a table, and what stands for it there."""
_RELATIVE = re.compile(r"pub(?:-(\d+)([ymd]))?(?:-(\d{2}))?", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)


def figure_words(value: Estimate, lang: str) -> str:
    """A figure with hedge and unit: ``over 16,000 persons``, ``超过 16,000 人``, ``более 16 000 чел.``."""
    return local_figure(value, lang) if lang in _PERIODS else english_figure(value)


def period_words(edtf: str, notation: str, said: str, lang: str) -> str:
    """When, as a person reads it; empty when no time is stated. See :func:`sojourn.drawing.words.period_words`."""
    if lang not in _PERIODS:
        return english_period(edtf, notation, said).replace(*_LOOSE)
    words = _PERIODS[lang]
    parts = []
    if edtf:
        parts.append(_sides(edtf, lang))
    elif notation:
        parts.append(words["loose"].format(_sides(notation, lang)))
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


def _sides(text: str, lang: str) -> str:
    words = _PERIODS[lang]
    start, slash, end = text.partition("/")
    if not slash:
        return _side(start, lang)
    if start in {"", ".."}:
        return words["until"].format(_side(end, lang))
    if end in {"", ".."}:
        return words["since"].format(_side(start, lang))
    return words["range"].format(_side(start, lang), _side(end, lang))


def _side(text: str, lang: str) -> str:
    words = _PERIODS[lang]
    relative = _RELATIVE.fullmatch(text)
    if relative:
        count, unit, month = relative.groups()
        unit = words[unit] if count and lang == "zh" else russian(int(count), *words[unit].split("|")) if count else ""
        when = words["before"].format(count, unit) if count else words["publication"]
        return f"{when}, {month}" if month else when
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    year, month, day, edge = found.groups()
    if lang == "zh":
        plain = f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    else:
        plain = ".".join(part for part in (day, month, year) if part)
    if edge in {"~", "%"}:
        plain = words["about"].format(plain)
    return words["perhaps"].format(plain) if edge in {"?", "%"} else plain
