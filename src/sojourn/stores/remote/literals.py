"""Numbers and truth values in the one spelling that the embedded store has: ``16000``, not ``16000.0``."""

from __future__ import annotations

import re

import pyoxigraph as ox

from sojourn.vocabulary import PREFIXES

_XSD = PREFIXES["xsd"]
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_TRUTH = {"1": "true", "0": "false"}
_GEOMETRY = "http://www.openlinksw.com/schemas/virtrdf#Geometry"
_WKT = ox.NamedNode(PREFIXES["geo"] + "wktLiteral")
_FLOAT = re.compile(r"-?[0-9]+\.[0-9]+")


def canonical(literal: ox.Literal) -> ox.Literal:
    """The literal itself if it is spelled as here; else one that is. What is no number of its type stays as it is."""
    kind = literal.datatype.value
    if kind == _GEOMETRY:
        return ox.Literal(_FLOAT.sub(_shortest, literal.value), datatype=_WKT)
    if not kind.startswith(_XSD):
        return literal
    text = literal.value
    spelled = _spelled(kind.removeprefix(_XSD), text)
    return literal if spelled == text else ox.Literal(spelled, datatype=literal.datatype)


def _spelled(kind: str, text: str) -> str:
    if kind == "boolean":
        return _TRUTH.get(text, text)
    if kind == "integer" and _INTEGER.fullmatch(text):
        return _whole(text)
    if kind == "decimal" and _DECIMAL.fullmatch(text):
        whole, _, rest = text.partition(".")
        rest = rest.rstrip("0")
        sign = whole[0] if whole[:1] in {"+", "-"} else ""
        digits = whole.removeprefix(sign) or "0"
        if not rest:
            return _whole(sign + digits)
        return f"{'-' if sign == '-' else ''}{digits.lstrip('0') or '0'}.{rest}"
    return text


def _whole(text: str) -> str:
    digits = text.lstrip("+-").lstrip("0") or "0"
    return f"-{digits}" if text.startswith("-") and digits != "0" else digits


def _shortest(found: re.Match[str]) -> str:
    """The shortest number that is the same in single precision, which Virtuoso keeps of the coordinates of a point."""
    import struct

    wanted = struct.pack("f", float(found.group()))
    for digits in range(1, 10):
        text = f"{float(found.group()):.{digits}g}"
        if struct.pack("f", float(text)) == wanted and "e" not in text:
            return text
    return found.group()
