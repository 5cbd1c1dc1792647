"""What every part of the server shares: the settings, the workers, the templates, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from sojourn.server.settings import Settings
from sojourn.workers.jobs import Reply
from sojourn.workers.pool import Pool

if TYPE_CHECKING:
    from starlette.requests import Request

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

LANGUAGES = ("en", "zh", "ru")
"""The languages of the pages."""

_HERE = Path(__file__).parent


class Refused(Exception):  # noqa: N818 - says what happened, as the tree of errors does
    """A request that is not answered.

    Attributes:
        status: HTTP status.
        what: What is wrong.
        where: Where: a parameter, or ``query:LINE:COLUMN``; may be empty.
        advice: What to do about it.
        headers: Headers beside the message.
    """

    def __init__(
        self, status: int, what: str, advice: str = "", *, where: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.where = where
        self.advice = advice
        self.headers = dict(headers or {})


class Site:
    """The settings, the workers and the templates.

    Attributes:
        settings: How the server is set up.
        pool: The workers; everything that reads the graph is done by one of them.
    """

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.settings = settings
        self.pool = pool
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

    async def work(self, request: Request, task: str, wanted: Mapping[str, Any]) -> Reply:
        """Lets a worker do a job for a request.

        Raises:
            Refused: With the status that fits, unless the outcome is ``ok``.
        """
        reply = await self.pool.run(task, wanted, client=request.client.host if request.client else "")
        if reply.outcome != "ok":
            raise Refused(STATUS[reply.outcome], reply.what, reply.advice, where=reply.where)
        return reply

    def page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page from a template; beside ``values`` it knows ``lang``, ``t`` (words in that language) and ``path``."""
        lang = language(request)
        known = {"lang": lang, "languages": LANGUAGES, "path": request.url.path, "site": self.settings}
        return HTMLResponse(self._templates.get_template(template).render(**known, **values), status_code=status)


def language(request: Request) -> str:
    """The language of a page: ``?lang=``, or the first of ``Accept-Language`` that there is; else English."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.partition(";")[0].strip().partition("-")[0].lower()
        if tag in LANGUAGES:
            return tag
    return "en"
