"""Figures, periods and terms as people read them, in English, Chinese and Russian."""

from __future__ import annotations

import re
from decimal import Decimal

from sojourn.drawing.words import figure_words as english_figure
from sojourn.drawing.words import period_words as english_period
from sojourn.drawing.words import spaced
from sojourn.model import Estimate, Hedge, Measure
from sojourn.vocabulary import SJ, notation_of
from sojourn.vocabulary.terms import SCHEMES, TERMS

_UNITS = {
    "zh": {
        Measure.PERSONS: " 人",
        Measure.PERSONS_PER_YEAR: " 人/年",
        Measure.PERCENT: "%",
        Measure.PERCENT_CHANGE: "%",
        Measure.PERMITS: " 份许可",
    },
    "ru": {
        Measure.PERSONS: " чел.",
        Measure.PERSONS_PER_YEAR: " чел. в год",
        Measure.PERCENT: " %",
        Measure.PERCENT_CHANGE: " %",
        Measure.PERMITS: " разрешений",
    },
}
_SAID = {
    "zh": {
        "about": "约 {}",
        "over": "超过 {}",
        "least": "至少 {}",
        "under": "少于 {}",
        "most": "至多 {}",
        "range": "{} 至 {}",
        "mostly": "大多数（超过 {}）",
        "fell": "下降{}",
        "rose": "上升{}",
        "tens": "数以{}计的",
    },
    "ru": {
        "about": "около {}",
        "over": "более {}",
        "least": "не менее {}",
        "under": "менее {}",
        "most": "не более {}",
        "range": "от {} до {}",
        "mostly": "большинство (более {})",
        "fell": "снижение на {}",
        "rose": "рост на {}",
        "tens": "{}",
    },
}
_MAGNITUDES = (
    (1_000_000_000, "十亿", "миллиарды"),
    (1_000_000, "百万", "миллионы"),
    (1_000, "千", "тысячи"),
    (100, "百", "сотни"),
    (0, "十", "десятки"),
)
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
        "publication": "время публикации",
        "loose": "{} (дата публикации неизвестна)",
        "y": "лет",
        "m": "мес.",
        "d": "дн.",
    },
}
_LOOSE = (" (not anchored: the date of publication is not known)", " (date unknown)")
"""What is too long for a table, and what stands for it there."""
_RELATIVE = re.compile(r"pub(?:-(\d+)([ymd]))?(?:-(\d{2}))?", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)


def figure_words(value: Estimate, lang: str) -> str:
    """A figure with hedge and unit: ``over 16,000 persons``, ``超过 16,000 人``, ``более 16 000 чел.``."""
    if lang not in _SAID:
        return english_figure(value)
    said, unit = _SAID[lang], _UNITS[lang][value.measure]
    if value.hedge is Hedge.MOST_OF and value.low is not None:
        return said["mostly"].format(number_words(value.low, lang) + unit)
    if value.hedge is Hedge.ORDER_OF_MAGNITUDE and value.low is not None:
        size = next(names for least, *names in _MAGNITUDES if value.low >= least)
        return said["tens"].format(size[lang == "ru"]) + (unit.strip() if lang == "zh" else unit)
    if value.measure is Measure.PERCENT_CHANGE:
        return _change(value, lang)
    return _interval(value.low, value.high, opens=_opens(value), about=_about(value), lang=lang, unit=unit)


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


def _opens(value: Estimate) -> tuple[bool, bool]:
    return value.low_open, value.high_open


def _about(value: Estimate) -> bool:
    return value.hedge is Hedge.ABOUT


def _change(value: Estimate, lang: str) -> str:
    said, unit = _SAID[lang], _UNITS[lang][value.measure]
    low, high = value.low, value.high
    if high is not None and high <= 0:
        least, most = -high, None if low is None or low <= -100 else -low
        if most is None and lang == "ru":
            over = "более чем" if value.high_open else "не менее чем"
            return f"снижение {over} на {number_words(least, lang)}{unit}"
        opens = (value.high_open, value.low_open and most is not None)
        return said["fell"].format(_interval(least, most, opens=opens, about=_about(value), lang=lang, unit=unit))
    if low is not None and low >= 0:
        return said["rose"].format(_interval(low, high, opens=_opens(value), about=_about(value), lang=lang, unit=unit))
    return _interval(low, high, opens=_opens(value), about=_about(value), lang=lang, unit=unit)


def _interval(
    low: Decimal | None, high: Decimal | None, *, opens: tuple[bool, bool], about: bool, lang: str, unit: str
) -> str:
    said = _SAID[lang]
    if low is not None and low == high:
        text = number_words(low, lang) + unit
    elif high is None and low is not None:
        text = said["over" if opens[0] else "least"].format(number_words(low, lang) + unit)
    elif low is None and high is not None:
        text = said["under" if opens[1] else "most"].format(number_words(high, lang) + unit)
    else:
        text = said["range"].format(
            number_words(low or Decimal(0), lang), number_words(high or Decimal(0), lang) + unit
        )
    return said["about"].format(text) if about else text


def number_words(value: Decimal, lang: str) -> str:
    """A number as a language writes it: ``1,234.5``; in Russian ``1 234,5``, with narrow spaces."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("-", "−")
    return text.replace(",", "\u202f").replace(".", ",") if lang == "ru" else text


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
        when = words["before"].format(count, words[unit]) if count else words["publication"]
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
