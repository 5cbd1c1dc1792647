"""The closed lists as people write them: by notation or label, in any of three languages, whatever the case."""

from __future__ import annotations

from functools import cache

from sojourn.errors import BadInput
from sojourn.sheets.nearest import did_you_mean
from sojourn.vocabulary.terms import SCHEMES

_MEANT = {
    "kind": {
        "stock": "residence",
        "population": "residence",
        "migration": "flow",
        "move": "flow",
        "netmigrationrate": "netmigration",
        "net": "netmigration",
        "balance": "netmigration",
        "growth": "change",
        "decline": "change",
        "percentage": "share",
        "proportion": "share",
        "reason": "driver",
        "cause": "driver",
        "characterisation": "note",
        "lifeevent": "event",
    },
    "hedge": {"over": "moreThan", "under": "lessThan", "around": "about", "circa": "about", "majority": "mostOf"},
}
"""Words that are not on a list, with the member they probably stand for: an advice, never a match."""


def folded(text: str) -> str:
    """A word without case, spaces, hyphens and underscores: ``Permanent resident`` is ``permanentResident``."""
    return text.casefold().replace(" ", "").replace("-", "").replace("_", "")


@cache
def listed(scheme: str) -> dict[str, str]:
    """Every accepted spelling of a closed list, folded, with the notation it stands for."""
    found: dict[str, str] = {}
    for notation, concept in SCHEMES[scheme].items():
        for label in (concept.ru, concept.zh, concept.en, notation):
            found[folded(label)] = notation
    return found


def member(scheme: str, text: str) -> str:
    """The notation of a member of a closed list.

    Raises:
        BadInput: If the list has no such member; the nearest is named, and all of them are listed.
    """
    notation = listed(scheme).get(folded(text))
    if notation is None:
        choices = list(SCHEMES[scheme])
        raise BadInput(f"{text!r} is no {_ARTICLES.get(scheme, scheme)}", advice=meant(scheme, text, choices))
    return notation


def meant(scheme: str, text: str, choices: list[str]) -> str:
    """The nearest member, and the whole list where it is short."""
    probable = _MEANT.get(scheme, {}).get(folded(text))
    guess = f"Did you mean {probable!r}? " if probable else did_you_mean(text, choices)
    return f"{guess}It is one of {', '.join(choices)}."


_ARTICLES = {
    "role": "role of a driver",
    "mobility": "type of mobility",
    "status": "residence status",
    "event": "type of event",
    "observation": "status of a cell",
    "criterion": "criterion of a population",
    "placeType": "type of place",
    "membership": "kind of membership",
    "activity": "activity status",
}
