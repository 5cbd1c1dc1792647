"""The canvas: every line at once, up to a hundred thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.renderers.paged import Paged

if TYPE_CHECKING:
    from sojourn.drawing.view import View


class Canvas(Paged):
    """The page that opens with the canvas; its reader can turn to the other drawers."""

    name = "canvas"
    summary = (
        "every line at once, up to a hundred thousand of them, on a map where it can be; fast to move and to scale"
    )

    def suits(self, view: View) -> str:
        """See :class:`sojourn.renderers.base.Renderer`; places that have no position stand around a circle."""
        if any(node.key.startswith("place:") for node in view.nodes):
            return ""
        return "there is no place in it"
