"""What the renderers share whose page is that of the reader: each opens it with a drawer of its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sojourn.drawing.view import View


class Paged:
    """Opens the page with the drawer of its name; its reader can turn to the other drawers."""

    name = ""

    def render(self, view: View, *, heading: str | None = None, why: str = "") -> str:
        """See :class:`sojourn.renderers.base.Renderer`."""
        from sojourn.renderers.shell import page

        return page(view, self.name, heading=heading, why=why)
