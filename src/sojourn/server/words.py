"""The words of the pages in English, Chinese and Russian; the English text is the key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from string import digits

from sojourn.vocabulary.plurals import russian

PARTS = (
    "sojourn.server.words_questions",
    "sojourn.server.words_headers",
    "sojourn.server.words_parameters",
    "sojourn.server.words_columns",
    "sojourn.server.words_columns_more",
    "sojourn.server.words_values",
    "sojourn.server.words_ask",
    "sojourn.server.words_pages",
    "sojourn.server.words_shell",
    "sojourn.server.words_query",
)
"""The modules with words; each has ``WORDS = {"English": ("中文", "по-русски")}``. Add yours."""

TOLD = (
    "sojourn.server.words_refusals",
    "sojourn.server.words_refusals_more",
    "sojourn.server.words_arithmetic",
)
"""The modules with sentences that come from below already made, with places for what stands in them."""

LONGEST = 2_000
"""Longer sentences are told as they came [characters]."""

RUSSIAN_FORMS = 3
"""Forms of a Russian word that bends with a number: one, few, many."""

_DEPTH = 4
"""So many sentences may stand within each other."""
_PLACE = re.compile(r"\{([a-z]+)(\d*)\}")
_NUMBER = r"−?-?\d[\d,]*(?:\.\d+)?(?: \d+/\d+)?"
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_LATIN = re.compile("[A-Za-z]{2}")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_FORMS = {
    "n": _NUMBER,
    "sum": rf"[(−]*{_NUMBER}(?:[ ,.\d/()−+×÷=]|rounded)*",
    "terms": r"(?:about |over )?\d[\d,.]*(?: to \d[\d,.]*)?(?: \+ (?:about |over )?\d[\d,.]*(?: to \d[\d,.]*)?)+",
    "mark": "[≥≤<>=]",
    "ids": r"[\w/.,()-]+(?: and [\w/.,()-]+)*",
    "rule": "[a-z]+(?:[A-Z][a-z]+)+",
    "q": "'[^']*'|\"[^\"]*\"",
}
"""What a place of a sentence may hold by its name.

