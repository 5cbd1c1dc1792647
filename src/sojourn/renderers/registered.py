"""The renderers that there are: those built in, and those that other packages bring along.

A package adds its own by an entry point of the group ``sojourn.renderers`` whose object is a
:class:`~sojourn.renderers.base.Renderer`, or a class of one without arguments.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from sojourn.errors import BadInput, NotAvailable, NotFound
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


@cache
def renderers() -> tuple[Renderer, ...]:
    """All renderers: the built-in ones first, then those of other packages by the names of their entry points.

    Raises:
        BadInput: If a package's entry point gives something that is no renderer, or takes the name of another one.
        NotAvailable: If one cannot be loaded.
    """
    found: dict[str, Renderer] = {}
    for path in BUILT_IN:
        one = _made(EntryPoint(name=path, value=path, group=GROUP))
        found[one.name] = one
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        one = _made(entry)
        if one.name in found or one.name == "auto":
            what = (
                "a renderer cannot be called 'auto'" if one.name == "auto" else f"two renderers are called {one.name!r}"
            )
            raise BadInput(
                what,
                where=f"entry point {entry.value}",
                advice=f"Uninstall {entry.dist.name if entry.dist else 'the package'}, or rename its renderer.",
            )
        found[one.name] = one
    return tuple(found.values())


def _made(entry: EntryPoint) -> Renderer:
    where = f"entry point {entry.value}"
    try:
        module, _, attribute = entry.value.partition(":")
        thing = getattr(import_module(module), attribute)
        one = thing() if isinstance(thing, type) else thing
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise NotAvailable(f"a renderer cannot be loaded: {error}", where=where, advice="Install it anew.") from None
    if not isinstance(one, Renderer):
        raise BadInput("this is no renderer", where=where, advice="It needs name, summary, suits and render.")
    return one


def renderer(name: str) -> Renderer:
    """The renderer of a name.

    Raises:
        NotFound: If there is none, with the nearest names.
    """
    known = {one.name: one for one in renderers()}
    if name not in known:
        advice = f"{did_you_mean(name, list(known))}There are {', '.join(known)}."
        raise NotFound(f"no renderer is called {name!r}", advice=advice)
    return known[name]
