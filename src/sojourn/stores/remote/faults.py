"""What a status of HTTP means for a person who asked, or who wanted to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.errors import QueryError, SojournError, StoreError
from sojourn.stores.remote.answers import excerpt
from sojourn.stores.remote.credentials import ADVICE

if TYPE_CHECKING:
    from sojourn.stores.remote.credentials import Credentials
    from sojourn.stores.remote.wire import Reply

_ADDRESS = "Is this the address at which the server takes queries? It often ends in /sparql or /query."
_DIALECT = (
    "The server may lack a feature of SPARQL 1.1. Copy the graph and ask here: "
    "'sojourn export --store URL -o graph.nq', then '--store graph.nq'."
)
_BUSY = "It was asked several times; try again later."
_GRAPH_STORE = "Give the address at which it takes graphs with --graph-store URL, if it does."
_NOTHING = "Nothing was written."
_SOME = "Some graphs are written, others are not; write again, the result is the same."

_OF_QUERY = {
    **dict.fromkeys((404, 410), ("there is nothing at this address", _ADDRESS)),
    **dict.fromkeys((405, 415, 501), ("takes no queries sent as a form", _ADDRESS)),
    406: ("answers neither in JSON nor in XML", _ADDRESS),
    **dict.fromkeys((413, 414), ("the query is too long for the server", "Shorten it.")),
    **dict.fromkeys((429, 503), ("is busy", _BUSY)),
    504: ("took too long to answer", "Ask for less."),
    507: ("needs more memory for the answer than it allows", "Ask for less."),
    **dict.fromkeys((301, 302, 303, 307, 308), ("sends the question on again and again", _ADDRESS)),
}
_OF_WRITING = {
    **dict.fromkeys((404, 405, 410, 501), ("takes no graphs here", _GRAPH_STORE)),
    413: ("a graph is too large for the server", ""),
    415: ("takes no N-Triples", _GRAPH_STORE),
    **dict.fromkeys((429, 503), ("is busy", _BUSY)),
    507: ("has no room left", ""),
    **dict.fromkeys((301, 302, 303, 307, 308), ("sends the graph on to another address", _GRAPH_STORE)),
}
"""What is wrong and what to do, by status."""


def of_query(reply: Reply, credentials: Credentials) -> SojournError:
    """Why a query was not answered."""
    where, status = str(reply.address), reply.status
    if status in {401, 403}:
        return _denied(reply, credentials, "")
    if status in _OF_QUERY:
        what, advice = _OF_QUERY[status]
        return StoreError(f"{what} ({status})", where=where, advice=advice)
    said = excerpt(reply)
    if status == 400:
        return QueryError(f"the server refuses the query{': ' if said else ''}{said}", where=where, advice=_DIALECT)
    return StoreError(f"failed ({status}){': ' if said else ''}{said}", where=where, advice=_DIALECT)


def of_question(reply: Reply, credentials: Credentials, name: str) -> SojournError:
    """Why our own server did not answer a named question; of its refusals only it knows the reason."""
    if reply.status not in {404, 410, 413, 500}:
        return of_query(reply, credentials)
    said = excerpt(reply)
    if reply.status == 413:
        said = said.partition(";")[0]  # the rest is advice for files
    advice = "Ask for less; who runs the server can raise its limits (--rows, --size)." if reply.status == 413 else ""
    what = f"does not answer {name} ({reply.status}){': ' if said else ''}{said}"
    return StoreError(what, where=str(reply.address), advice=advice)


def of_writing(reply: Reply, credentials: Credentials, *, begun: bool = False) -> StoreError:
    """Why a graph was not taken.

    Args:
        reply: What the server said.
        credentials: Who asked.
        begun: Whether something was written before.
    """
    where, status = str(reply.address), reply.status
    done = _SOME if begun else _NOTHING
    if status in {401, 403}:
        return _denied(reply, credentials, done)
    if status in _OF_WRITING:
        what, advice = _OF_WRITING[status]
        return StoreError(f"{what} ({status})", where=where, advice=f"{done} {advice}".strip())
    said = excerpt(reply)
    return StoreError(f"did not take a graph ({status}){': ' if said else ''}{said}", where=where, advice=done)


def _denied(reply: Reply, credentials: Credentials, done: str) -> StoreError:
    """The server asks who asks, or says no."""
    said = excerpt(reply) if reply.status == 403 else ""
    if reply.status == 401 and not credentials:
        what, advice = "asks for a name and a password (401)", ADVICE
    elif reply.status == 401:
        what, advice = f"does not accept this {credentials.kind} (401)", ADVICE
    else:
        what = f"does not allow this (403){': ' if said else ''}{said}"
        advice = "Ask who runs it for the right." if credentials else ADVICE
    return StoreError(what, where=str(reply.address), advice=f"{done} {advice}".strip())
