"""Which values of each filter every claim of a view has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.drawing.rows import BACKINGS, CERTAINTIES, KIND_NAMES, Membership, Rows
from sojourn.drawing.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sojourn.drawing.findings import Dispute
    from sojourn.drawing.rows import Numbers
    from sojourn.drawing.told import Claim

_CALLED = {
    "kind": "Kind",
    "source": "Source",
    "population": "Population",
    "profession": "Profession",
    "certainty": "How certain",
    "backing": "On whose word",
    "dispute": "Contradictions",
}


def memberships_of(
    rows: Rows,
    claims: Sequence[Claim],
    labels: Mapping[str, str],
    titles: Mapping[str, str],
    disputes: Sequence[Dispute] = (),
) -> tuple[Membership, ...]:
    """Every filter of a view that has a value, the values that most claims have first.

    Args:
        rows: All claims.
        claims: Those that are told in full.
        labels: Labels of nodes, by key.
        titles: Titles of sources, by key.
        disputes: The contradictions, their claims named by keys.
    """
    of = {key: str(number) for number, dispute in enumerate(disputes, 1) for key in dispute.claims}
    disputed = {key: [str(n) for n, one in enumerate(disputes, 1) if key in one.claims] for key in of}
    told: dict[str, list[list[str]]] = {
        "kind": [[claim.kind] for claim in claims],
        "source": [list(claim.sources) for claim in claims],
        "population": [sorted({*claim.population, *claim.whole}) for claim in claims],
        "profession": [sorted(set(claim.profession)) for claim in claims],
        "certainty": [],
        "backing": [],
        "dispute": [disputed.get(claim.key, []) for claim in claims],
    }
    named = {
        "kind": KINDS,
        "source": titles,
        "population": labels,
        "profession": labels,
        "certainty": CERTAINTIES,
        "backing": BACKINGS,
        "dispute": {str(n): f"Contradiction {n}" for n in range(1, len(disputes) + 1)},
    }
    found = (_membership(name, told[name], _of_tables(name, rows), named[name], rows.claims) for name in told)
    return tuple(one for one in found if one is not None)


def _of_tables(name: str, rows: Rows) -> tuple[Numbers, Sequence[str]]:
    """The one value that each claim has for which no list is given, and what these values count through."""
    import numpy as np

    rest = slice(rows.details, None)
    if name == "population":
        first = rows.first_rows()[:-1][rest]
        return rows.population[first], rows.nodes
    columns: dict[str, tuple[Numbers, Sequence[str]]] = {
        "kind": (rows.kind[rest], KIND_NAMES),
        "source": (rows.source[rest], rows.sources),
        "certainty": (rows.certainty, tuple(CERTAINTIES)),
        "backing": (rows.backing, tuple(BACKINGS)),
    }
    return columns.get(name, (np.full(rows.claims - rows.details, -1, np.int32), ()))


def _membership(
    name: str,
    told: Sequence[Sequence[str]],
    tables: tuple[Numbers, Sequence[str]],
    labels: Mapping[str, str],
    size: int,
) -> Membership | None:
    import numpy as np

    codes, names = tables
    known = codes >= 0
    counts = {key: 0 for keys in told for key in keys}
    for keys in told:
        for key in keys:
            counts[key] += 1
    tally = np.bincount(codes[known], minlength=len(names)) if known.any() else np.zeros(len(names), np.int64)
    for number in np.flatnonzero(tally).tolist():
        counts[names[number]] = counts.get(names[number], 0) + int(tally[number])
    if not counts:
        return None
    ordered = sorted(counts, key=lambda key: (-counts[key], labels.get(key, key), key))
    place = {key: number for number, key in enumerate(ordered)}
    values = np.array([place.get(key, -1) for key in names] or [-1], dtype=np.int32)
    lengths = np.concatenate(([len(keys) for keys in told], known)).astype(np.int64)
    first = np.zeros(size + 1, np.int32)
    np.cumsum(lengths, out=first[1:])
    own = np.array([place[key] for keys in told for key in keys], dtype=np.int32)
    return Membership(
        name=name,
        label=_CALLED[name],
        choices=tuple((key, labels.get(key, key)) for key in ordered),
        first=first,
        value=np.concatenate((own, values[codes[known]])).astype(np.int32),
    )
