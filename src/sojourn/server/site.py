"""What every part of the server shares: the settings, the workers, the templates, and how a refusal is told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from sojourn.server.links import Links
from sojourn.server.logs import entry_of
from sojourn.server.metrics import Metrics
from sojourn.server.refusals import Refused
from sojourn.server.settings import Settings
from sojourn.server.words import counting, foreign, telling, thousands, words
from sojourn.workers.jobs import Reply
from sojourn.workers.pool import Pool

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["LANGUAGES", "LEFT", "STATUS", "Refused", "Site", "language", "unless_left"]

STATUS = {
    "invalid": 400,
    "forbidden": 403,
    "missing": 404,
    "too-large": 413,
    "timeout": 504,
    "memory": 507,
    "crash": 500,
    "busy": 503,
}
"""HTTP status by the outcome of a job."""

LEFT = 499
"""Status in the log when the client left before the answer; nobody sees it."""

LANGUAGES = ("en", "zh", "ru")
"""The languages of the pages."""

_HERE = Path(__file__).parent


class Site:
    """The settings, the workers and the templates.

    Attributes:
        settings: How the server is set up.
        pool: The workers; everything that reads the graph is done by one of them.
        metrics: What ``/metrics`` tells.
    """

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.settings = settings
        self.pool = pool
        self.metrics = Metrics()
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            auto_reload=False,  # a new template needs the program that it was written with
        )

    async def work(self, request: Request, task: str, wanted: Mapping[str, Any], *, seconds: float = 0.0) -> Reply:
        """Lets a worker do a job for a request; if the client leaves, the job is dropped.

        Args:
            request: Who asks; its body must have been read.
            task: One of :data:`sojourn.workers.tasks.TASKS`.
            wanted: What the task takes.
            seconds: A deadline of its own [s]; that of the limits when 0.

        Raises:
            Refused: With the status that fits, unless the outcome is ``ok``.
        """
        entry = entry_of(request.scope)
        entry.ask(task, wanted)
        reply = await unless_left(request, self.pool.run(task, wanted, client=entry.client, seconds=seconds))
        entry.tell(reply)
        self.metrics.job(task, reply)
        if reply.outcome != "ok":
            retry = {"Retry-After": str(reply.facts.get("retry", 2))} if reply.outcome == "busy" else {}
            raise Refused(STATUS[reply.outcome], reply.what, reply.advice, where=reply.where, headers=retry)
        return reply

    def limits(self) -> dict[str, Any]:
        """What a request may cost, by name; the units are those of ``Limits``, and bytes."""
        return {**self.settings.limits.to_json(), "url": self.settings.address, "body": self.settings.body}

    def base(self, request: Request) -> str:
        """The URL of the first page as the client sees it, without a slash at its end."""
        return self.settings.public.rstrip("/") or f"{request.url.scheme}://{request.headers.get('host', '')}"

    def page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page from a template; beside ``values`` it knows ``lang``, ``path``, words and addresses.

        These are ``t`` (words in that language), ``counted`` (words that bend with a number), ``tells`` (sentences that
        come from below), ``foreign`` (whether a text must be marked as English), ``n`` (a count as it is written
        there), and the addresses of :class:`sojourn.server.links.Links`: ``to``, ``about``, ``here``, ``asset``.
        """
        lang = language(request)
        links = Links(request, LANGUAGES, self.settings.public).known()
        known = {"lang": lang, "languages": LANGUAGES, "path": request.url.path, "site": self.settings, **links}
        known |= {"t": words(lang), "tells": telling(lang), "n": partial(thousands, lang=lang)}
        known |= {"foreign": partial(foreign, lang=lang), "counted": counting(lang)}
        return HTMLResponse(self._templates.get_template(template).render(**known, **values), status_code=status)


async def unless_left(request: Request, job: Coroutine[Any, Any, Reply]) -> Reply:
    """The reply; when the client leaves before it, the job ends.

    Raises:
        Refused: 499, which nobody sees, when the client has left.
    """
    working = asyncio.ensure_future(job)
    if request.method not in {"GET", "HEAD"} and not entry_of(request.scope).received:
        return await working  # what comes next may be the body, which is not ours to read
    leaving = asyncio.ensure_future(_leaves(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Refused(LEFT, "the client left")
        return working.result()
    finally:
        for each in (working, leaving):
            if not each.done():
                each.cancel()
                with suppress(asyncio.CancelledError):
                    await each


async def _leaves(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def language(request: Request) -> str:
    """The language of a page: ``?lang=``, or the first of ``Accept-Language`` that there is; else English."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    wanted = [part.partition(";") for part in request.headers.get("accept-language", "").split(",")]
    for tag, _, weight in sorted(wanted, key=lambda part: _weight(part[2]), reverse=True):
        found = tag.strip().partition("-")[0].lower()
        if found in LANGUAGES and _weight(weight):
            return found
    return "en"


def _weight(text: str) -> float:
    """The weight of a language (RFC 9110, 12.4.2): 1 when none is given, 0 when it cannot be read."""
    name, _, value = text.strip().partition("=")
    if not name:
        return 1.0
    told = re.fullmatch(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", value.strip()) if name.strip().lower() == "q" else None
    return float(told[0]) if told else 0.0
