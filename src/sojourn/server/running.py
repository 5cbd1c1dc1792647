"""Starts the server and ends it in good order."""

from __future__ import annotations

import uvicorn

from sojourn.server.app import application
from sojourn.server.settings import Settings


def serve(settings: Settings) -> None:
    """Serves until it is told to end."""
    uvicorn.run(
        application(settings),
        host=settings.host,
        port=settings.port,
        http="h11",
        log_level="warning",
        server_header=False,
        backlog=4_096,
    )
