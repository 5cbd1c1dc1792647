"""Stores beyond this machine: any server that speaks SPARQL 1.1 over HTTP, for reading and for writing.

The rooms above use :class:`~sojourn.stores.remote.reading.RemoteStore` as they use an embedded store. Everything that
can be checked without the server is checked before anything is sent.
"""

from __future__ import annotations


def is_url(target: object) -> bool:
    """Whether what a person typed names a server, not a file or folder."""
    return isinstance(target, str) and target[:8].casefold().startswith(("http://", "https://"))
