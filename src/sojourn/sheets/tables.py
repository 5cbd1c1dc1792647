"""CSV text becomes rows that know their positions; headings are matched, synonyms noted, faults collected."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sojourn.errors import BadInput
from sojourn.sheets.columns import Layout
from sojourn.sheets.files import SUSPECT, hidden, read_text
from sojourn.sheets.findings import Findings, Row, Sheet
from sojourn.sheets.nearest import did_you_mean

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_LABELS = frozenset({"id", "key", "en", "zh", "ru", "aliases", "source", "from", "to", "who", "of", "title", "kind"})
MAX_CELL = 32_767
"""Most characters in a cell, as in spreadsheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as it stands in the file: its first line and all its cells."""

    line: int
    cells: list[str]


@dataclass(slots=True, kw_only=True)
class Table:
    """A table of a study.

    Attributes:
        sheet: Where it comes from.
        layout: Which table it is.
        rows: Its rows that are not blank.
        records: Every record as it stands, the heading first, for annotated copies.
    """

    sheet: Sheet
    layout: Layout
    rows: list[Row] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


def read_csv(path: Path, folder: Path, layout: Layout, order: int, findings: Findings) -> Table | None:
    """Reads one CSV file of a study; what is wrong with it goes into ``findings``.

    Returns:
        The table with the rows that could be read; ``None`` when not even the headings could.
    """
    label = str(path)
    try:
        text = read_text(path, folder)
    except BadInput as error:
        findings.add_file(error.where, error.what, error.advice, order=order)
        return None
    if "\r" in text:
        if "\n" in text.replace("\r\n", "") or "\r" in text.replace("\r\n", ""):
            findings.notes.append(f"{label}: mixed line ends were read as line ends")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text, layout)
    if delimiter != ",":
        findings.notes.append(f"{label}: the columns are separated by {_DELIMITERS[delimiter]}")
    records: list[Record] = []
    bare = Sheet(label=label, order=order)
    try:
        records.extend(_records(text, delimiter))
    except _Unreadable as fault:
        findings.add_at(bare, fault.line, fault.what, fault.advice)
        return table_of(records, bare, layout, findings, cut=True) if records else None
    return table_of(records, bare, layout, findings)


def raw_records(path: Path, folder: Path, layout: Layout) -> list[Record]:
    """Every record of a CSV file as it stands, faults included; none when it is no text."""
    try:
        text = read_text(path, folder).replace("\r\n", "\n").replace("\r", "\n")
    except BadInput:
        return []
    reader = csv.reader((f"{line}\n" for line in text.split("\n")), delimiter=_delimiter(text, layout))
    records: list[Record] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append(Record(line=line, cells=cells))
            line = reader.line_num + 1
    except csv.Error:
        return records
    return records


def heading_positions(heading: Record, layout: Layout) -> dict[str, int]:
    """The position of every heading, as written and as understood."""
    positions: dict[str, int] = {}
    for at, cell in enumerate(heading.cells):
        key = _heading_key(cell)
        positions.setdefault(cell.strip(), at)
        positions.setdefault(layout.synonyms.get(key, key), at)
    return positions


class _Unreadable(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, line: int, what: str, advice: str) -> None:
        self.line = line
        self.what = what
        self.advice = advice
        super().__init__(what)


def _records(text: str, delimiter: str) -> Iterator[Record]:
    reader = csv.reader((f"{line}\n" for line in text.split("\n")), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Record(line=line, cells=cells)
            line = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            raise _Unreadable(
                line, f"a cell is longer than {csv.field_size_limit():,} characters", "Is a quote missing?"
            ) from None
        raise _Unreadable(
            _opening_quote(text, delimiter, line),
            "a quote opens here and does not close where a cell ends",
            'Close it with ", and double a quote that belongs to the text: "".',
        ) from None


def _opening_quote(text: str, delimiter: str, start: int) -> int:
    """The line of the quote that was open where reading failed, from the record's first line onwards."""
    lines = text.split("\n")
    quoted, fresh, opened, skip = False, True, start, False
    for number, line in enumerate(lines[start - 1 :], start):
        for at, character in enumerate(line):
            if skip:
                skip = False
            elif quoted and character == '"':
                if line[at + 1 : at + 2] == '"':
                    skip = True
                elif line[at + 1 : at + 2] in ("", delimiter):
                    quoted = False
                else:
                    return opened
            elif not quoted:
                if character == '"' and fresh:
                    quoted, opened = True, number
                fresh = character == delimiter
        fresh = not quoted
    return opened


def _delimiter(text: str, layout: Layout) -> str:
    """The delimiter under which most headings are known."""
    heading = text.lstrip("\n").split("\n", 1)[0]
    known = {*layout.columns, *layout.synonyms}

    def hits(delimiter: str) -> int:
        return sum(_heading_key(cell.strip('"')) in known for cell in heading.split(delimiter))

    return max(_DELIMITERS, key=hits)


