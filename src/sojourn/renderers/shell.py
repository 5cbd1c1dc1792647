"""The page that every picture stands in: one HTML file with the data and all of our drawers, that asks for nothing.

A small loader, whose hash stands in the policy, unpacks the columns, our style and our script, whose hashes stand there
as well, and runs the script. The renderer that was named is the one with which the page opens; a reader can change to
another. Each of our scripts is kept as ``tools/build_docs.py`` has shortened and packed it, with every word in three
languages, and once more without the words that only graphs with Chinese or Russian labels need.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import resources
from importlib.resources.abc import Traversable
from string import Template
from typing import Any, NamedTuple

from sojourn.drawing.view import View
from sojourn.errors import BadInput
from sojourn.renderers import embedding

Plain = Any
"""What JSON can hold."""

DRAWERS = ("map", "columns", "chord", "canvas")
"""The drawers that every page brings; files made as a network bring ``network`` as well."""

PARTS = ("data", "words", "state", "filter", "link", "gather", "scene", "svg", "map", "columns", "chord", "canvas")
"""What our script is made of, in this order: ``data`` is ``data.js`` and whatever ``data-….js`` continues it."""

LAST_PARTS = ("evidence", "controls", "table", "legend", "export", "main")
"""What follows the drawers."""

FIRST_STYLE = "page.css"
"""The style on which all others rest; those follow by their names."""


def page(
    view: View,
    drawer: str,
    *,
    why: str = "",
    heading: str | None = None,
    network: Plain = None,
    bundle: str = "",
) -> str:
    """A view as one complete HTML file.

    Args:
        view: What is drawn.
        drawer: With which of :data:`DRAWERS` it opens; ``network`` when that is given.
        why: Why this one, as a sentence that the page shows; empty when there is nothing to explain.
        heading: Stands over the picture; the title of the view when not given. Any text: it is shown, never run.
        network: Frames and options of the network drawer, for files that bring it.
        bundle: The script that the network drawer runs, unpacked by it.

    Raises:
        BadInput: If the file brings no such drawer.
    """
    from sojourn.renderers.pagedata import page_data

    data, columns = page_data(view)
    title = heading if heading is not None else view.title
    return page_of({**data, "title": title, "why": why}, columns, drawer, network=network, bundle=bundle)


def page_of(data: Mapping[str, Plain], columns: bytes, drawer: str, *, network: Plain = None, bundle: str = "") -> str:
    """The page of data that are packed already; see :func:`page`.

    Args:
        data: The part of the page's data that is JSON, with ``title`` and ``lang``, and ``langs``, the languages of the
            page, where that is not English alone.
        columns: The packed columns, deflated.
        drawer: With which drawer it opens.
        network: Frames and options of the network drawer.
        bundle: The script that the network drawer runs.

    Raises:
        BadInput: If the file brings no such drawer.
    """
    drawers = (*DRAWERS, "network") if network is not None else DRAWERS
    if drawer not in drawers:
        raise BadInput(f"a page has no drawer called '{drawer}'", advice=f"It has: {', '.join(drawers)}.")
    langs = data.get("langs", ["en"])
    more = {"drawer": drawer, "drawers": list(drawers), "langs": langs}
    ours, loader = our_script(network=network is not None, translated=langs != ["en"]), loader_script()
    shown = {**data, **more, **({} if network is None else {"network": network})}
    title = html.escape(str(data["title"]))
    scripts = (loader, ours.script, *([bundle] if bundle else []))
    return Template(asset("page.html")).substitute(
        lang=html.escape(str(data["lang"])),
        title=title,
        policy=html.escape(policy(scripts=scripts, styles=(ours.style,)), quote=False),
        data=json_in_html(shown),
        columns=embedding.letters(columns),
        reader=ours.packed,
        bundle=f'\n<script type="application/octet-stream" id="bundle">{packed(bundle)}</script>' if bundle else "",
        loader=loader,
    )


def json_in_html(data: Plain) -> str:
    """JSON that may stand inside ``<script type="application/json">``: no character of it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text.encode("utf-8", "backslashreplace").decode()


