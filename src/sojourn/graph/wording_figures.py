"""Figures with their hedges in Chinese and Russian: an excluded bound stays excluded, *about* stays *about*."""

from __future__ import annotations

from decimal import Decimal

from sojourn.model import Estimate, Hedge, Measure
from sojourn.vocabulary.plurals import russian, russian_genitive

_FORMS = {
    "zh": {
        "exact": "{low}",
        "about": "约 {low}",
        "over": "超过 {low}",
        "least": "至少 {low}",
        "under": "少于 {high}",
        "most": "至多 {high}",
        "range": "{low} 至 {high}",
        "about range": "约 {low} 至 {high}",
        "over to": "超过 {low} 至 {high}",
        "to under": "{low} 至不足 {high}",
        "over under": "超过 {low} 至不足 {high}",
    },
    "ru": {
        "exact": "{low}",
        "about": "около {low}",
        "over": "более {low}",
        "least": "не менее {low}",
        "under": "менее {high}",
        "most": "не более {high}",
        "range": "от {low} до {high}",
        "about range": "около {low}–{high}",
        "over to": "более {low}, но не более {high}",
        "to under": "от {low}, но менее {high}",
        "over under": "более {low}, но менее {high}",
    },
}
"""What is said of the two bounds."""
_RUSSIAN_CHANGE = {
    "exact": "на {low}",
    "about": "примерно на {low}",
    "over": "более чем на {low}",
    "least": "не менее чем на {low}",
    "under": "менее чем на {high}",
    "most": "не более чем на {high}",
    "range": "на {low}–{high}",
    "about range": "примерно на {low}–{high}",
    "over to": "более чем на {low}, но не более чем на {high}",
    "to under": "не менее чем на {low}, но менее чем на {high}",
    "over under": "более чем на {low}, но менее чем на {high}",
}
"""The same after *рост* and *снижение*."""
_SINGLE = frozenset({"exact", "about", "over", "least", "under", "most"})
_OPEN = frozenset({"over to", "to under", "over under"})
_ROUGHLY = {"zh": "约", "ru": "приблизительно "}
_MOST_OF = {"zh": "大多数（超过 {}）", "ru": "большинство (более {})"}
_TENS = {"zh": "数以{}计的", "ru": "{}"}
_CHANGES = {"zh": ("下降", "上升"), "ru": ("снижение ", "рост ")}
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
    },
}
_PERMITS = ("разрешение", "разрешения", "разрешений")
_MAGNITUDES = (
    (1_000_000_000, "十亿", "миллиарды"),
    (1_000_000, "百万", "миллионы"),
    (1_000, "千", "тысячи"),
    (100, "百", "сотни"),
    (0, "十", "десятки"),
)


def local_figure(value: Estimate, lang: str) -> str:
    """A figure with hedge and unit: ``超过 16,000 人``, ``более 16 000 чел.``.

    Args:
        value: The figure.
        lang: ``zh`` or ``ru``.
    """
    if value.hedge is Hedge.MOST_OF and value.low is not None:
        return _MOST_OF[lang].format(_with_unit(value.low, value.measure, lang, bare=False))
    if value.hedge is Hedge.ORDER_OF_MAGNITUDE and value.low is not None:
        size = next(names for least, *names in _MAGNITUDES if value.low >= least)
        unit = _with_unit(Decimal(5), value.measure, lang, bare=True).removeprefix("5")
        return _TENS[lang].format(size[lang == "ru"]) + (unit.strip(" 份") if lang == "zh" else unit)
    if value.measure is Measure.PERCENT_CHANGE:
        return _change(value, lang)
    return _interval(value.low, value.high, opens=(value.low_open, value.high_open), value=value, forms=_FORMS[lang])


def number_words(value: Decimal, lang: str) -> str:
    """A number as a language writes it: ``1,234.5``; in Russian ``1 234,5``, with narrow spaces."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("-", "−")
    return text.replace(",", "\u202f").replace(".", ",") if lang == "ru" else text


def _change(value: Estimate, lang: str) -> str:
    low, high = value.low, value.high
    fell, rose = _CHANGES[lang]
    forms = _RUSSIAN_CHANGE if lang == "ru" else _FORMS[lang]
    if high is not None and high <= 0:
        most = None if low is None or low <= -100 else -low
        opens = (value.high_open, value.low_open and most is not None)
        return fell + _interval(-high, most, opens=opens, value=value, forms=forms)
    opens = (value.low_open, value.high_open)
    if low is not None and low >= 0:
        return rose + _interval(low, high, opens=opens, value=value, forms=forms)
    return _interval(low, high, opens=opens, value=value, forms=_FORMS[lang])


def _interval(
    low: Decimal | None, high: Decimal | None, *, opens: tuple[bool, bool], value: Estimate, forms: dict[str, str]
) -> str:
    lang = "zh" if forms is _FORMS["zh"] else "ru"
    about = value.hedge is Hedge.ABOUT
    shape = _shape(low, high, opens, about=about)
    both = lang == "zh" and value.measure in {Measure.PERCENT, Measure.PERCENT_CHANGE}  # 20% 至 30%

    def said(bound: Decimal | None, *, unit: bool) -> str:
        if bound is None:
            return ""
        return _with_unit(bound, value.measure, lang, bare=shape == "exact") if unit else number_words(bound, lang)

    text = forms[shape].format(low=said(low, unit=both or shape in _SINGLE), high=said(high, unit=True))
    return f"{_ROUGHLY[lang]}{text}" if about and shape in _OPEN else text


def _shape(low: Decimal | None, high: Decimal | None, opens: tuple[bool, bool], *, about: bool) -> str:
    """Which of the forms says these bounds."""
    if high is None:
        return "over" if opens[0] else "least"
    if low is None:
        return "under" if opens[1] else "most"
    if low == high:
        return "about" if about else "exact"
    if not any(opens):
        return "about range" if about else "range"
    if not opens[0]:
        return "to under"
    return "over under" if opens[1] else "over to"


def _with_unit(value: Decimal, measure: Measure, lang: str, *, bare: bool) -> str:
    """A number with its unit; after a hedge a Russian noun stands in the genitive."""
    text = number_words(value, lang)
    if lang == "ru" and measure is Measure.PERMITS:
        one, few, many = _PERMITS
        return f"{text} {russian(value, one, few, many) if bare else russian_genitive(value, few, many)}"
    return f"{text}{_UNITS[lang][measure]}"
