"""What the engines say when they are stopped, or when their files are damaged, in the project's own errors."""

from __future__ import annotations

from sojourn.errors import StoreError

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from pathlib import Path

AGAIN = "Build it anew with 'sojourn build -o {store} --again'; 'sojourn verify {store}' tells what is wrong."
"""What to do about a store of which the manifest is whole."""
_DUCKDB = frozenset(("duckdb", "_duckdb"))


def damaged(store: Path | str, what: str = "its quads cannot be read") -> StoreError:
    """The error for a store of which some file has other bytes than were written."""
    return StoreError(f"is damaged: {what}", where=str(store), advice=AGAIN.format(store=store))


def is_columnar(error: BaseException) -> bool:
    """Whether an error is one of the columnar engine's own; it need not be loaded for that."""
    return any(kind.__module__ in _DUCKDB for kind in type(error).__mro__)


def is_interrupt(error: BaseException) -> bool:
    """Whether an engine says in its own way that the user has stopped it."""
    if is_columnar(error):
        return type(error).__name__ == "InterruptException"
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"


def is_corruption(error: BaseException) -> bool:
    """Whether the engine of quads has met a block with other bytes than it wrote."""
    return isinstance(error, RuntimeError) and "corrupt" in str(error).casefold()


def of_engine(error: Exception, store: Path | str) -> BaseException | None:
    """What an engine's error means; ``None`` when it is none of these.

    Args:
        error: What an engine raised.
        store: The store that was read.

    Returns:
        :class:`KeyboardInterrupt` when the user has stopped it, or a :class:`~sojourn.errors.StoreError`.
    """
    if is_interrupt(error):
        return KeyboardInterrupt()
    if is_corruption(error):
        return damaged(store)
    if is_columnar(error):
        return damaged(store, "its columns cannot be read")
    return None
