"""What tests read out of pages."""

from __future__ import annotations

import html
import re


def cells(page: str) -> list[list[str]]:
    """The rows of the first table, as texts."""
    found = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    lines = re.findall(r"<tr>(.*?)</tr>", found[1], re.DOTALL) if found else []
    return [[plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line, re.DOTALL)] for line in lines]


def plain(markup: str) -> str:
    """A piece of a page as one line of text."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())
