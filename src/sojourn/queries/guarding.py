"""Keeps untrusted text from running: what a spreadsheet would take for a formula stays a text."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe before ``=``, ``+``, ``-``, ``@`` unless it is a number."""
    clean = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{clean}" if text.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(text) else clean
