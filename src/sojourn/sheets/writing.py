"""Assertions become rows again, in the canonical notation; what a spreadsheet would run is guarded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.errors import BadInput, StoreError
from sojourn.model import UNION, Assertion, Evidence, Source
from sojourn.outputs import refuse_existing, write_whole
from sojourn.sheets.columns import CLAIMS, SOURCES, Layout
from sojourn.sheets.evidence import via
from sojourn.sheets.values import notation

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOVES = frozenset({"flow", "transition"})
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_EXEMPT = frozenset({"value", "via"})
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Cells = dict[str, str]


def row_of(assertion: Assertion, sources: Mapping[str, Source]) -> Cells:
    """The cells of an assertion, by column; blank ones are left out.

    Args:
        assertion: Any assertion that a sheet can hold.
        sources: The sources of the study by key, whose own chains are not repeated.

    Raises:
        BadInput: If it has places that no combination of ``from`` and ``to`` expresses.
    """
    value, hedge = notation(assertion.estimate) if assertion.estimate else ("", "")
    period, evidence = assertion.period, assertion.evidence
    start, end = _ends(assertion)
    cells = {
        "id": assertion.id,
        "kind": assertion.kind,
        "from": start,
        "to": end,
        "who": _listed((*assertion.population, *assertion.agent)),
        "of": _listed(assertion.whole),
        "profession": _listed(assertion.profession),
        "value": "; ".join(part for part in (value, assertion.word) if part),
        "when": period.notation if period else "",
        "when_words": period.words if period else "",
        "hedge": hedge,
        "status": assertion.status,
        "mobility": " -> ".join(part for part in (assertion.mobility, assertion.mobility_after) if part),
        "modality": "" if assertion.modality == "asserted" else assertion.modality,
        "method": assertion.method,
        "observation": assertion.observation,
        "driver": assertion.driver,
        "role": assertion.role,
        "explains": _listed(assertion.explains),
        "event": assertion.event,
        "about": _listed(assertion.about),
        "contrasts": _listed(assertion.contrasts),
        "restates": _listed(assertion.restates),
        "supersedes": _listed(assertion.supersedes),
        "source": evidence.source,
        "via": via(evidence, sources),
        "at": evidence.locator or _locator(evidence.line, evidence.sentence),
        **_passage(evidence),
        "printed": assertion.estimate.printed if assertion.estimate else "",
        "claim": assertion.claim,
        "note": assertion.note,
        "lang": "" if assertion.lang == "en" else assertion.lang,
    }
    return {column: text for column, text in cells.items() if text}


def _ends(assertion: Assertion) -> tuple[str, str]:
    origin, destination, place = assertion.origin, assertion.destination, assertion.place
    if place:
        if origin or destination:
            raise BadInput("a row cannot hold a place beside an origin or a destination", where=assertion.id)
        if assertion.kind in _MOVES:
            raise BadInput(f"a row of kind {assertion.kind} cannot hold a place", where=assertion.id)
        return "", _listed(place)
    if destination and not origin and assertion.kind not in _MOVES:
        raise BadInput(f"a row of kind {assertion.kind} cannot hold a destination alone", where=assertion.id)
    return _listed(origin), _listed(destination)


def _passage(evidence: Evidence) -> Cells:
    return {
        "chars": f"{evidence.start}-{evidence.end}" if evidence.start >= 0 else "",
        "digest": evidence.sha256,
        "wording": evidence.wording,
        "quote": evidence.quote,
    }


def _listed(keys: Iterable[str]) -> str:
    return "; ".join(key.replace(UNION, f" {UNION} ") for key in keys)


def _locator(line: int, sentence: int) -> str:
    return f"{line}.{sentence}" if sentence else str(line or "")


def source_row(source: Source) -> Cells:
    """The cells of a source, by column; blank ones are left out."""
    cells = {name: getattr(source, name) for name in SOURCES.columns if name not in ("based_on", "seen")}
    cells["based_on"] = _listed(source.based_on)
    cells["seen"] = "" if source.seen else "no"
    return {column: cells[column] for column in SOURCES.columns if cells[column]}


def guarded(column: str, text: str) -> str:
    """A text that no spreadsheet takes for a formula; reading takes the apostrophe away again."""
    return f"'{text}" if column not in _EXEMPT and _DANGEROUS.match(text) else text


def csv_text(layout: Layout, rows: Iterable[Cells], columns: Iterable[str] | None = None) -> str:
    """A table as CSV text."""
    names = list(columns or layout.columns)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([guarded(name, row.get(name, "")) for name in names] for row in rows)
    return buffer.getvalue()


def write_csv(
    folder: Path, assertions: Iterable[Assertion], sources: Iterable[Source], *, force: bool = False
) -> list[Path]:
    """Writes ``claims.csv`` and ``sources.csv`` of a study.

    Returns:
        The files.

    Raises:
        StoreError: If one of them is there and ``force`` is not set.
    """
    keyed = {source.key: source for source in sources}
    claims = csv_text(CLAIMS, [row_of(assertion, keyed) for assertion in assertions])
    rows = csv_text(SOURCES, [source_row(source) for source in keyed.values()])
    return put_files({folder / "claims.csv": claims.encode(), folder / "sources.csv": rows.encode()}, force=force)


def put_files(contents: Mapping[Path, bytes], *, force: bool) -> list[Path]:
    """Writes files of a study, each whole or not at all, and none when one of them may not be replaced.

    Raises:
        StoreError: If one is there and ``force`` is not set, or the folder cannot be written.
    """
    for path in contents:
        refuse_existing(path, force=force)
    for path, data in contents.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            where = str(path.parent)
            raise StoreError(
                f"the folder cannot be made: {reason}", where=where, advice="Choose another one."
            ) from None
        write_whole(path, data, force=force)
    return list(contents)


def book_bytes(book: Workbook) -> bytes:
    """A workbook as the bytes of its file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write_xlsx(path: Path, assertions: Iterable[Assertion], sources: Iterable[Source], *, force: bool = False) -> Path:
    """Writes a study as a workbook with the tabs ``claims`` and ``sources``.

    Raises:
        StoreError: If the file is there and ``force`` is not set.
    """
    from openpyxl import Workbook

    refuse_existing(path, force=force)
    keyed = {source.key: source for source in sources}
    book = Workbook()
    claims = book.active
    if claims is None:  # a new workbook always has a tab
        claims = book.create_sheet()
    claims.title = CLAIMS.name
    fill_tab(claims, list(CLAIMS.columns), [row_of(assertion, keyed) for assertion in assertions])
    fill_tab(book.create_sheet(SOURCES.name), list(SOURCES.columns), [source_row(source) for source in keyed.values()])
    put_files({path: book_bytes(book)}, force=force)
    return path


def fill_tab(tab: Worksheet | Any, columns: list[str], rows: Iterable[Cells]) -> None:
    """Headings, frozen, and rows of text cells; nothing becomes a formula, a date or a number."""
    from openpyxl.styles import Font

    for at, name in enumerate(columns, 1):
        tab.cell(1, at, name).font = Font(bold=True)
    tab.freeze_panes = "A2"
    for line, row in enumerate(rows, 2):
        for at, name in enumerate(columns, 1):
            text = row.get(name, "")
            if text:
                put_text(tab.cell(line, at), guarded(name, text))


def put_text(cell: Any, text: str) -> None:
    """Writes a text as text, whatever it looks like."""
    cell.value = _UNWRITABLE.sub("\ufffd", text)
    cell.data_type = "s"
    cell.number_format = "@"
