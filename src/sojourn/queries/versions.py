"""Which state of a graph answered: a digest that two workers with the same quads agree on."""

from __future__ import annotations

import hashlib
import re
from itertools import islice
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sojourn.stores.store import Store

_COUNTED = 300_000
"""Up to so many quads in memory are hashed; beyond, a graph in memory has no version."""
_BLANK = re.compile(rb"_:[0-9a-f]+")
"""The engine names blank nodes anew each time that it loads a file."""
_KNOWN: WeakKeyDictionary[Store, str] = WeakKeyDictionary()


def version_of(store: Store) -> str:
    """The version of a graph that nobody changes while it is open: the digest of its manifest, or of its quads.

    Returns:
        Hexadecimal digits; empty when the version is not known.
    """
    if store not in _KNOWN:
        _KNOWN[store] = _found(store)
    return _KNOWN[store]


def _found(store: Store) -> str:
    manifest = getattr(store, "manifest", None)
    if manifest:
        return str(manifest.get("digest", ""))
    import pyoxigraph as ox

    quads = list(islice(store.quads(), _COUNTED + 1))
    if len(quads) > _COUNTED:
        return ""
    lines = _BLANK.sub(b"_:", ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return hashlib.sha256(b"\n".join(sorted(lines.split(b"\n")))).hexdigest()
