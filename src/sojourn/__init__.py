"""sojourn: who moved where, how many, when, and who says so.

>>> import sojourn
>>> graph = sojourn.open()
>>> for row in graph.ask.stock_by_count(population="Russians", place="China").rows():
...     row["figure"], row["source"]  # doctest: +SKIP
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from sojourn.errors import BadInput, NotAvailable, NotFound, QueryError, SheetErrors, SojournError, StoreError
    from sojourn.graph.facade import Answer, Graph, check, open  # noqa: A004 - sojourn.open() reads as what it does

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "BadInput",
    "Graph",
    "NotAvailable",
    "NotFound",
    "QueryError",
    "SheetErrors",
    "SojournError",
    "StoreError",
    "check",
    "open",
]

_HOMES = {name: "sojourn.errors" for name in __all__ if name[0].isupper()} | {
    "Answer": "sojourn.graph.facade",
    "Graph": "sojourn.graph.facade",
    "check": "sojourn.graph.facade",
    "open": "sojourn.graph.facade",
}


def __getattr__(name: str) -> object:
    """Loads a public name when it is first used, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sojourn' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
