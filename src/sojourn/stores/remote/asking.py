"""Named questions put to a server of our own, which answers them from its columns where it has any.

The server is known by the description that it gives of itself, ``openapi.json`` beside ``sparql``. Any other server,
and one that knows a question in another form, is asked in SPARQL.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from sojourn.errors import StoreError
from sojourn.stores.remote import answers, faults

if TYPE_CHECKING:
    from sojourn.stores.remote.address import Address
    from sojourn.stores.remote.wire import Reply, Wire

ENDING = "srj"
"""The form of an answer in which nothing is lost: SPARQL results in JSON."""
DESCRIPTION = "openapi.json"
"""Where a server describes itself, beneath its own address."""
_TITLE = "sojourn"
_LONGEST = 8_000_000
"""What is longer is no description of ours [bytes]."""
_ACCEPT = answers.ACCEPT_RESULTS.partition(",")[0]


@dataclass(frozen=True, slots=True)
class Told:
    """The answer of a server to a named question.

    Attributes:
        solutions: The rows, whole; ``None`` where the server did not take what was asked (400).
        url: What was asked.
        why: What the server says is wrong; empty where it has answered.
    """

    solutions: ox.QuerySolutions | None
    url: str
    why: str = ""


class Asking:
    """What a server answers by name.

    Attributes:
        base: The address of the server, with a slash at its end.
    """

    def __init__(self, base: Address, wire: Wire) -> None:
        self.base = base
        self._wire = wire
        self._forms: Mapping[str, frozenset[str]] | None = None

    def ask(self, name: str, params: Mapping[str, str], columns: Sequence[str]) -> Told | None:
        """The answer to a question; ``None`` if the server does not know it, or knows it in another form.

        Args:
            name: Name of the question.
            params: What people typed, by the name of the parameter.
            columns: The columns that are wanted, in any order.

        Raises:
            StoreError: If there is no whole answer.
        """
        known = self._known().get(name)
        if known is None or not known.issuperset(params):
            return None
        path = f"{self.base.path}ask/{quote(name)}.{ENDING}"
        asked = f"?{urlencode(params, errors='replace')}" if params else ""
        reply = self._sent(path + asked)
        url = f"{self.base.at(path)}{asked}"
        if reply.status == 400:
            return Told(None, url, answers.excerpt(reply))
        if reply.status != 200:
            raise faults.of_question(reply, self._wire.credentials, name)
        found = answers.solutions(reply)
        if not isinstance(found, ox.QuerySolutions):
            raise StoreError("answers a question with yes or no", where=url, advice="Is it a server of sojourn?")
        if not {variable.value for variable in found.variables}.issuperset(columns):
            return None
        return Told(found, url)

    def _known(self) -> Mapping[str, frozenset[str]]:
        """The parameters of the questions that the server answers without loss; found out once."""
        if self._forms is None:
            reply = self._sent(f"{self.base.path}{DESCRIPTION}", accept="application/json")
            self._forms = _read(reply) if reply.status == 200 else {}
        return self._forms

    def _sent(self, target: str, *, accept: str = _ACCEPT) -> Reply:
        return self._wire.send(self.base, "GET", target=target, headers={"Accept": accept})


def _read(reply: Reply) -> Mapping[str, frozenset[str]]:
    """What a description says; nothing where it is none of ours."""
    try:
        told = json.loads(reply.body.read(_LONGEST))
        endings = told["components"]["parameters"]["ending"]["schema"]["enum"]
        return dict(_questions(told["paths"])) if told["info"]["title"] == _TITLE and ENDING in endings else {}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _questions(paths: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    """The names of the questions and of their parameters."""
    begins, ends = "/ask/", ".{ending}"
    for path, told in paths.items():
        if path.startswith(begins) and path.endswith(ends):
            own = frozenset(each["name"] for each in told["get"]["parameters"] if "name" in each)
            yield path.removeprefix(begins).removesuffix(ends), own
