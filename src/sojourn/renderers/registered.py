"""The renderers that there are: those built in, and those that other packages bring along.

A package adds its own by an entry point of the group ``sojourn.renderers`` whose object is a
:class:`~sojourn.renderers.base.Renderer`, or a class of one without arguments. One that is broken is left out, and
told when it is the one that was named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from sojourn.errors import BadInput, NotAvailable, NotFound, SojournError
from sojourn.renderers.base import Renderer
from sojourn.sheets.nearest import did_you_mean

GROUP = "sojourn.renderers"
"""Group of the entry points by which packages add renderers."""

BUILT_IN = (
    "sojourn.renderers.map:Map",
    "sojourn.renderers.columns:Columns",
    "sojourn.renderers.chord:Chord",
    "sojourn.renderers.canvas:Canvas",
    "sojourn.renderers.network:Network",
)
"""Where the renderers of this package stand, in the order in which they are listed."""

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_LONGEST = 300
"""Most characters of what a plug-in says that are told."""


class Broken(NamedTuple):
    """A renderer of another package that was left out.

    Attributes:
        names: What it could be called: the name of its entry point, then its own where it has another one.
        error: What is wrong with it.
    """

    names: tuple[str, ...]
    error: SojournError


class Renderers(tuple[Renderer, ...]):
    """The renderers that work: the built-in ones first, then those of other packages by their entry points.

    Attributes:
        broken: Those of other packages that were left out.
        brought: The entry points of those of other packages, by the names of their renderers.
    """

    broken: tuple[Broken, ...]
    brought: Mapping[str, EntryPoint]


@cache
def renderers() -> Renderers:
    """All renderers that work, and what is known of the others; a broken one breaks nothing but itself."""
    found: dict[str, Renderer] = {}
    for path in BUILT_IN:
        one = _made(EntryPoint(name=path, value=path, group=GROUP))
        found[one.name] = one
    broken: list[Broken] = []
    brought: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        names = [entry.name]
        try:
            one = _made(entry)
            names.append(one.name)
            _check_name(one.name, entry, known=found)
        except SojournError as error:
            broken.append(Broken(tuple(dict.fromkeys(names)), error))
        else:
            found[one.name], brought[one.name] = one, entry
    known = Renderers(found.values())
    known.broken, known.brought = tuple(broken), brought
    return known


def _made(entry: EntryPoint) -> Renderer:
    where = _where(entry)
    try:
        thing = entry.load()
        one = thing() if isinstance(thing, type) else thing
        texts: tuple[object, ...] = (one.name, one.summary) if isinstance(one, Renderer) else (None,)
    except (Exception, SystemExit) as error:
        what = f"a renderer cannot be loaded: {_said(error)}"
        raise NotAvailable(what, where=where, advice=f"Install {_package(entry)} anew, or uninstall it.") from error
    if not all(isinstance(text, str) for text in texts):
        raise BadInput("this is no renderer", where=where, advice="It needs name, summary, suits and render.")
    return one  # type: ignore[no-any-return]  # what an entry point gives is anything; it was looked at above


def _check_name(name: str, entry: EntryPoint, *, known: Mapping[str, Renderer]) -> None:
    if not _NAME.fullmatch(name):
        what = f"a renderer cannot be called {name!r}; a name is a lower-case word of letters, digits and hyphens"
    elif name == "auto":
        what = "a renderer cannot be called 'auto'"
    elif name in known:
        what = f"two renderers are called {name!r}"
    else:
        return
    raise BadInput(what, where=_where(entry), advice=f"Uninstall {_package(entry)}, or rename its renderer.")


def renderer(name: str) -> Renderer:
    """The renderer of a name.

    Raises:
        NotFound: If there is none, with the nearest names.
        BadInput: If it is one of another package, and no renderer or wrongly named.
        NotAvailable: If it is one of another package, and cannot be loaded.
    """
    known = {one.name: one for one in renderers()}
    if name in known:
        return known[name]
    for broken in renderers().broken:
        if name in broken.names:
            raise broken.error
    advice = f"{did_you_mean(name, list(known))}There are {', '.join(known)}."
    raise NotFound(f"no renderer is called {name!r}", advice=advice)


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Within, whatever goes wrong in a renderer of another package becomes one message that names it.

    Args:
        name: Name of the renderer that is at work; errors of a built-in one pass.

    Raises:
        NotAvailable: If it fails.
    """
    entry = renderers().brought.get(name)
    try:
        yield
    except (Exception, SystemExit) as error:
        if entry is None:
            raise
        if isinstance(error, SojournError):  # what it says on purpose
            error.what, error.where, error.advice = map(printable, (error.what, error.where, error.advice))
            raise
        advice = f"Draw it as {', '.join(one.name for one in renderers()[:3])}, and tell who wrote {_package(entry)}."
        what = f"the renderer {name!r} fails: {_said(error)}"
        raise NotAvailable(what, where=_where(entry), advice=advice) from error


def printable(text: object) -> str:
    """What a plug-in says, without anything that could steer a terminal, on one line."""
    line = " ".join(str(text).splitlines())
    line = line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in line)


def _said(error: BaseException) -> str:
    """The error in a line: its kind, and its own words where it has any."""
    try:
        words = printable(error)
    except Exception:  # the error of a plug-in may be broken itself
        words = ""
    return printable(type(error).__name__) + (f": {words}" if words else "")


def _where(entry: EntryPoint) -> str:
    return f"entry point {printable(entry.value)}"


def _package(entry: EntryPoint) -> str:
    return printable(entry.dist.name) if entry.dist else "its package"