Any other holds anything, as it is. ``said`` holds a sentence that must be known in turn, ``word`` one that may be,
``names`` a choice of names, and ``q`` a name in quotation marks.
"""

Translate = Callable[..., str]


@cache
def known() -> Mapping[str, tuple[str, str]]:
    """All words with their Chinese and Russian."""
    return _all(PARTS)


@cache
def sentences() -> Mapping[str, tuple[str, str]]:
    """All sentences that come from below, with their Chinese and Russian."""
    return _all(TOLD)


def _all(parts: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for part in parts:
        found.update(import_module(part).WORDS)
    return found


def words(lang: str) -> Translate:
    """The translator of a page: ``t("{n} claims", n=12)``; what has no translation stays English.

    Args:
        lang: ``en``, ``zh`` or ``ru``.
    """

    def t(text: str, /, **values: object) -> str:
        other = known().get(text)
        said = text if other is None or lang == "en" else other[lang == "ru"]
        return said.format(**values) if values else said

    return t


def counting(lang: str) -> Callable[[str, int], str]:
    """The translator of words that bend with a number: ``counted("{n} claim|{n} claims", 3)``.

    The forms stand between bars: one and other in English, one, few and many in Russian, a single one in Chinese.

    Args:
        lang: ``en``, ``zh`` or ``ru``.
    """

    def counted(text: str, number: int) -> str:
        forms = words(lang)(text).split("|")
        if lang == "ru" and len(forms) == RUSSIAN_FORMS:
            form = russian(number, *forms)
        else:
            form = forms[min(number != 1, len(forms) - 1)]
        return form.format(n=thousands(number, lang))

    return counted


def telling(lang: str) -> Callable[[str], str]:
    """The translator of sentences that come from below already made: refusals, arithmetic, figures, dates.

    A sentence that is none of those that are known is told as it came.

    Args:
        lang: ``en``, ``zh`` or ``ru``.
    """

    def told(text: str) -> str:
        return text if lang == "en" else _told(text, lang, _DEPTH) or text

    return told


def _told(text: str, lang: str, depth: int) -> str:
    """A sentence in another language; empty when it is not known."""
    if not text or len(text) > LONGEST or not depth:
        return ""
    if _DATE.fullmatch(text):
        from sojourn.graph.wording import period_words

        return period_words(text, "", "", lang)
    if other := _exact(text):
        return other[lang == "ru"]
    if other := _exact(f"{text[:1].upper()}{text[1:]}."):  # within a sentence
        said = other[lang == "ru"].rstrip(".。")
        return said[:1].lower() + said[1:]
    for form, translations in _patterns():
        found = form.fullmatch(text)
        values = found and {name: _value(name, value, lang, depth) for name, value in found.groupdict().items()}
        if values and all(values.values()):
            return translations[lang == "ru"].format(**values)
    return ""


def _exact(text: str) -> tuple[str, str] | None:
    return known().get(text) or sentences().get(text) or _vocabulary().get(text)


@cache
def _vocabulary() -> Mapping[str, tuple[str, str]]:
    """The members of the closed lists of the ontology, which some answers name in English."""
    from sojourn.vocabulary.terms import SCHEMES, TERMS

    found = {term.en: (term.zh, term.ru) for term in TERMS.values()}
    for scheme in SCHEMES.values():
        found |= {member.en: (member.zh, member.ru) for member in scheme.values()}
    return found


def _value(name: str, value: str, lang: str, depth: int) -> str:
    """What stands in a place of a sentence, in another language; empty when it must be known and is not."""
    kind = name.rstrip(digits)
    if kind in {"said", "word"}:
        return _told(value, lang, depth - 1) or (value if kind == "word" else "")
    return _LOCAL[kind](value, lang) if kind in _LOCAL else value


def _digits(text: str, lang: str) -> str:
    return text.replace(",", "\u202f").replace(".", ",") if lang == "ru" else text


_LOCAL: Mapping[str, Callable[[str, str], str]] = {
    "n": _digits,
    "sum": lambda text, lang: _digits(text, lang).replace(
        " (rounded)", "（约数）" if lang == "zh" else " (округлённо)"
    ),
    "terms": lambda text, lang: " + ".join(_told(term, lang, 1) for term in text.split(" + ")),
    "ids": lambda text, lang: text.replace(" and ", "、" if lang == "zh" else " и "),
    "names": lambda text, lang: text.replace(" or ", "或" if lang == "zh" else " или "),
    "q": lambda text, lang: f"“{text[1:-1]}”" if lang == "zh" else f"«{text[1:-1]}»",
}
"""How what stands in a place is written in another language."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, str]], ...]:
    """The sentences with places, those that leave least open first."""
    open_ended = {key: said for key, said in sentences().items() if _PLACE.search(key)}
    ordered = sorted(open_ended.items(), key=lambda item: -len(_PLACE.sub("", item[0])))
    return tuple((_pattern(key), said) for key, said in ordered)


def _pattern(key: str) -> re.Pattern[str]:
    pieces = _PLACE.split(key)
    made = re.escape(pieces[0])
    for name, number, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        made += f"(?P<{name}{number}>{_FORMS.get(name, '.+?')}){re.escape(after)}"
    return re.compile(made, re.DOTALL)


def foreign(text: str, lang: str) -> bool:
    """Whether a text is English on a page of another language: it has Latin words and no letter of that language."""
    own = {"zh": _CHINESE, "ru": _CYRILLIC}.get(lang)
    return own is not None and _LATIN.search(text) is not None and own.search(text) is None


def thousands(number: int, lang: str) -> str:
    """A count as people of a language write it: ``875,903``; in Russian with narrow spaces."""
    return f"{number:,}".replace(",", "\u202f") if lang == "ru" else f"{number:,}"
