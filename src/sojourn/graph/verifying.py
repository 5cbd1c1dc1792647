"""A store read again, with the columnar engine at hand to count its projection."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.stores.progress import Listener, unheard

if TYPE_CHECKING:
    from sojourn.stores.verifying import Verified


def verify(store: Path, *, listener: Listener = unheard) -> Verified:
    """Reads every byte and every quad of a store again.

    Raises:
        StoreError: If there is no store, or its manifest cannot be read.
    """
    from sojourn.columns.engine import connected, literal
    from sojourn.stores import verifying
    from sojourn.stores.faults import is_interrupt

    with connected() as connection:

        def assertions_in(path: Path) -> int:
            query = f"SELECT count(DISTINCT assertion) FROM read_parquet({literal(str(path))})"  # noqa: S608 - a quoted path
            try:
                return int(connection.execute(query).fetchall()[0][0])
            except Exception as error:  # the engine's own errors share no base with Python's; rooms here do not know it
                if is_interrupt(error):
                    raise KeyboardInterrupt from None
                raise ValueError(str(error).splitlines()[0]) from None

        return verifying.verify(store, assertions_in, listener=listener)
