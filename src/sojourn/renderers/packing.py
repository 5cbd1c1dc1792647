"""Long columns as few bytes: what stands in the binary block of a page, and how it is read back.

A column is described by a small dictionary (in the JSON of the page) and lies as bytes in one block, which is deflated
as a whole. Every description has ``t``, the type, and ``n``, the number of values:

``const``     ``v`` for every value (``null`` for none).
``int``       ``at`` and ``len`` [bytes of the unpacked block]: zigzag LEB128 variable-length integers.
``delta``     the same, each the difference to the value before (to 0 for the first).
``line``      ``v`` for the first, and ``step`` more for each that follows.
``float``     ``at``, ``len``: 64-bit floating point, little-endian; NaN is none.
``codes``     ``at``, ``len``: plain (not zigzag) LEB128 indices into the list ``of``.
``pattern``   texts with a number in them: ``of`` has texts with one ``#``, ``code`` is a column of indices into it, and
              ``number`` a column of what stands for the ``#``.
``template``  ``v`` is a text made anew for every claim from what else is known of it; see :data:`WORDS`.
``parts``     ``of`` is a list of columns that follow each other; ``n`` is the sum of theirs.

``int`` and ``delta`` may have ``none`` (1: a stored 0 is none, any other value is stored as its zigzag plus one; a
``delta`` is taken to the last value that is not none). They, ``const`` and ``line`` may have ``scale`` (k: the value is
the stored integer divided by 10 to the power of k) and ``over`` (the name of another column: the stored integer is what
the value is above that column's value of the same row, which counts as 0 where it is none; both are multiplied by 10 to
the power of k first).
Columns with the same bytes share them: the flows of six estimates name their places once.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Column = dict[str, Any]
"""The description of a packed column, as JSON has it."""

WORDS = ("start", "end", "place", "population", "of", "period", "low")
"""What may stand in braces in a ``template``. Of the first row of a claim: ``start``, ``end``, ``place`` and
``population`` are the keys of these nodes after their colon, ``of`` that of the country of its population. ``period``
is the first year of its period, with a hyphen and the last year where that is another; ``low`` its lower figure as a
plain number without signs of thousands. What is not known is an empty text."""

LARGEST = 2**52
"""Integers beyond this are kept as floating point."""
_SCALES = range(7)
_EFFORT = 7
"""How hard the block is deflated: 9 takes five times as long for half a percent."""


class Packer:
    """Gathers columns and their bytes.

    Attributes:
        columns: The descriptions so far, each with its ``name``.
    """

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self._block = bytearray()
        self._places: dict[bytes, int] = {}

    def add(self, name: str, column: Column) -> None:
        """Names a packed column."""
        self.columns.append({"name": name, **column})

    def block(self) -> bytes:
        """All bytes, deflated."""
        import zlib

        return zlib.compress(bytes(self._block), _EFFORT)

    def integers(self, values: NDArray[np.integer[Any]], *, none: int | None = None) -> Column:
        """Packs whole numbers; ``none`` is the one that says *not stated*."""
        import numpy as np

        wide = np.asarray(values, dtype=np.int64)
        missing = np.zeros(len(wide), bool) if none is None else wide == none
        return self._whole(wide, missing)

    def numbers(
        self, values: NDArray[np.floating[Any]], *, over: tuple[str, NDArray[np.floating[Any]]] | None = None
    ) -> Column:
        """Packs numbers, NaN being none: as whole numbers, as decimals, or as they are.

        Args:
            values: The numbers.
            over: The name and the values of a column that they lie near to.
        """
        import numpy as np

        exact = np.asarray(values, dtype=np.float64)
        missing = np.isnan(exact)
        for scale in _SCALES:
            stored = _scaled(exact, scale)
            if stored is None:
                continue
            base = _scaled(np.asarray(over[1], dtype=np.float64), scale) if over else None
            if base is not None and (np.abs(stored - base) >= LARGEST).any():
                base = None
            column = self._whole(stored if base is None else stored - base, missing)
            if base is not None and over is not None:
                column["over"] = over[0]
            if scale:
                column["scale"] = scale
            return column
        return {"t": "float", "n": len(exact), **self._put(exact.astype("<f8").tobytes())}

    def codes(self, codes: NDArray[np.integer[Any]], of: Sequence[Any]) -> Column:
        """Packs indices into a list of values."""
        import numpy as np

        if len(of) == 1 or not len(codes):
            return {"t": "const", "n": len(codes), "v": of[0] if len(of) else None}
        return {"t": "codes", "n": len(codes), "of": list(of), **self._put(varints(np.asarray(codes, dtype=np.uint64)))}

    def texts(self, values: Sequence[str]) -> Column:
        """Packs texts by their distinct values, the first seen first."""
        import numpy as np

        order: dict[str, int] = {}
        codes = [order.setdefault(value, len(order)) for value in values]
        return self.codes(np.array(codes, dtype=np.uint64), list(order))

    def pattern(self, of: Sequence[str], codes: NDArray[np.integer[Any]], numbers: NDArray[np.integer[Any]]) -> Column:
        """Packs texts in each of which a number stands for the ``#``."""
        column: Column = {"t": "pattern", "n": len(codes), "of": list(of)}
        return {**column, "code": self.integers(codes), "number": self.integers(numbers)}

    def _whole(self, stored: NDArray[np.int64], missing: NDArray[np.bool_]) -> Column:
        """Whole numbers in the shortest of three ways."""
        import zlib

        import numpy as np

        size = len(stored)
        if not size or missing.all():
            return {"t": "const", "n": size, "v": None if size else 0}
        some = bool(missing.any())
        if not some and (stored == stored[0]).all():
            return {"t": "const", "n": size, "v": int(stored[0])}
        steps = np.zeros(size, np.int64)
        steps[~missing] = np.diff(stored[~missing], prepend=0)
        if not some and size > 1 and (steps[1:] == steps[1]).all():
            return {"t": "line", "n": size, "v": int(stored[0]), "step": int(steps[1])}
        ways = [(kind, varints(_zigzag(found, missing, some))) for kind, found in (("int", stored), ("delta", steps))]
        kind, packed = min(ways, key=lambda way: len(zlib.compress(way[1], 1)))
        return {"t": kind, "n": size, **self._put(packed), **({"none": 1} if some else {})}

    def _put(self, packed: bytes) -> Column:
        import hashlib

        at = self._places.setdefault(hashlib.sha256(packed).digest(), len(self._block))
        if at == len(self._block):
            self._block += packed
        return {"at": at, "len": len(packed)}


