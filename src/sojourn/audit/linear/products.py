"""Shares: ``share × whole = part`` as linear constraints that follow from it.

With ``s₁ ≤ s ≤ s₂`` and ``w₁ ≤ w ≤ w₂``, the products of the distances to the bounds are not negative:
``(s − s₁)(w − w₁) ≥ 0``, ``(s₂ − s)(w₂ − w) ≥ 0``, ``(s₂ − s)(w − w₁) ≥ 0`` and ``(s − s₁)(w₂ − w) ≥ 0``. Multiplied
out, with ``p = s·w``, each is linear (McCormick 1976). Those whose bounds are known are used: all four when both have
both bounds; when the whole has no upper bound, the two that need none, which still say ``s₁·w ≤ p ≤ s₂·w`` for
``w ≥ 0``. Where the share or the whole is known exactly, they say exactly ``p = s·w``. In general they say less, never
more.

Each constraint rests on the product and on the assertions behind the two bounds that it uses. Bounds may improve by the
constraints; then the constraints are made once more, from the better bounds.
"""

from __future__ import annotations

from sojourn.audit.linear.cores import Boxes
from sojourn.audit.linear.exact import Exact, spoken
from sojourn.audit.linear.halves import Halves, compiled
from sojourn.audit.linear.outcome import ProductUse
from sojourn.audit.linear.proofs import Proof
from sojourn.audit.linear.propagation import propagated
from sojourn.audit.linear.system import HARD, JOINT, Product, System

_ROUNDS = 4
"""How often the constraints are made again from better bounds."""


def linearised(system: System) -> tuple[Halves, tuple[ProductUse, ...]]:
    """The constraints of a system with those that follow from its products, and how each product was handled."""
    halves = compiled(system)
    if not system.products:
        return halves, ()
    system = system.copied()
    seen: set[tuple[int, int, Exact, int, Exact]] = set()
    uses: list[ProductUse] = []
    for _ in range(_ROUNDS):
        boxes = Boxes(propagated(halves, halves.active(())))
        before, uses = len(seen), []
        for number, product in enumerate(system.products):
            corners = _corners(boxes, product)
            rows = [corner for corner in corners if (number, *_figures(corner)) not in seen]
            seen.update((number, *_figures(corner)) for corner in rows)
            for corner in rows:
                _add(system, boxes, product, corner)
            uses.append(ProductUse(product.words, _how(boxes, product), len(corners)))
        if len(seen) == before:
            break
        halves = compiled(system)
    return halves, tuple(uses)


_Corner = tuple[int, Proof, int, Proof]
"""Literal and bound of the share, literal and bound of the whole, that are combined."""


def _corners(boxes: Boxes, product: Product) -> list[_Corner]:
    corners = []
    for share in (2 * product.share, 2 * product.share + 1):
        for whole in (2 * product.whole, 2 * product.whole + 1):
            of_share, of_whole = boxes.proof(share), boxes.proof(whole)
            if of_share is not None and of_whole is not None:
                corners.append((share, of_share, whole, of_whole))
    return corners


def _figures(corner: _Corner) -> tuple[int, Exact, int, Exact]:
    share, of_share, whole, of_whole = corner
    return share, of_share.value, whole, of_whole.value


def _add(system: System, boxes: Boxes, product: Product, corner: _Corner) -> None:
    """Adds ``(±s − a)(±w − b) ≥ 0``, multiplied out, with p for s·w."""
    share, of_share, whole, of_whole = corner
    s, w = (-1 if share % 2 else 1), (-1 if whole % 2 else 1)
    a, b = of_share.value, of_whole.value
    terms: list[tuple[int, Exact]] = [(product.part, s * w), (product.share, -s * b), (product.whole, -w * a)]
    terms = [(cell, weight) for cell, weight in terms if weight]
    halves = boxes.found.halves
    tags = {tag for found in (of_share, of_whole) for tag in found.tags(halves)}
    if product.tag != HARD:
        tags.add(product.tag)
    row = len(system)
    system.append([cell for cell, _ in terms], [weight for _, weight in terms], (-a * b, None), (False, False), JOINT)
    system.joint[row] = tuple(sorted(tags))
    system.words_of[row] = f"{product.words}, with {_said(system, share, a)} and {_said(system, whole, b)}"
    if not tags:
        system.tag_of[row] = HARD
        system.rule_of[row] = product.rule
        del system.joint[row]


def _said(system: System, literal: int, value: Exact) -> str:
    name = system.keys[literal // 2]
    return f"{name} ≤ {spoken(-value)}" if literal % 2 else f"{name} ≥ {spoken(value)}"


def _how(boxes: Boxes, product: Product) -> str:
    known = []
    for cell in (product.share, product.whole):
        low, high = boxes.value(2 * cell), boxes.value(2 * cell + 1)
        if low is not None and high is not None and low[0] == -high[0]:
            return "exact"
        known.append((low is not None) + (high is not None))
    if min(known) == 0:
        return "unused"
    return "McCormick" if sum(known) == 4 else "interval"
