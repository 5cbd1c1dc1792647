"""Requests to a real server, with every header as it is wanted."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.server.conftest import Served

GRAPH = "https://w3id.org/sojourn/graph/"
REGISTRY = GRAPH + "registry"
ONTOLOGY = GRAPH + "ontology"


@dataclass(frozen=True)
class Answer:
    """What a server answered; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Asked:
    """A request."""

    path: str = "/sparql"
    params: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


def send(served: Served, asked: Asked) -> Answer:
    url = served.url + asked.path + (f"?{urlencode(asked.params)}" if asked.params else "")
    request = urllib.request.Request(url, data=asked.body, method=asked.method, headers=asked.headers)  # noqa: S310 - our own
    if asked.body is not None and "Content-Type" not in asked.headers:
        request.add_unredirected_header("Content-Type", "")  # otherwise the library makes one up
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=120) as response:
            return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def get(served: Served, *params: tuple[str, str], path: str = "/sparql", **headers: str) -> Answer:
    return send(served, Asked(path=path, params=params, headers={k.replace("_", "-"): v for k, v in headers.items()}))


def posted(body: bytes, media: str, *params: tuple[str, str]) -> Asked:
    return Asked(params=params, method="POST", body=body, headers={"Content-Type": media} if media else {})


def asking(text: str, *params: tuple[str, str]) -> Asked:
    return Asked(params=(("query", text), *params))
