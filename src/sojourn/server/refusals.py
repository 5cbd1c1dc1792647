"""A request that is not answered, and how that is told."""

from __future__ import annotations

from collections.abc import Mapping


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
