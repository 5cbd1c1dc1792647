"""The words of the pages in English, Chinese and Russian; the English text is the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

PARTS = (
    "sojourn.server.words_questions",
    "sojourn.server.words_ask",
    "sojourn.server.words_pages",
    "sojourn.server.words_shell",
    "sojourn.server.words_query",
)
"""The modules with words; each has ``WORDS = {"English": ("中文", "по-русски")}``. Add yours."""

Translate = Callable[..., str]


@cache
def known() -> Mapping[str, tuple[str, str]]:
    """All words with their Chinese and Russian."""
    found: dict[str, tuple[str, str]] = {}
    for part in PARTS:
        found.update(import_module(part).WORDS)
    return found


def words(lang: str) -> Translate:
    """The translator of a page: ``t("{n} claims", n=12)``; what has no translation stays English.

    Args:
        lang: ``en``, ``zh`` or ``ru``.
    """

    def t(text: str, /, **values: object) -> str:
        other = known().get(text)
        said = text if other is None or lang == "en" else other[0] if lang == "zh" else other[1]
        return said.format(**values) if values else said

    return t


def thousands(number: int, lang: str) -> str:
    """A count as people of a language write it: ``875,903``; in Russian with narrow spaces."""
    return f"{number:,}".replace(",", "\u202f") if lang == "ru" else f"{number:,}"