def _heading_key(text: str) -> str:
    return "_".join(text.strip().casefold().replace("-", " ").split())


def table_of(
    records: Iterable[Record], sheet: Sheet, layout: Layout, findings: Findings, *, cut: bool = False
) -> Table | None:
    """Makes rows of records, the first of which holds the headings.

    Args:
        records: What the file or tab holds.
        sheet: Where it stands.
        layout: Which table it is.
        findings: Where problems go.
        cut: Whether the reading ended at a fault, so that no rows does not mean that the file has none.
    """
    listed = [record for record in records if any(cell.strip() for cell in record.cells)]
    if not listed:
        findings.add_file(sheet.label, "the file is empty", "Its first line names the columns.", order=sheet.order)
        return None
    heading = listed[0]
    columns = _columns(heading, sheet, layout, findings)
    if columns is None:
        return None
    positions = {name: at for at, name in columns.items()}
    sheet = Sheet(label=sheet.label, tab=sheet.tab, columns=positions, order=sheet.order)
    table = Table(sheet=sheet, layout=layout, records=listed)
    if len(listed) == 1 and not cut and layout.name == "claims":
        findings.add_at(sheet, heading.line, "there are only headings, and no claim", "Add a row for each claim.")
    width = len(heading.cells)
    for record in listed[1:]:
        row = _row(record, columns, width, sheet, findings)
        if row is not None:
            table.rows.append(row)
    return table


def _columns(heading: Record, sheet: Sheet, layout: Layout, findings: Findings) -> dict[int, str] | None:
    """The column at each position; ``None`` when something is missing, unknown or there twice."""
    columns: dict[int, str] = {}
    faults = len(findings)
    for at, cell in enumerate(heading.cells):
        key = _heading_key(cell.removeprefix("\ufeff"))
        if not key:
            continue
        name = layout.synonyms.get(key, key) if key not in layout.columns else key
        if name not in layout.columns:
            advice = did_you_mean(key, [*layout.columns, *layout.synonyms])
            findings.add_at(
                sheet,
                heading.line,
                f"there is no column {cell.strip()!r} in {layout.name}",
                f"{advice}The columns are {', '.join(layout.columns)}.",
                column=cell.strip(),
                at=at,
            )
        elif name in columns.values():
            findings.add_at(
                sheet,
                heading.line,
                f"the column {name!r} stands twice",
                "Remove or rename one of the two.",
                column=name,
                at=at,
            )
        else:
            columns[at] = name
            if name != key:
                findings.notes.append(
                    f"{sheet.where(heading.line, at=at)}: the column {cell.strip()!r} was read as {name!r}"
                )
    for needed in layout.needed:
        if needed not in columns.values():
            findings.add_at(
                sheet, heading.line, f"the column {needed!r} is missing", f"{needed}: {layout.columns[needed]}"
            )
    return columns if len(findings) == faults else None


def _row(record: Record, columns: dict[int, str], width: int, sheet: Sheet, findings: Findings) -> Row | None:
    cells = record.cells
    if not sheet.tab and len(cells) != width and (len(cells) < width or any(cell.strip() for cell in cells[width:])):
        findings.add_at(
            sheet,
            record.line,
            f"this row has {len(cells)} cells, and the headings are {width}",
            "Put a text that holds the delimiter in quotes, and leave blank cells blank.",
        )
        return None
    values: dict[str, str] = {}
    below: dict[str, int] = {}
    lines = 0
    for at, cell in enumerate(cells):
        text = cell.strip()
        if text:
            name = columns.get(at)
            if name is None:
                findings.add_at(sheet, record.line, "a cell stands under no heading", "Name its column.", at=at)
                continue
            if text[0] == "'" and _GUARDED.match(text):
                text = text[1:]
            values[name] = text
            if lines:
                below[name] = lines
        if "\n" in cell and not sheet.tab:
            lines += cell.count("\n")
    row = Row(sheet, record.line, values, below)
    _refuse_hidden(row, values, findings)
    return row


def _refuse_hidden(row: Row, values: dict[str, str], findings: Findings) -> None:
    """Refuses marks that hide what a text says; the rest of the row is read without them."""
    for name, text in list(values.items()):
        if SUSPECT.search(text):
            mark = hidden(text, label=name in _LABELS)
            if mark:
                findings.add(row, name, f"{mark} is hidden in the text", "Remove it; it changes what people read.")
                values[name] = SUSPECT.sub("", text)
        if len(text) > MAX_CELL:
            findings.add(row, name, f"the cell has {len(text):,} characters; {MAX_CELL:,} are allowed", "Shorten it.")
