"""A picture of a graph: a page in a file or in a notebook, an image, marks for other tools."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput
from sojourn.exporters import VIEWS
from sojourn.outputs import refuse_existing, write_whole

if TYPE_CHECKING:
    from sojourn.drawing.view import View

PAGES = (".html", ".htm")
"""How the name of a page ends; none at all is one, too."""

IMAGES = (".svg", ".png")
"""How the name of an image ends."""

ENDINGS = (*PAGES, *IMAGES, *VIEWS)
"""How the name of a file with a picture ends, those with its marks for other tools included."""

WIDTH = 1_000
"""Width of an image when none is given [CSS px]."""

SCALE = 2.0
"""Pixels of an image for one CSS pixel when nothing is said."""

FRAME = 900
"""Height of the picture in a notebook [CSS px]."""

_SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
"""What the page may do in a notebook: run its scripts, save a file, open the web page of a source; no more."""


class Picture(os.PathLike[str]):
    """A drawn graph.

    In Jupyter and marimo it shows itself. Once it is written, it can be used wherever a path can.

    Attributes:
        html: The page, complete in itself.
        renderer: Name of the renderer that drew it.
        why: Why that one, as a sentence; empty when it was named.
        title: What it shows.
        path: Where it was written last; ``None`` before.
        view: What it shows, for :meth:`export`; ``None`` when the page is all there is.
        everything: Whether it shows small flows as well.
    """

    def __init__(
        self,
        html: str,
        *,
        renderer: str,
        why: str = "",
        title: str = "",
        path: Path | None = None,
        view: View | None = None,
        everything: bool = False,
    ) -> None:
        self.html = html
        self.view = view
        self.everything = everything
        self.renderer = renderer
        self.why = why
        self.title = title
        self.path = path

    def __repr__(self) -> str:
        size = f"{len(self.html.encode('utf-8', 'replace')) / 1024:,.0f} kB"
        return f"<Picture: {self.renderer}, {size}{f', {self.path}' if self.path else ''}>"

    def __fspath__(self) -> str:
        if self.path is None:
            raise BadInput("this picture has not been written", where=repr(self), advice="Write it with write(path).")
        return str(self.path)

    def __str__(self) -> str:
        return str(self.path) if self.path else repr(self)

    def write(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Writes it, all of it or nothing, and returns the path; the ending says what, see :data:`ENDINGS`.

        Args:
            path: Where to write.
            force: Whether an existing file may be replaced.

        Raises:
            BadInput: If the ending is none of :data:`ENDINGS`, or the renderer gives no such image.
            NotAvailable: If an image is wanted, and playwright or Chromium is not installed.
            StoreError: If the file exists or cannot be written.
        """
        target = checked(path, force=force)
        if target.suffix.lower() == ".svg":
            self.to_svg(target, force=force)
        elif target.suffix.lower() == ".png":
            self.to_png(target, force=force)
        elif target.suffix.lower() in VIEWS:
            self._put(target, self.export(target.suffix), force=force)
        else:
            self._put(target, self.html, force=force)
        return target

    def export(self, ending: str) -> bytes:
        """The marks that the picture opens with, as a file for another tool: the same places, flows and figures.

        Args:
            ending: ``.gexf`` (Gephi), ``.geojson`` (QGIS), ``.json`` (Observable) or ``.xlsx`` (flowmap.blue).

        Raises:
            BadInput: If there is no such format, or nothing but the page is known.
        """
        wanted = VIEWS.get(f".{ending.removeprefix('.').lower()}")
        if wanted is None:
            raise BadInput(f"marks are not written as {ending}", advice=f"Use one of {', '.join(VIEWS)}.")
        if self.view is None:
            raise BadInput("this picture has no view, only its page", where=repr(self), advice="Draw it from a graph.")
        return wanted.write(self.view, everything=self.everything)

    def to_svg(self, path: str | os.PathLike[str] | None = None, *, width: int = WIDTH, force: bool = False) -> str:
        """The picture as SVG, as the page shows it when opened.

        Args:
            path: Where to write it as well; nowhere when ``None``.
            width: Width of the picture [CSS px].
            force: Whether an existing file may be replaced.

        Raises:
            NotAvailable: If playwright (the extra ``print``) or Chromium is not installed.
            BadInput: If the renderer gives no SVG, or the width is out of range.
            StoreError: If the file exists or cannot be written.
        """
        from sojourn.renderers import printing

        if path is not None:
            refuse_existing(Path(path), force=force)
        drawn = printing.to_svg(self.html, width=width)
        if path is not None:
            self._put(Path(path), drawn, force=force)
        return drawn

    def to_png(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        width: int = WIDTH,
        scale: float = SCALE,
        force: bool = False,
    ) -> bytes:
        """The picture as PNG, as the page shows it when opened.

        Args:
            path: Where to write it as well; nowhere when ``None``.
            width: Width of the picture [CSS px].
            scale: Pixels for one CSS pixel; 2 makes an image twice as wide as ``width``.
            force: Whether an existing file may be replaced.

        Raises:
            NotAvailable: If playwright (the extra ``print``) or Chromium is not installed.
            BadInput: If the page has no picture, or a number is out of range.
            StoreError: If the file exists or cannot be written.
        """
        from sojourn.renderers import printing

        if path is not None:
            refuse_existing(Path(path), force=force)
        drawn = printing.to_png(self.html, width=width, scale=scale)
        if path is not None:
            self._put(Path(path), drawn, force=force)
        return drawn

    def _put(self, target: Path, what: str | bytes, *, force: bool) -> None:
        raw = what.encode("utf-8", "replace") if isinstance(what, str) else what
        write_whole(target, raw, force=force)
        self.path = target

    def _repr_html_(self) -> str:
        """What Jupyter shows: the page in a frame of its own, which can reach neither the notebook nor the network."""
        return (
            f'<iframe title="{_attribute(self.title or "Picture")}" sandbox="{_SANDBOX}" width="100%" height="{FRAME}" '
            f'style="border:0;width:100%" srcdoc="{_attribute(self.html)}"></iframe>'
        )

    def _mime_(self) -> tuple[str, str]:
        """What marimo shows."""
        return "text/html", self._repr_html_()


def _attribute(text: str) -> str:
    from html import escape

    return escape(text, quote=True).encode("utf-8", "replace").decode()


def checked(path: str | os.PathLike[str], *, force: bool) -> Path:
    """A path to which a picture can be written.

    Raises:
        BadInput: If its ending is none of :data:`ENDINGS`, or it is ``-``.
        StoreError: If something stands there that may not be replaced.
    """
    if os.fspath(path) == "-":
        raise BadInput(
            "a picture is a file, and is not written to standard output",
            where="-",
            advice="Name a file, such as graph.html.",
        )
    target = Path(path)
    if target.suffix and target.suffix.lower() not in ENDINGS:
        raise BadInput(
            f"a picture is not written as {target.suffix}",
            where=str(target),
            advice=f"End it in .html, .svg or .png, or for another tool in {_for_tools()}.",
        )
    refuse_existing(target, force=force)
    return target


def _for_tools() -> str:
    told = [f"{ending} ({known.tool})" for ending, known in VIEWS.items()]
    return f"{', '.join(told[:-1])} or {told[-1]}"
