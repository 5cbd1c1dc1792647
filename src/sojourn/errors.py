"""Every error that sojourn raises on purpose.

::

    SojournError
    ├── BadInput (ValueError)          a file, a cell or an argument is not what it should be
    │   ├── NotFound (LookupError)     a name, a question or a file that is not there
    │   └── QueryError                 a SPARQL text that cannot be run, with line and column
    ├── StoreError (OSError)           a store that is missing, damaged, locked or in the way
    └── NotAvailable (ImportError)     an optional package that the request needs is not installed

A message has two parts: *where: what is wrong*, and what to do about it.
"""

from __future__ import annotations


class SojournError(Exception):
    """Base of every error raised on purpose.

    Attributes:
        what: What is wrong, with the offending value.
        where: ``file:line:column``, ``sheet!cell``, an option's name, or empty.
        advice: What to do about it, with the nearest valid spelling where there is one.
    """

    def __init__(self, what: str, *, where: str = "", advice: str = "") -> None:
        self.what = what
        self.where = where
        self.advice = advice
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.advice}" if self.advice else head


class BadInput(SojournError, ValueError):  # noqa: N818 - names say what happened, as in the field's prose
    """A file, a cell or an argument is not what it should be; nothing was changed."""


class NotFound(BadInput, LookupError):  # noqa: N818 - as above
    """A place, population, question, source or file of that name is not there."""


class QueryError(BadInput):
    """A SPARQL text that cannot be run.

    Attributes:
        line: Line of the fault, counted from 1; 0 when the engine does not say.
        column: Column of the fault, counted from 1; 0 when the engine does not say.
    """

    def __init__(self, what: str, *, where: str = "", advice: str = "", line: int = 0, column: int = 0) -> None:
        self.line = line
        self.column = column
        super().__init__(what, where=where, advice=advice)


class StoreError(SojournError, OSError):
    """A store or an output that is missing, damaged, locked or in the way."""


class NotAvailable(SojournError, ImportError):  # noqa: N818 - as above
    """An optional package that the request needs is not installed."""


class Problem:
    """One fault found in a file, for reports that list all of them in one run."""

    __slots__ = ("advice", "level", "what", "where")

    def __init__(self, where: str, what: str, advice: str = "", *, level: str = "error") -> None:
        self.where = where
        self.what = what
        self.advice = advice
        self.level = level

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.advice}" if self.advice else head

    def __repr__(self) -> str:
        return f"Problem({self.where!r}, {self.what!r})"


class SheetErrors(BadInput):
    """All the problems of a study, found in one run; nothing was written.

    Attributes:
        problems: In the order of files, lines and columns.
    """

    def __init__(self, problems: list[Problem], *, rows: int = 0) -> None:
        self.problems = problems
        self.rows = rows
        count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        seen = f" in {rows} row{'s' if rows != 1 else ''}" if rows else ""
        super().__init__("\n".join([*_listed(problems), f"{count}{seen}; nothing was written."]))


MOST_ALIKE = 50
"""How many problems of one kind in one file a message lists; ``SheetErrors.problems`` holds all of them."""


def _listed(problems: list[Problem]) -> list[str]:
    """The problems in words; of a kind that a file has many times, the first ones and the number of the others."""
    import re

    given = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\d+")
    counts: dict[tuple[str, str], int] = {}
    lines: list[str] = []
    last: dict[tuple[str, str], int] = {}
    for problem in problems:
        file = re.split(r":\d|!", problem.where, maxsplit=1)[0]
        kind = (file, given.sub("…", problem.what))
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MOST_ALIKE:
            last[kind] = len(lines)
            lines.append(str(problem))
    for (file, what), at in last.items():
        more = counts[file, what] - MOST_ALIKE
        if more > 0:
            lines[at] += f"\n{file}: … and {more:,} more like this"
    return lines
