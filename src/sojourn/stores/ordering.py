"""``ORDER BY`` over values of several kinds, which the engine cannot sort and which would end the process.

The engine compares two literals by value where SPARQL says how and by their spelling where it does not: ``9`` before
``10``, ``10`` before ``"5"``, ``"5"`` before ``9``. Over a ring like this its sort gives up, and it is built so that
giving up ends the process. So every key of a query is replaced by a text that sorts as the value does (SPARQL 1.1,
§15.1): nothing, blank nodes, IRIs, then literals: numbers and durations by size, truth values, dates and years by the
moment at which they begin, and everything else by its characters.
"""

from __future__ import annotations

import math
import re
import signal
import struct
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from sojourn.stores import guard

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

KEY = "urn:sojourn:order"
"""The function that stands around every key."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{_XSD}string"
_INTEGERS = (
    *("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
    *("negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)
_EXACT = frozenset(_XSD + name for name in (*_INTEGERS, "decimal"))
_DOUBLE, _FLOAT, _BOOLEAN = f"{_XSD}double", f"{_XSD}float", f"{_XSD}boolean"
_MOMENTS = frozenset(_XSD + name for name in ("dateTime", "dateTimeStamp", "date", "gYear", "gYearMonth"))
_DURATIONS = frozenset(_XSD + name for name in ("duration", "yearMonthDuration", "dayTimeDuration"))

_BLANK, _IRI, _NUMBER, _DURATION, _TRUTH, _MOMENT, _REST, _TRIPLE = "01234567"
_TRUTHS = {"false": "0", "0": "0", "true": "1", "1": "1"}
_MOMENT_FORM = re.compile(
    r"(-?\d{4,9})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?)?)?(?:Z|([+-])(\d\d):(\d\d))?", re.ASCII
)
_DURATION_FORM = re.compile(
    r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.ASCII
)
_MONTH = 2_629_746
"""A month [s], a twelfth of the mean year of the calendar; between its shortest and its longest, as SPARQL asks."""
_SHORT = 3.4e38
"""Below this a number has a value in 32 bits."""
_NINES = str.maketrans("0123456789", "9876543210")
_BIAS = 1_000_000_000

_ORDER = re.compile(r"(?<![^\W\d])(?:ORDER\s+BY|ORDERBY(?![\w.\-]*:))", re.IGNORECASE)
_DIRECTION = re.compile(r"(?:ASC|DESC)\s*(?=\()", re.IGNORECASE)
_LETTERS = (
    "\u00b7\u0300-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufffd"
)
_VARIABLE = re.compile(rf"[?$][\w{_LETTERS}\U00010000-\U000effff]+")
_EXISTS = re.compile(r"(?:NOT\s*)?EXISTS\s*(?=\{)", re.IGNORECASE)
_CALL = re.compile(r"[^\s(){}]*(?:\s*:)?\s*(?=\()")
_NO_CALL = re.compile(r"(?:LIMIT|OFFSET|VALUES|HAVING)(?![\w.\-]*:)", re.IGNORECASE)
_SPACE = re.compile(r"\s*")
_BRACKET = re.compile(r"[(){}\[\]]")
_WORD = re.compile(r"[^\s(){}]*")


def ask(store: ox.Store, query: str, options: Mapping[str, Any]) -> Result:
    """Asks the engine, with keys that it can sort.

    Args:
        store: The engine.
        query: SPARQL 1.1 that the guard has let pass.
        options: What else :meth:`pyoxigraph.Store.query` takes.

    Raises:
        KeyboardInterrupt: If the user has stopped it.
        SyntaxError: If it is no SPARQL; with the place in the query as it was written.
    """
    keys = Keys()

    def asked() -> Result:
        for text in readings(query):
            try:
                return store.query(sortable(text), **options, custom_functions={ox.NamedNode(KEY): keys})
            except SyntaxError:
                continue
        return store.query(query, **options)  # the place that is told must be one in this text

    return keys.hearing(asked)


class Sorting:
    """The engine as rdflib asks it: with keys that it can sort, too."""

    def __init__(self, inner: ox.Store) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        """Whatever else the engine does."""
        return getattr(self._inner, name)

    def query(self, query: str, **options: Any) -> Result:
        """Asks; see :func:`ask`."""
        return ask(self._inner, query, options)


def readings(query: str) -> list[str]:
    """The texts that the query may be, each of which says of every ``<`` whether it begins an IRI or compares.

    ``?a<'b>c'`` may hold an IRI or a text. Only the engine knows; a reading that is not the right one is no SPARQL.
    """
    parts, done = [], 0
    for found in guard.doubtful(query, are_iris=False):
        parts.append(query[done : found.start() + 1])
        done = found.start() + 1
    return [guard.as_iris(query), " ".join([*parts, query[done:]])] if parts else [query]


def sortable(query: str) -> str:
    """The query with :data:`KEY` around each key of its ``ORDER BY``; as it is where there is none, or no SPARQL."""
    bare = guard.blanked(query)
    closed = _closings(bare)
    brackets = []
    at = 0
    while found := _ORDER.search(bare, at):
        keys = _keys(query, bare, found.end(), closed)
        at = found.end() if keys else _after(_WORD, bare, found.end())
        for start, end in keys:
            brackets += [(start, 1, f"<{KEY}>("), (end, 0, ")")]
    parts, done = [], 0
    for place, _, bracket in sorted(brackets):
        parts += [query[done:place], bracket]
        done = place
    return "".join([*parts, query[done:]])


def _keys(query: str, bare: str, at: int, closed: Mapping[int, int]) -> list[tuple[int, int]]:
    """Where the expressions of one ``ORDER BY`` stand, from the place after it."""
    keys: list[tuple[int, int]] = []
    while True:
        at = _after(_SPACE, bare, at)
        if direction := _DIRECTION.match(bare, at):
            end = closed.get(direction.end(), 0)
            keys.append((direction.end() + 1, end - 1))
        elif variable := _VARIABLE.match(query, at):
            end = variable.end()
            keys.append((at, end))
        elif not _NO_CALL.match(bare, at) and (call := _EXISTS.match(bare, at) or _CALL.match(bare, at)):
            end = closed.get(call.end(), 0)
            keys.append((at, end))
        else:
            return keys
        if end <= at:
            return keys[:-1]
        at = end


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _closings(bare: str) -> dict[int, int]:
    """The place after the bracket that closes each, by the place of the one that opens."""
    closings, opened = {}, []
    for found in _BRACKET.finditer(bare):
        if found[0] in "({[":
            opened.append(found.start())
        elif opened:
            closings[opened.pop()] = found.end()
    return closings


class Keys:
    """Texts that sort by their characters as terms do by SPARQL, until the user has stopped it."""

    def __init__(self) -> None:
        self._stopped = False

    def __call__(self, term: Term) -> ox.Literal | None:
        """The key of one value."""
        return None if self._stopped else ox.Literal(key(term))

    def hearing(self, asked: Callable[[], Result]) -> Result:
        """Hears Ctrl-C, which Python raises where it calls back from the engine, and the engine does not pass on.

        Raises:
            KeyboardInterrupt: If the user has stopped it meanwhile.
        """
        if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            return asked()
        try:
            signal.signal(signal.SIGINT, self._stop)
        except ValueError:  # signals are heard in the main thread alone
            return asked()
        try:
            found = asked()
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if self._stopped:
            raise KeyboardInterrupt
        return found

    def _stop(self, number: int, frame: object) -> None:
        del number, frame
        self._stopped = True


def key(term: Term) -> str:
    """A text that sorts as a term does; equal for values that are equal, such as ``1`` and ``1.0``."""
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        if datatype != _STRING and (found := _of_value(term.value, datatype)):
            return found
        return f"{_REST}{_ended(term.value)}{datatype}\0{term.language or ''}"
    if isinstance(term, ox.NamedNode):
        return _IRI + term.value
    return (_BLANK if isinstance(term, ox.BlankNode) else _TRIPLE) + str(term)


def _of_value(text: str, datatype: str) -> str:
    """The key of a literal that has a value of its own; empty for any other, and for what is misspelt."""
    try:
        if datatype in _EXACT:
            return _NUMBER + _exact(text)
        if datatype in {_DOUBLE, _FLOAT}:
            return _NUMBER + _floating(text, is_short=datatype == _FLOAT)
        if datatype == _BOOLEAN:
            return _TRUTH + _TRUTHS[text]
        if datatype in _MOMENTS and (moment := _MOMENT_FORM.fullmatch(text)):
            return f"{_MOMENT}{_number(_begun(moment))}\0{datatype}"
        if datatype in _DURATIONS and (duration := _DURATION_FORM.fullmatch(text)):
            return _DURATION + _number(_lasting(duration))
    except (InvalidOperation, ValueError, KeyError):  # it is misspelt
        pass
    return ""


def _ended(text: str) -> str:
    """A text and its end, so that no text that begins with it comes before it."""
    return text.replace("\0", "\0\1") + "\0\0"


def _exact(text: str) -> str:
    """As :func:`_number`; most numbers are whole ones as they should be spelt, and read in half the time."""
    digits = text.removeprefix("-")
    if digits.isdecimal() and digits[0] != "0" and text.isascii():
        return _figures(len(digits) - 1, digits, is_negative=text[0] == "-")
    return _number(Decimal(text))


def _number(value: Decimal) -> str:
    """A number as a text that sorts by its size: its sign, where it begins, and its digits.

    Raises:
        ValueError: If it is no number.
    """
    sign, digits, _ = value.as_tuple()
    if not value.is_finite():
        raise ValueError(value)
    if not value:
        return "1"
    return _figures(value.adjusted(), "".join(map(str, digits)), is_negative=bool(sign))


def _figures(begins: int, digits: str, *, is_negative: bool) -> str:
    figures = f"{_BIAS + begins:010d}{digits.rstrip('0')}"
    return f"0{figures.translate(_NINES)}~" if is_negative else f"2{figures}"


def _floating(text: str, *, is_short: bool) -> str:
    """As :func:`_number`, by the shortest spelling that means the same: ``0.1`` equals ``1e-1``; NaN comes first."""
    value = float(text)
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "0!" if value < 0 else "3"
    if is_short and abs(value) < _SHORT:
        value = struct.unpack("f", struct.pack("f", value))[0]
    return _number(Decimal(repr(value)))


def _begun(found: re.Match[str]) -> Decimal:
    """The seconds from the beginning of the calendar to the moment; what names no zone is taken to be in UTC."""
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    since = year - (month < 3)
    days = since * 365 + since // 4 - since // 100 + since // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day
    seconds = days * 86_400 + int(found[4] or 0) * 3_600 + int(found[5] or 0) * 60
    offset = int(found[8] or 0) * 3_600 + int(found[9] or 0) * 60
    return seconds - (-offset if found[7] == "-" else offset) + Decimal(found[6] or 0)


def _lasting(found: re.Match[str]) -> Decimal:
    """How long a duration lasts [s]."""
    years, months, days, hours, minutes = (int(part or 0) for part in found.groups()[1:6])
    whole = (years * 12 + months) * _MONTH + ((days * 24 + hours) * 60 + minutes) * 60
    return (whole + Decimal(found[7] or 0)) * (-1 if found[1] else 1)
