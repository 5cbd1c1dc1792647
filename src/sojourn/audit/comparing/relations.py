"""How two figures stand to each other in one facet, and the words for the outcome."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Facet(StrEnum):
    """The facets of a figure, in the order in which they are compared (scheme ``sj:FacetScheme``)."""

    KIND = "kind"
    UNIT = "unit"
    CRITERION = "criterion"
    SCOPE = "scope"
    STATUS = "status"
    PLACE = "place"
    TIME = "time"
    METHOD = "method"


class Relation(StrEnum):
    """How the first of two stands to the second (scheme ``sj:ComparisonScheme``, with its direction)."""

    SAME = "same"
    PART = "partOf"
    WHOLE = "hasPart"
    OVERLAPS = "overlaps"
    DIFFERS = "differs"
    NOT_STATED = "notStated"

    @property
    def mirror(self) -> Relation:
        """How the second stands to the first."""
        return _MIRROR.get(self, self)

    @property
    def notation(self) -> str:
        """The member of ``sj:ComparisonScheme``, which knows no direction."""
        return Relation.PART.value if self is Relation.WHOLE else self.value


_MIRROR = {Relation.PART: Relation.WHOLE, Relation.WHOLE: Relation.PART}


class Verdict(StrEnum):
    """What follows for the pair.

    ``part`` is given only where every facet but the method is the same or a part, in one direction.
    """

    DISAGREE = "disagree"
    AGREE = "agree"
    RESTATES = "restates"
    REPLACES = "replaces"
    TREND = "trend"
    PART = "part"
    CANNOT_TELL = "cannot tell"
    DIFFERENT = "different things"


class Order(StrEnum):
    """Whether a part is no larger than its whole."""

    HOLDS = "holds"
    OPEN = "must hold"
    FAILS = "fails"
    NONE = ""


class Standing(NamedTuple):
    """One facet of a pair.

    Attributes:
        facet: Which.
        relation: How the first stands to the second.
        remark: What a reader should know besides, as a clause; mostly empty.
    """

    facet: Facet
    relation: Relation
    remark: str = ""


def combined(*relations: Relation) -> Relation:
    """The relation of two things that agree only if several of their sides agree (origin and destination)."""
    found = set(relations) - {Relation.SAME}
    for deciding in (Relation.DIFFERS, Relation.NOT_STATED, Relation.OVERLAPS):
        if deciding in found:
            return deciding
    if len(found) == 2:
        return Relation.OVERLAPS
    return found.pop() if found else Relation.SAME


def nested(inside: bool, around: bool) -> Relation | None:
    """The relation of two sets of which each may lie within the other; ``None`` when neither does."""
    if inside and around:
        return Relation.SAME
    if inside:
        return Relation.PART
    return Relation.WHOLE if around else None
