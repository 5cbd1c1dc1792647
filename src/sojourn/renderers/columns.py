"""The columns: origins on the left, destinations on the right, bands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.renderers.paged import Paged

if TYPE_CHECKING:
    from sojourn.drawing.view import View


class Columns(Paged):
    """The page that opens with the columns; its reader can turn to the other drawers."""

    name = "columns"
    summary = "origins on the left, destinations on the right; needs no position of any place"

    def suits(self, view: View) -> str:
        """See :class:`sojourn.renderers.base.Renderer`."""
        del view  # whatever there is can be listed
        return ""
