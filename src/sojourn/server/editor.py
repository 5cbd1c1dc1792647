"""The query editor: the files of YASQE where they are at hand, and what it proposes while somebody types.

In a wheel the files stand beside our own scripts; in a checkout ``npm ci`` puts them under ``node_modules``. Where they
are at neither place the page has a plain field, and everything but colours and proposals works.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from sojourn.server.editor_licences import BUILD, FILES, LICENCES, notices
from sojourn.server.site import Refused, language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

TYPED = 100
"""Longest beginning of a name for which things are proposed [characters]."""

_HERE = Path(__file__).resolve().parent
_PACKED = _HERE / "assets" / "editor"
_MODULES = _HERE.parents[2] / "node_modules"
_KEPT = "private, max-age=300"
_FOREVER = "public, max-age=31536000, immutable"


def folder() -> Path | None:
    """Where the files of YASQE are; ``None`` where they are not at hand."""
    for place in (_PACKED, _MODULES / BUILD):
        if all((place / name).is_file() for name in FILES):
            return place
    return None


@cache
def digest(name: str) -> str:
    """A digest of a file, for its address: the address changes with the file."""
    place = folder()
    return sha256((place / name).read_bytes()).hexdigest()[:10] if place else ""


def licences() -> str:
    """The licences of the editor: of YASQE and of what is bundled in its files; empty without an editor."""
    packed = _PACKED / LICENCES
    if packed.is_file():
        return packed.read_text(encoding="utf-8")
    return notices(_MODULES) if folder() else ""


def routes(site: Site) -> list[BaseRoute]:
    """``/query/editor/FILE``, ``/query/terms`` and ``/query/things``."""

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        place = folder()
        if name == LICENCES and place:
            return PlainTextResponse(licences())
        if name not in FILES or place is None:
            raise Refused(404, f"the editor has no file {name!r}", "The plain field of /query does without it.")
        kept = _FOREVER if request.query_params.get("v") == digest(name) else "no-cache"
        return FileResponse(place / name, media_type=FILES[name], headers={"Cache-Control": kept})

    async def terms(request: Request) -> Response:
        reply = await site.work(request, "completion", {"what": "terms", "lang": language(request)})
        return Response(reply.body, media_type="application/json", headers={"Cache-Control": _KEPT})

    async def things(request: Request) -> Response:
        typed = request.query_params.get("typed", "").strip()
        if not typed or len(typed) > TYPED:
            advice = f"Give the beginning of a name, at most {TYPED} characters."
            raise Refused(
                400, "nothing to complete" if not typed else "this is no beginning of a name", advice, where="typed"
            )
        wanted = {"what": "things", "typed": typed, "family": request.query_params.get("family", "")}
        reply = await site.work(request, "completion", {**wanted, "lang": language(request)})
        return Response(reply.body, media_type="application/json", headers={"Cache-Control": _KEPT})

    return [
        Route("/query/editor/{name}", file),
        Route("/query/terms", terms),
        Route("/query/things", things),
    ]
