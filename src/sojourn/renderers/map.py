"""The map: arrows between places, rings around them, on the outlines of countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sojourn.drawing.view import View


class Map:
    """The page that opens with the map; its reader can turn to the other drawers."""

    name = "map"
    summary = "arrows and rings on a map; near places gather, and open on a click"

    def suits(self, view: View) -> str:
        """See :class:`sojourn.renderers.base.Renderer`."""
        return "" if view.located else "no place of it has a position on a map"

    def render(self, view: View, *, heading: str | None = None, why: str = "") -> str:
        """See :class:`sojourn.renderers.base.Renderer`."""
        from sojourn.renderers.shell import page

        return page(view, self.name, heading=heading, why=why)