def policy(*, scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """The Content-Security-Policy of the page: these scripts, these styles, and no request of any kind."""
    allowed = {"script-src": scripts, "style-src": styles}
    parts = [f"{name} {' '.join(_hash(text) for text in texts)}" for name, texts in allowed.items()]
    return "; ".join(["default-src 'none'", *parts, "img-src data: blob:", "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def packed(text: str) -> str:
    """A text as the letters of what it deflates to, which the page unpacks itself."""
    return embedding.letters(zlib.compress(text.encode(), 9))


@cache
def asset(name: str) -> str:
    """One of the files of the page."""
    return _reader().joinpath(name).read_text(encoding="utf-8")


def _reader() -> Traversable:
    return resources.files("sojourn.renderers").joinpath("assets", "reader")


def parts(*, network: bool) -> list[str]:
    """The names of the files that our script is made of, in order.

    Args:
        network: Whether the network drawer is among them.
    """
    there = sorted(entry.name.removesuffix(".js") for entry in _reader().iterdir() if entry.name.endswith(".js"))
    wanted = (*PARTS, *(["network"] if network else []), *LAST_PARTS)
    return [f"{name}.js" for topic in wanted for name in there if re.fullmatch(rf"{topic}([-_].*)?", name)]


class Ours(NamedTuple):
    """Our style and our script, and both as they stand in a page."""

    style: str
    script: str
    packed: str


@cache
def our_script(*, network: bool = False, translated: bool = True) -> Ours:
    """Our styles and scripts, in few letters.

    Args:
        network: Whether the network drawer is part of it.
        translated: Whether the page can be read in every language; in English only otherwise.
    """
    name = reader_name(network=network, translated=translated)
    written = _kept(name) or packed(PLAIN[name]())
    style, script = zlib.decompress(embedding.content(written)).decode().split("\0")
    return Ours(style, script, written)


def reader_name(*, network: bool, translated: bool) -> str:
    """The name of the file that keeps a script packed."""
    return f"reader{'-network' if network else ''}{'' if translated else '-english'}.packed"


@cache
def loader_script() -> str:
    """The script that unpacks the others."""
    return _kept("loader.js") or PLAIN["loader.js"]()


@cache
def our_style() -> str:
    """Our styles as one, without comments and needless spaces."""
    there = {entry.name for entry in _reader().iterdir() if entry.name.endswith(".css")} - {FIRST_STYLE}
    joined = "\n".join(asset(name) for name in (FIRST_STYLE, *sorted(there)))
    bare = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", joined, flags=re.DOTALL))
    return re.sub(r"(?<=[{},;]) | (?=[{},;])|(?<=:) ", "", bare).replace(";}", "}").strip()


def digest(plain: str) -> str:
    """Of what a built file was made."""
    return f"sha256 {hashlib.sha256(plain.encode()).hexdigest()}"


def _kept(name: str) -> str:
    """A script as ``tools/build_docs.py`` has shortened it; empty when it has been changed since."""
    there = resources.files("sojourn.renderers").joinpath("assets", "built", name)
    first, _, rest = there.read_text(encoding="utf-8").partition("\n") if there.is_file() else ("", "", "")
    return rest.rstrip("\n") if first == f"/* {digest(PLAIN[name]())} */" else ""


def script_of(files: list[str]) -> str:
    """Scripts as one, in a scope of their own."""
    joined = "\n".join(asset(name) for name in files)
    return f'(()=>{{"use strict";\n{joined}}})();\n'


def _plain_reader(*, network: bool) -> str:
    return f"{our_style()}\0{script_of(parts(network=network))}"


PLAIN: dict[str, Callable[[], str]] = {
    **{
        reader_name(network=network, translated=translated): partial(_plain_reader, network=network)
        for network in (False, True)
        for translated in (True, False)
    },
    "loader.js": lambda: script_of(["loader.js"]),
}
"""The files that are kept in a shortened form, each with the function that puts together what it is made of."""