def template(text: str, size: int) -> Column:
    """A column of texts that are made from the claim; whoever packs it has checked that they are."""
    return {"t": "template", "n": size, "v": text}


def parts(columns: Sequence[Column]) -> Column:
    """Columns that follow each other, as one; a single one as itself."""
    filled = [column for column in columns if column["n"]] or list(columns[:1])
    if len(filled) == 1:
        return filled[0]
    return {"t": "parts", "n": sum(column["n"] for column in columns), "of": filled}


def _scaled(values: NDArray[np.float64], scale: int) -> NDArray[np.int64] | None:
    """The values times ten to a power as whole numbers; ``None`` when that loses something."""
    import numpy as np

    known = np.where(np.isnan(values), 0.0, values)
    if (np.abs(known) >= LARGEST / 10.0**scale).any():
        return None
    stored = np.rint(known * 10.0**scale)
    return stored.astype(np.int64) if (stored / 10.0**scale == known).all() else None


def _zigzag(values: NDArray[np.int64], missing: NDArray[np.bool_], some: bool) -> NDArray[np.uint64]:
    import numpy as np

    folded = ((values << 1) ^ (values >> 63)).astype(np.uint64)
    return np.where(missing, np.uint64(0), folded + np.uint64(1)) if some else folded


def varints(values: NDArray[np.uint64]) -> bytes:
    """Whole numbers from 0 as LEB128: seven bits a byte, the lowest first, the eighth bit says that more follow."""
    import numpy as np

    if not len(values):
        return b""
    longest = max(1, (int(values.max()).bit_length() + 6) // 7)
    bytes_of = np.zeros((len(values), longest), np.uint8)
    used = np.zeros((len(values), longest), bool)
    used[:, 0] = True
    for place in range(longest):
        rest = values >> np.uint64(7 * place)
        bytes_of[:, place] = (rest & np.uint64(127)).astype(np.uint8)
        more = rest >= np.uint64(128)
        bytes_of[more, place] |= 128
        if place + 1 < longest:
            used[:, place + 1] = more
    return bytes_of[used].tobytes()


def unvarints(packed: bytes) -> NDArray[np.uint64]:
    """The whole numbers of :func:`varints`."""
    import numpy as np

    raw = np.frombuffer(packed, np.uint8)
    if not len(raw):
        return np.zeros(0, np.uint64)
    last = raw < 128
    starts = np.concatenate(([0], np.flatnonzero(last)[:-1] + 1))
    lengths = np.diff(np.append(starts, len(raw)))
    place = np.arange(len(raw)) - np.repeat(starts, lengths)
    shifted = (raw & 127).astype(np.uint64) << (7 * place).astype(np.uint64)
    return np.add.reduceat(shifted, starts)


def unpacked(columns: Sequence[Column], block: bytes) -> dict[str, list[Any]]:
    """What :class:`Packer` packed, by name; templates as they are written, because they need the claims.

    Args:
        columns: The descriptions.
        block: The deflated bytes.
    """
    import zlib

    data = zlib.decompress(block)
    read: dict[str, list[Any]] = {}
    for column in columns:
        read[column["name"]] = _values(column, data, read, 0)
    return read


def _values(column: Column, data: bytes, read: Mapping[str, list[Any]], first: int) -> list[Any]:
    kind, size = column["t"], column["n"]
    if kind == "parts":
        return _joined(column["of"], data, read, first)
    if kind == "pattern":
        codes, numbers = (_values(column[name], data, read, 0) for name in ("code", "number"))
        return [column["of"][code].replace("#", str(number)) for code, number in zip(codes, numbers, strict=True)]
    if kind == "template":
        return [column["v"]] * size
    stored = data[column.get("at", 0) : column.get("at", 0) + column.get("len", 0)]
    if kind == "float":
        return [None if math.isnan(value) else value for (value,) in struct.iter_unpack("<d", stored)]
    if kind == "codes":
        return [column["of"][int(code)] for code in unvarints(stored)]
    if kind in {"const", "line"}:
        step = column.get("step", 0)
        whole = [column["v"] + i * step if step else column["v"] for i in range(size)]
    else:
        whole = _wholes(kind, bool(column.get("none")), stored)
    return _moved(whole, column, read, first)


def _joined(of: Sequence[Column], data: bytes, read: Mapping[str, list[Any]], first: int) -> list[Any]:
    found: list[list[Any]] = []
    for part in of:
        at = first + sum(len(values) for values in found)
        found.append(_values(part, data, read, at))
    return [value for values in found for value in values]


def _wholes(kind: str, none: bool, stored: bytes) -> list[int | None]:
    values: list[int | None] = []
    before = 0
    for code in unvarints(stored).tolist():
        if none and code == 0:
            values.append(None)
            continue
        folded = code - 1 if none else code
        value = (folded >> 1) ^ -(folded & 1)
        before = before + value if kind == "delta" else value
        values.append(before)
    return values


def _moved(whole: list[Any], column: Column, read: Mapping[str, list[Any]], first: int) -> list[Any]:
    """Scaled, and put on top of another column."""
    power = 10 ** column.get("scale", 0)
    if "over" in column:
        base = [round((value or 0) * power) for value in read[column["over"]][first : first + len(whole)]]
        whole = [None if value is None else value + below for value, below in zip(whole, base, strict=True)]
    return whole if power == 1 else [None if value is None else value / power for value in whole]
