"""The map: arrows between places, rings around them, on the outlines of countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.renderers.paged import Paged

if TYPE_CHECKING:
    from sojourn.drawing.view import View


class Map(Paged):
    """The page that opens with the map; its reader can turn to the other drawers."""

    name = "map"
    summary = "arrows and rings on a map; near places gather, and open on a click"

    def suits(self, view: View) -> str:
        """See :class:`sojourn.renderers.base.Renderer`."""
        return "" if view.located else "no place of it has a position on a map"
