"""Names in a mapped table become keys: periods, places and populations, each distinct name once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, NotFound
from sojourn.importers.workspace import fill, quoted
from sojourn.model import Period
from sojourn.sheets.dates import parse_period

if TYPE_CHECKING:
    import duckdb

    from sojourn.importers.mapping import When
    from sojourn.importers.places import Resolver

MOST_NAMES = 200_000
"""Most distinct names of places, or of periods, in one table."""

_SDMX = re.compile(r"(\d{4})-?(?:(A1?)|S(\d)|T(\d)|Q(\d)|M(\d\d)|W(\d\d))", re.ASCII)
_MONTHS = {3: 6, 4: 4, 5: 3, 6: 1}
"""Months in a part of the year, by the group of the expression that matched."""


@dataclass(slots=True)
class Named:
    """What the names of one kind mean.

    Attributes:
        keys: What each name means.
        faults: What is wrong with each name that means nothing, and what to do.
    """

    keys: dict[str, str] = field(default_factory=dict)
    faults: dict[str, tuple[str, str]] = field(default_factory=dict)


def distinct(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> list[tuple[str, ...]]:
    """The different values of some columns taken together, without those whose first is blank.

    Raises:
        BadInput: If there are more than :data:`MOST_NAMES`.
    """
    query = fill(
        "select distinct {columns} from {table} where coalesce({first}, '') <> '' order by all limit {most}",
        columns=", ".join(columns),
        table=quoted(table),
        first=columns[0],
        most=str(MOST_NAMES + 1),
    )
    found = connection.execute(query).fetchall()
    if len(found) > MOST_NAMES:
        raise BadInput(
            f"more than {MOST_NAMES:,} different values of {columns[0].removesuffix('_t')}",
            advice="Is the right column mapped?",
        )
    return found


def read_periods(texts: list[str], when: When, published: str) -> tuple[Named, dict[str, Period]]:
    """What the periods of a table mean.

    Args:
        texts: The different texts, as the table prints them; start and end with ``/`` between them.
        when: How they are written.
        published: When the source was published, for relative periods.

    Returns:
        The notation of each text, and the period of each notation.
    """
    named, periods = Named(), {}
    for text in texts:
        try:
            notation = (
                "/".join(_notation(side, when) for side in text.split("/")) if when.start else _notation(text, when)
            )
            period = parse_period(notation, published=published)
        except BadInput as error:
            named.faults[text] = (error.what, error.advice)
            continue
        if period is not None:
            named.keys[text] = notation
            periods[notation] = period
    return named, periods


def _notation(text: str, when: When) -> str:
    """A date of the table in EDTF."""
    plain = text.strip()
    if when.format == "sdmx":
        plain = _sdmx(plain)
    elif when.format and plain:
        plain = _formatted(plain, when.format)
    elif not when.start and not when.codes and re.fullmatch(r"\d{4}\.0", plain, re.ASCII):
        plain = plain[:4]
    if when.years or when.day:
        return _of_year(plain, when)
    return plain


def _of_year(text: str, when: When) -> str:
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise BadInput(f"{text!r} is no year", advice="The mapping says that the column holds years.")
    return f"{text}-{when.day}" if when.day else f"{text}/{int(text) + when.years:04}"


def _formatted(text: str, form: str) -> str:
    try:
        found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day of a table has no time zone
    except ValueError:
        raise BadInput(
            f"{text!r} is not written as {form}", advice="Is another column meant, or another form?"
        ) from None
    days = "%d" in form or "%j" in form
    return found.isoformat()[: 10 if days else 7 if "%m" in form else 4]


def _sdmx(text: str) -> str:
    """A period of SDMX in EDTF: ``2020-Q1`` is January to March."""
    match = _SDMX.fullmatch(text)
    if not match:
        return text
    year = match[1]
    for group, months in _MONTHS.items():
        if match[group]:
            return _part(year, int(match[group]), months, text)
    if match[7]:
        return _week(int(year), int(match[7]), text)
    return year


def _part(year: str, number: int, months: int, text: str) -> str:
    if not 1 <= number <= 12 // months:
        raise BadInput(f"{text!r} is no period", advice=f"A year has {12 // months} of these.")
    last = number * months
    first = last - months + 1
    return f"{year}-{first:02}" if first == last else f"{year}-{first:02}/{year}-{last:02}"


def _week(year: int, number: int, text: str) -> str:
    try:
        first = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise BadInput(f"{text!r} is no week", advice="A year has 52 or 53 weeks.") from None
    return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"


def read_places(texts: list[str], resolver: Resolver, *, ever: bool = False) -> Named:
    """What names of places mean whatever the period.

    Args:
        texts: The different names.
        resolver: Finds places.
        ever: Whether countries that are no more are meant, too: people are born in the Soviet Union to this day.
    """
    named = Named()
    for text in texts:
        read_place(named, text, resolver, _LONG_AGO if ever else None, text)
    return named


_LONG_AGO = Period(notation="1900", edtf="1900", start=date(1900, 1, 1), end=date(1900, 12, 31))
"""When every country that was withdrawn from ISO 3166-1 was still there."""


def read_place(named: Named, text: str, resolver: Resolver, period: Period | None, name: str) -> None:
    """What one name of a place means in a period; it goes among the keys, under a name, or among the faults."""
    from sojourn.importers.places import Mention

    mention = Mention(text=text, start=period.start if period else None, end=period.end if period else None)
    try:
        named.keys[name] = resolver.key(mention)
    except NotFound as error:
        named.faults[text] = (error.what, error.advice)


def store(connection: duckdb.DuckDBPyConnection, name: str, named: dict[str, str]) -> None:
    """Puts names and keys into a table with the columns ``text`` and ``key``."""
    import pyarrow as pa

    table = pa.table({"text": list(named), "key": list(named.values())}, schema=_schema())
    connection.register("handed_over", table)
    connection.execute(fill("create or replace table {name} as select * from handed_over", name=quoted(name)))
    connection.unregister("handed_over")


def _schema() -> object:
    import pyarrow as pa

    return pa.schema([("text", pa.string()), ("key", pa.string())])
