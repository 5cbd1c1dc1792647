"""Answers on their way: in memory while they are small, in a file that nobody sees when they are not."""

from __future__ import annotations

import tempfile

IN_MEMORY = 16_000_000
"""Answers of more than so many bytes are kept in a file."""


class Body(tempfile.SpooledTemporaryFile[bytes]):
    """The bytes of an answer; closed when nobody reads it any more."""

    def __init__(self) -> None:
        super().__init__(IN_MEMORY)

    def __del__(self) -> None:
        self.close()
