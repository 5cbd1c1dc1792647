"""When: the period that a figure is about, which may hang on an unknown publication date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The reference period of an assertion.

    Attributes:
        notation: As written in the sheet: EDTF (``2013/2017``) or relative to publication (``pub-10y``, ``../pub``).
        edtf: The anchored period in EDTF; empty when it is relative and the publication date is unknown.
        start: First day it can mean; ``None`` when open or not anchored.
        end: Last day it can mean; ``None`` when open or not anchored.
        words: A time in words that is no date ("in recent years", "winters"); empty when none.

    Raises:
        ValueError: If the end comes before the start, or nothing is said at all.
    """

    notation: str = ""
    edtf: str = ""
    start: date | None = None
    end: date | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if not self.notation and not self.words:
            raise ValueError("a period needs a date or words; a period that is not stated is None")
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"the period ends ({self.end}) before it starts ({self.start})")

    @property
    def anchored(self) -> bool:
        """Whether calendar dates are known."""
        return bool(self.edtf)
