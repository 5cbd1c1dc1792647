"""The importers that there are: those built in, and those that other packages bring along.

A package adds its own by an entry point of the group ``sojourn.importers`` whose object is an
:class:`~sojourn.importers.base.Importer`, or a class of one without arguments.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from sojourn.errors import BadInput, NotAvailable, NotFound
from sojourn.importers.base import Importer
from sojourn.importers.scanning import check_path
from sojourn.sheets.nearest import did_you_mean

GROUP = "sojourn.importers"
"""Group of the entry points by which packages add importers."""

BUILT_IN = (
    "sojourn.importers.un_desa:UnDesa",
    "sojourn.importers.abel_cohen:AbelCohen",
    "sojourn.importers.flowmap:Flowmap",
    "sojourn.importers.sdmx:Sdmx",
    "sojourn.importers.generic:MappedTable",
)
"""Where the importers of this package stand; a file is offered to them in this order."""


@cache
def importers() -> tuple[Importer, ...]:
    """All importers: the built-in ones first, then those of other packages by the names of their entry points.

    Raises:
        BadInput: If a package's entry point gives something that is no importer, or takes the name of another one.
    """
    found: dict[str, Importer] = {}
    for path in BUILT_IN:
        one = _made(EntryPoint(name=path, value=path, group=GROUP))
        found[one.name] = one
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        one = _made(entry)
        if one.name in found:
            raise BadInput(
                f"two importers are called {one.name!r}",
                where=f"entry point {entry.value}",
                advice=f"Uninstall {entry.dist.name if entry.dist else 'the package'}, or rename its importer.",
            )
        found[one.name] = one
    return tuple(found.values())


def _made(entry: EntryPoint) -> Importer:
    where = f"entry point {entry.value}"
    try:
        module, _, attribute = entry.value.partition(":")
        thing = getattr(import_module(module), attribute)
        one = thing() if isinstance(thing, type) else thing
    except (ImportError, AttributeError, TypeError) as error:
        raise NotAvailable(f"an importer cannot be loaded: {error}", where=where, advice="Install it anew.") from None
    if not isinstance(one, Importer):
        raise BadInput("this is no importer", where=where, advice="It needs name, summary, can_read and read.")
    return one


def importer(name: str) -> Importer:
    """The importer of a name.

    Raises:
        NotFound: If there is none, with the nearest names.
    """
    known = {one.name: one for one in importers()}
    if name not in known:
        advice = f"{did_you_mean(name, list(known))}There are {', '.join(known)}."
        raise NotFound(f"no importer is called {name!r}", advice=advice)
    return known[name]


def guess(path: Path, *, mapped: bool = False) -> Importer:
    """The importer that can read a file.

    Args:
        path: The file.
        mapped: Whether a mapping goes with it; then it is a table of one's own, unless it is SDMX.

    Raises:
        NotFound: If there is no such file, or none of the importers can read it; it lists why.
        BadInput: If it is no file that can be read, or several importers can read it.
    """
    check_path(path)
    if mapped:
        return importer("table" if importer("sdmx").can_read(path) else "sdmx")
    reasons = {one.name: one.can_read(path) for one in importers()}
    able = [name for name, reason in reasons.items() if not reason]
    if len(able) == 1:
        return importer(able[0])
    if able:
        what = f"{' and '.join(able)} can both read it" if len(able) == 2 else f"{', '.join(able)} can all read it"
        raise BadInput(what, where=str(path), advice="Name the importer.")
    listed = "\n  ".join(f"{name}: {reason}" for name, reason in reasons.items())
    raise NotFound("no importer reads this file", where=str(path), advice=listed)
