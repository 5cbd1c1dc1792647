"""Who says so: where in a source it stands, and the chain through which it came."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Attribution(StrEnum):
    """On what ground a link of the chain is assumed (scheme ``sj:AttributionScheme``)."""

    EXPLICIT = "explicit"
    IMPLIED = "implied"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step towards the root: the source that the step before it relies on.

    Attributes:
        source: Key of the source.
        attribution: ``explicit`` when the text names it for this claim, ``implied`` when only the context does.
        wording: What this link calls the figure, in our words, where it differs from its neighbours.
    """

    source: str
    attribution: Attribution
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The passage that carries a claim, and the chain behind it.

    Attributes:
        source: Key of the source that was read.
        line: Line in its text, counted from 1; 0 when the locator is of another form.
        sentence: Sentence within the line, counted from 1; 0 when not given.
        locator: The locator as written (``24.1``, ``p. 12``, ``table 3 B7``); empty when none.
        start: Offset of the passage's first character in the text, counted from 0; -1 when not located.
        end: Offset after its last character; -1 when not located.
        sha256: SHA-256 of the passage in UTF-8, hexadecimal; empty when not located.
        chain: Links from the nearest to the root; empty when the source speaks for itself.
        wording: What the source itself calls the figure, where that differs from what the figure is.
        quote: A quotation, the user's own choice; empty in the studies shipped here.
    """

    source: str
    line: int = 0
    sentence: int = 0
    locator: str = ""
    start: int = -1
    end: int = -1
    sha256: str = ""
    chain: tuple[Link, ...] = ()
    wording: str = ""
    quote: str = ""

    @property
    def attribution(self) -> Attribution:
        """The weakest ground along the chain; ``absent`` when nobody is named."""
        if not self.chain:
            return Attribution.ABSENT
        implied = any(link.attribution is Attribution.IMPLIED for link in self.chain)
        return Attribution.IMPLIED if implied else Attribution.EXPLICIT
