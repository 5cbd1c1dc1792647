"""Starts the server and ends it in good order."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

import uvicorn

from sojourn.errors import BadInput
from sojourn.server.app import application
from sojourn.server.clients import Connections
from sojourn.server.logs import Journal
from sojourn.server.settings import Settings, on_loopback
from sojourn.server.shell_protocol import Connection, Door

if TYPE_CHECKING:
    from starlette.applications import Starlette

_BACKLOG = 4_096
"""Connections that the system holds until they are accepted."""

_ACCEPTED = 16
"""Connections that are accepted in a row; then those that are open have their turn."""

_SPARE = 256
"""Open files beside connections."""


def serve(settings: Settings, started: Callable[[Settings], None]) -> None:
    """Serves until it is told to end (SIGINT or SIGTERM); then running requests are finished, and it returns.

    Args:
        settings: How it is set up.
        started: Called once it answers, with the port that was taken.

    Raises:
        BadInput: If the port is in use, the address is not of this machine, or no token guards an open address.
        StoreError: If the graph cannot be opened, or the log not be written.
    """
    if not settings.token and not on_loopback(settings.host):
        raise BadInput("no token guards this address", where="--host", advice="Give --token-file, or leave --host out.")
    listening = _listening(settings)
    try:
        taken = replace(settings, port=listening.getsockname()[1], connections=_affordable(settings.connections))
        journal = Journal(taken.log)
        with _told(journal):
            asyncio.run(_serve(taken, journal, listening, started))
    finally:
        listening.close()


class _Server(uvicorn.Server):
    """uvicorn without its signals, telling when it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._told = started

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves the signals to :func:`_serve`, which hears them from the beginning."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to listen, and tells."""
        await super().startup(sockets)
        for listening in sockets or ():
            listening.listen(_BACKLOG)
        self._told()


async def _serve(
    settings: Settings, journal: Journal, listening: socket.socket, started: Callable[[Settings], None]
) -> None:
    app = application(settings, journal=journal)
    door = Door(settings, journal, app.state.site.metrics, Connections(settings))
    server = _Server(_config(app, settings, partial(Connection, door)), partial(started, settings))
    own = asyncio.current_task()
    running = False

    def end(number: int, frame: object) -> None:
        del number, frame
        again = server.should_exit
        server.should_exit, server.force_exit = True, again  # who asks twice does not wait
        if not running and not again and own is not None:  # cancelled twice, it would leave workers half started
            loop.call_soon_threadsafe(own.cancel)

    loop = asyncio.get_running_loop()
    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        async with app.router.lifespan_context(app):
            running = True
            await server.serve(sockets=[listening])
    except asyncio.CancelledError:
        if not server.should_exit:
            raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _config(app: Starlette, settings: Settings, protocol: Callable[..., asyncio.Protocol]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=cast("type[asyncio.Protocol]", protocol),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_ACCEPTED,
        timeout_keep_alive=max(1, round(settings.idle)),
        timeout_graceful_shutdown=max(1, round(settings.grace)),
        h11_max_incomplete_event_size=settings.address + settings.headers,
    )


def _listening(settings: Settings) -> socket.socket:
    """The socket that is listened at; taken before anything else is begun."""
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host or None, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)  # only if TCP is named, asyncio sends small answers at once
    except OSError as error:
        raise BadInput(
            f"{settings.host!r} is no address: {error.strerror}", where="--host", advice="Leave it out for loopback."
        ) from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise _unusable(error, where) from None
    return listening


def _unusable(error: OSError, where: str) -> BadInput:
    if error.errno == errno.EADDRINUSE:
        advice = "Choose another with --port, or let the system choose: --port 0."
        return BadInput(f"something listens at {where} already", where="--port", advice=advice)
    if error.errno == errno.EACCES:
        return BadInput(
            f"{where} is not for you to use", where="--port", advice="Ports from 1024 are; try --port 8000."
        )
    reason = error.strerror or str(error)
    return BadInput(f"{where} cannot be bound: {reason}", where="--host", advice="Leave it out for loopback.")


def _affordable(connections: int) -> int:
    """So many connections as this process may have open; the limit of the system is raised where it can be."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return connections
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _SPARE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        raised = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):  # macOS calls its limit infinite and keeps to a lower one all the same
            resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
            soft = raised
    return connections if soft == resource.RLIM_INFINITY else max(16, min(connections, soft - _SPARE))


class _Remarks(logging.Handler):
    """What the workers' room remarks, and what uvicorn or asyncio complain about; of faults only where they are."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """Takes it down."""
        error = record.exc_info[1] if record.exc_info else None
        if record.name == "sojourn.workers":
            self._journal.write(f"workers {record.getMessage()[:1_000]}".replace("\n", " "))
        elif record.levelno < logging.ERROR:
            return
        elif error is None:
            self._journal.write(f"fault {record.name}: {str(record.msg)[:200]}")
        elif not isinstance(error, asyncio.CancelledError | ConnectionAbortedError):
            self._journal.fault(error)


@contextmanager
def _told(journal: Journal) -> Iterator[None]:
    handler = _Remarks(journal)
    loggers = [logging.getLogger(name) for name in ("sojourn.workers", "uvicorn", "asyncio")]
    before = [(logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
        logger.setLevel(logging.INFO if logger.name == "sojourn.workers" else logging.ERROR)
    try:
        yield
    finally:
        for logger, (propagates, level) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagates
            logger.setLevel(level)
        journal.close()
