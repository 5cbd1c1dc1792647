"""The address of a server: what is taken as one, and where it is written to."""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from sojourn.errors import BadInput

_ODD = re.compile(r"[^\x21-\x7e]")
_GRAPH_STORES = (
    (re.compile(r"^(?P<base>.*)/sparql-auth$|^(?P<root>.*)/sparql/?$"), "/sparql-graph-crud-auth", "Virtuoso"),
    (re.compile(r"^(?P<base>.*)/query$"), "/store", "Oxigraph"),
    (re.compile(r"^(?P<base>.*/[^/]+)/(?:sparql|query)/?$"), "/data", "Fuseki"),
    (re.compile(r"^(?P<base>.*/repositories/[^/]+)/?$"), "/rdf-graphs/service", "GraphDB"),
    (re.compile(r"^(?P<base>.*/sparql)/?$"), "/gsp/", "Neptune"),
)
"""Where servers take graphs, guessed from where they take queries; in the order in which they are tried."""


class Address(NamedTuple):
    """An ``http`` or ``https`` URL without credentials, query and fragment.

    Attributes:
        scheme: ``http`` or ``https``.
        host: Name or number, in lower case.
        port: TCP port.
        path: Path, at least ``/``.
    """

    scheme: str
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme] == self.port
        return f"{self.scheme}://{host}{'' if usual else f':{self.port}'}{self.path}"

    @property
    def is_private(self) -> bool:
        """Whether what is sent cannot be read on the way: encrypted, or within this machine."""
        return self.scheme == "https" or is_loopback(self.host)

    def at(self, path: str) -> Address:
        """Another path on the same server."""
        return self._replace(path=path)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its number or as ``localhost``."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def parsed(url: str, *, where: str = "--store") -> Address:
    """The address in a URL.

    Args:
        url: What a person typed; it appears in no message if it holds a password.
        where: The option that it was typed for.

    Raises:
        BadInput: If it is none, or holds credentials.
    """
    if "@" in url.partition("://")[2].partition("/")[0]:
        raise BadInput(
            "a URL with a name or password in it is not taken",
            where=where,
            advice="Others see it there. Set SOJOURN_SPARQL_USER and SOJOURN_SPARQL_PASSWORD, or use a netrc.",
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadInput(f"{url!r} is no URL: {error}", where=where) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or _ODD.search(url):
        advice = "Name the address at which the server takes queries, such as https://example.org/sparql."
        raise BadInput(f"{url!r} is no http or https URL", where=where, advice=advice)
    return _plain(url, parts, port, where)


def _plain(url: str, parts: SplitResult, port: int | None, where: str) -> Address:
    if "?" in url or "#" in url:
        raise BadInput(
            f"{str(Address(parts.scheme, parts.hostname or '', port or 0, '/'))!r} is followed by ?… or #…",
            where=where,
            advice="Name the address alone; keys go into SOJOURN_SPARQL_TOKEN.",
        )
    default = 443 if parts.scheme == "https" else 80
    return Address(parts.scheme, parts.hostname or "", port or default, parts.path or "/")


def graph_stores(address: Address) -> list[tuple[Address, str]]:
    """Where the server may take graphs (SPARQL 1.1 Graph Store HTTP Protocol), with the kind of server that does."""
    found = []
    for pattern, path, kind in _GRAPH_STORES:
        match = pattern.match(address.path)
        if match:
            base = next((group for group in match.groups() if group is not None), "")
            found.append((address.at(base + path), kind))
    return found
