"""What the server tells of itself: ``/metrics`` for Prometheus, ``/health`` for whoever watches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sojourn.server.refusals import Refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import Scope

    from sojourn.server.site import Site
    from sojourn.workers.jobs import Reply

LOCAL = "curl http://127.0.0.1:PORT/metrics"

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))


class Metrics:
    """Counts of one server, in a registry of its own.

    Attributes:
        registry: What ``/metrics`` writes.
        under_way: Requests that are being answered.
        connections: Connections that are open.
        turned_away: Connections that were ended, by reason.
    """

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        name = "sojourn_requests"
        self._requests = Counter(name, "Requests answered", ["method", "route", "status"], registry=registry)
        self._seconds = Histogram(
            "sojourn_request_seconds", "Time to answer", ["route"], buckets=_SECONDS, registry=registry
        )
        self._bytes = Counter("sojourn_response_bytes", "Bytes of answers", registry=registry)
        self._jobs = Counter("sojourn_jobs", "Jobs of workers", ["task", "outcome"], registry=registry)
        self._waited = Histogram(
            "sojourn_job_waited_seconds", "Time until a worker was free", buckets=_SECONDS, registry=registry
        )
        self._worked = Histogram(
            "sojourn_job_worked_seconds", "Time that workers took", ["task"], buckets=_SECONDS, registry=registry
        )
        self._workers = Gauge("sojourn_workers", "Workers, by what they do", ["state"], registry=registry)
        self._waiting = Gauge("sojourn_jobs_waiting", "Jobs that wait for a worker", registry=registry)
        self._started = Gauge("sojourn_workers_started", "Workers that were ever started", registry=registry)
        self._ended = Gauge("sojourn_workers_ended", "Workers that ended, by reason", ["reason"], registry=registry)
        self.under_way = Gauge("sojourn_requests_under_way", "Requests being answered", registry=registry)
        self.connections = Gauge("sojourn_connections", "Connections that are open", registry=registry)
        self.turned_away = Counter(
            "sojourn_connections_turned_away", "Connections ended by the server", ["reason"], registry=registry
        )

    def request(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        """Counts a request; its route is the first part of the path where something answers, so they stay few."""
        route = "/" + scope["path"].split("/")[1] if "endpoint" in scope and "/" in scope["path"] else "none"
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._bytes.inc(size)

    def job(self, task: str, reply: Reply) -> None:
        """Counts what a worker did."""
        self._jobs.labels(task, reply.outcome).inc()
        self._waited.observe(reply.waited)
        self._worked.labels(task).observe(reply.seconds)

    def text(self, state: Mapping[str, Any]) -> bytes:
        """All counts as Prometheus reads them; ``state`` is that of the pool."""
        for name in ("busy", "idle", "starting"):
            self._workers.labels(name).set(state[name])
        self._waiting.set(state["waiting"])
        self._started.set(state["started"])
        for reason, count in state["ended"].items():
            self._ended.labels(reason).set(count)
        return generate_latest(self.registry)


def routes(site: Site) -> list[BaseRoute]:
    """``/metrics`` and ``/health``."""

    async def metrics(request: Request) -> Response:
        if site.settings.proxied and "x-forwarded-for" in request.headers:
            raise Refused(403, "the metrics are not for everyone", f"Ask on the machine itself: {LOCAL}.")
        text = site.metrics.text(site.pool.state())
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    async def health(request: Request) -> Response:
        del request
        state = site.pool.state()
        well = state["busy"] + state["idle"] > 0
        return JSONResponse({"status": "ok" if well else "no worker is ready"}, status_code=200 if well else 503)

    return [Route("/metrics", metrics), Route("/health", health)]
