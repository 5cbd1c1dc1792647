"""The same question in other programs: what to type there."""

from __future__ import annotations

import json
import shlex


def elsewhere(
    base: str, url: str, csv: str, *, curl: str, call: str, verb: str, options: str, cut: bool
) -> dict[str, str]:
    """What to type, by the name of the program: each a line or some that can be copied.

    Args:
        base: Address of the server, without a slash at its end.
        url: Address under which it is asked here.
        csv: Address of the answer as CSV.
        curl: What follows ``curl``.
        call: What is called of an open graph in Python.
        verb: What follows ``sojourn`` in a terminal.
        options: What follows the store there; may be empty.
        cut: Whether the answer is cut: ``sojourn`` takes none that is, here or in Python.
    """
    table = quoted(csv)
    ours = {
        "Python": f"import sojourn\nfor row in sojourn.open({quoted(base)}).{call}:\n    print(row)",
        "sojourn": f"sojourn {verb} --store {shlex.quote(base)} {options}".rstrip(" "),
    }
    return {
        "URL": url,
        "curl": f"curl {curl}",
        **({} if cut else ours),
        "pandas": f"import pandas\ntable = pandas.read_csv({table})",
        "R": f'table <- read.csv({table}, encoding = "UTF-8", na.strings = "")',
    }


def quoted(text: str) -> str:
    """A text as Python, and R, write it."""
    return json.dumps(text, ensure_ascii=False)
