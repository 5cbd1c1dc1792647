"""How much memory processes have, as the system's own ``ps`` tells it: where a process cannot be given a bound."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable


async def resident(pids: Iterable[int]) -> dict[int, int]:
    """The memory that each process occupies [bytes]; a process that is gone is left out."""
    wanted = ",".join(map(str, pids))
    if not wanted:
        return {}
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *("ps", "-o", "pid=,rss=", "-p", wanted), stdin=nothing, stdout=pipe, stderr=nothing
        )
    except OSError:
        return {}
    told, _ = await process.communicate()
    pairs = (line.split() for line in told.decode(errors="replace").splitlines())
    return {int(pair[0]): int(pair[1]) * 1_024 for pair in pairs if len(pair) == 2}
