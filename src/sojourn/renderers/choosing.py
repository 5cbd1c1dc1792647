"""Which renderer draws a view when none is named: by its size and by what stands in it, and why."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from sojourn.drawing.rows import KIND_NAMES
from sojourn.drawing.view import ARROW_KINDS, View
from sojourn.errors import BadInput
from sojourn.renderers.base import Renderer
from sojourn.renderers.registered import naming, printable, renderer

AUTO = "auto"
"""The name that leaves the choice to :func:`choose`."""

NETWORK_EDGES = 2_000
"""Lines up to which the network is chosen; more than that, and nobody can follow them [lines]."""


class Chosen(NamedTuple):
    """A renderer, and why it was chosen.

    Attributes:
        renderer: The renderer.
        why: The reason as a sentence that the page shows; empty when the renderer was named.
    """

    renderer: Renderer
    why: str


class Shape(NamedTuple):
    """What decides how a view is best drawn.

    Attributes:
        places: Places that claims name.
        positions: Those of them with a position on the map.
        others: Populations, professions, people and organisations.
        moves: Claims of people who move.
        stocks: Claims of how many people live where.
        claims: All claims.
        edges: Lines from one thing to another, were each drawn by itself.
    """

    places: int
    positions: int
    others: int
    moves: int
    stocks: int
    claims: int
    edges: int


def choose(view: View, name: str = AUTO, *, everything: bool = False) -> Chosen:
    """The renderer for a view.

    Args:
        view: What is drawn.
        name: A renderer by its name; :data:`AUTO` lets size and content decide.
        everything: Whether every line is to be shown at once, none of them gathered.

    Raises:
        NotFound: If no renderer has that name.
        BadInput: If the named one cannot draw this view, and why.
        NotAvailable: If the named one is of another package, and broken.
    """
    if name != AUTO:
        named = renderer(name)
        with naming(name):
            reason = printable(named.suits(view) or "")
        if reason:
            raise BadInput(
                f"this cannot be drawn as {name}: {reason}",
                where="--as",
                advice="Leave --as out, and the renderer follows from what there is to draw.",
            )
        return Chosen(named, "")
    chosen, why = by_shape(shape_of(view), everything=everything)
    return Chosen(renderer(chosen), why)


def by_shape(shape: Shape, *, everything: bool = False) -> tuple[str, str]:
    """The name of the renderer for something of this shape, and why, as a sentence."""
    if everything and shape.places and (shape.moves or shape.positions):
        return "canvas", f"Drawn on a canvas: every one of {_counted(shape.edges, 'line')} was asked for at once."
    if not shape.positions:
        if not shape.moves and shape.others and shape.edges <= NETWORK_EDGES:
            return "network", "Drawn as a network: nothing here has a position on a map, and nobody moves."
        return "columns", "Drawn as columns: no place here has a position on a map."
    told = shape.moves + shape.stocks
    if 3 * told < shape.claims and shape.others > shape.places and shape.edges <= NETWORK_EDGES:
        kinds = "populations, professions and people"
        return "network", f"Drawn as a network: it speaks of {kinds} more than of places, in few enough lines."
    gathered = " Small flows are gathered until they are asked for." if shape.edges > NETWORK_EDGES else ""
    have = f"{shape.positions:,} of {_counted(shape.places, 'place')} {'has' if shape.positions == 1 else 'have'}"
    if shape.moves and shape.positions > 1:
        return "map", f"Drawn as a map: people move, and {have} a position on it.{gathered}"
    return "map", f"Drawn as a map: {have} a position on it.{gathered}"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def shape_of(view: View) -> Shape:
    """The shape of a view."""
    tables = view.rows is not None and view.rows.claims > len(view.claims)  # their claims do not stand at the nodes
    spoken = [node for node in view.nodes if node.claims or tables]
    places = [node for node in spoken if node.key.startswith("place:")]
    located, kinds = view.located, Counter(claim.kind for claim in view.claims)
    claims, edges = len(view.claims), len(view.arrows)
    if view.rows is not None and view.rows.claims > claims:
        told = view.rows.kind[claims:]  # those of tables, which have no lines of their own
        kinds += Counter({KIND_NAMES[kind]: int((told == kind).sum()) for kind in set(told.tolist())})
        edges = len(view.rows.claim)
        claims = view.rows.claims
    shares = sum(claim.kind == "share" and bool(claim.origin) for claim in view.claims)
    return Shape(
        places=len(places),
        positions=sum(node.key in located for node in places),
        others=len(spoken) - len(places),
        moves=sum(kinds[kind] for kind in ARROW_KINDS) + shares,
        stocks=kinds["residence"],
        claims=claims,
        edges=edges,
    )
