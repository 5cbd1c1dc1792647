"""The circle: places around it, and what flows between them across it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.drawing.view import ARROW_KINDS
from sojourn.renderers.paged import Paged

if TYPE_CHECKING:
    from sojourn.drawing.view import View


class Chord(Paged):
    """The page that opens with the circle; its reader can turn to the other drawers."""

    name = "chord"
    summary = "places around a circle, flows across it; for an exchange among some dozens of places"

    def suits(self, view: View) -> str:
        """See :class:`sojourn.renderers.base.Renderer`."""
        if view.rows is not None and view.rows.claims > len(view.claims):
            return ""  # tables tell of nothing else
        for claim in view.claims:
            if claim.kind in ARROW_KINDS or claim.kind == "residence" or claim.origin:
                return ""
        return "nobody in it moves, and nobody is said to live anywhere"
