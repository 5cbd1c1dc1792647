"""What was worked out from the claims and is said by no source: which exclude each other, and what follows from them.

It stands beside the claims of a view and is never counted among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sojourn.drawing.view import Figure


MOST_DISPUTES = 10
"""Most contradictions that are looked for when a graph is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A smallest set of claims that cannot all be true: leave any one out, and the others can.

    Attributes:
        claims: Ids or keys of the claims; in a view their keys.
        said: What each of them says and who says so, one line per claim.
        steps: Why they exclude each other, step by step.
        rules: The rules that are used with them, in words.
    """

    claims: tuple[str, ...]
    said: tuple[str, ...]
    steps: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A figure that follows from claims by a rule.

    Attributes:
        key: Unique in the view.
        kind: The kind of claim that it would be if a source made it.
        who: Labels of the people concerned; empty when none are named.
        where: Labels of the places concerned, with an arrow between origin and destination.
        period: When, in words; empty when not stated.
        figure: How many; ``None`` when what is stored is no figure.
        rule: What the rule is called.
        rule_says: The rule as a sentence; empty when it is none of the closed list.
        arithmetic: The computation in figures and words.
        inputs: Keys of the claims that it rests on.
        places: Keys of the nodes of the places that it is a figure of.
        names: Keys of all nodes that it concerns, members of a sum over several places included.
    """

    key: str
    kind: str
    who: str
    where: str
    period: str
    figure: Figure | None
    rule: str
    rule_says: str
    arithmetic: str
    inputs: tuple[str, ...]
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
