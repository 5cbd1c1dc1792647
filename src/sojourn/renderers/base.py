"""What a renderer is: it says whether it can draw a view, and turns it into one complete HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from sojourn.drawing.view import View


@runtime_checkable
class Renderer(Protocol):
    """What a renderer must offer; its methods only read the view.

    A package adds one by an entry point of the group ``sojourn.renderers``. The compliance suite in
    ``tests/renderers/test_compliance.py`` runs over every renderer that is installed, those of other packages included.

    Attributes:
        name: How ``sojourn draw --as`` calls it: a lower-case word.
        summary: What it shows and for what it is good, in one line.
    """

    name: str
    summary: str

    def suits(self, view: View) -> str:
        """Why this view cannot be drawn so, in words; empty when it can."""

    def render(self, view: View, *, heading: str | None = None, why: str = "") -> str:
        """The view as one HTML file that asks nothing of anybody.

        Args:
            view: What is drawn.
            heading: Stands over the picture; the title of the view when ``None``. Any text: it is shown, never run.
            why: Why this renderer was chosen, as a sentence that the page shows; empty when it was named.

        Raises:
            BadInput: If the view cannot be drawn so.
            NotAvailable: If something that it needs is not installed.
        """
