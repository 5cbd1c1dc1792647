"""Workbooks: a gate that refuses what harms, then the tabs as tables whose cells keep their names."""

from __future__ import annotations

import re
import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from sojourn.errors import BadInput
from sojourn.sheets.columns import CLAIMS, STUDY_TABLES
from sojourn.sheets.files import check_file
from sojourn.sheets.findings import Findings, Sheet
from sojourn.sheets.tables import Record, Table, table_of

MAX_UNPACKED = 200 * 1024 * 1024
"""Largest sum of the parts of a workbook [bytes]."""
MAX_RATIO = 100
"""Most by which a workbook may grow on unpacking; small ones are exempt."""
SMALL = 4 * 1024 * 1024
"""Unpacked size up to which no ratio harms [bytes]."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FAR = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]*?\br="([A-Z]{3,}\d+|[A-Z]*\d{6,})"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NOT_ONE = "Save it anew as an Excel workbook (.xlsx), or as CSV UTF-8."


def workbooks(folder: Path) -> list[Path]:
    """The workbooks in a study's folder, without the lock files of office programs."""
    return sorted(path for path in folder.glob("*.xlsx") if not path.name.startswith(("~$", ".")))


def read_workbook(path: Path, folder: Path, findings: Findings) -> dict[str, Table | None]:
    """Reads the tabs of a workbook that belong to a study; what is wrong with them goes into ``findings``."""
    try:
        check_file(path, folder)
        parts = check_workbook(path)
        tabs = _tabs(path, parts)
    except BadInput as error:
        findings.add_file(error.where or str(path), error.what, error.advice)
        return dict.fromkeys(("claims", "sources"))
    chosen = _choose(list(tabs), path, findings)
    tables: dict[str, Table | None] = {}
    for order, layout in enumerate(STUDY_TABLES):
        if layout.name not in chosen:
            continue
        tab = chosen[layout.name]
        sheet = Sheet(label=str(path), tab=tab, order=order)
        merged = _MERGED.findall(tabs[tab])
        if merged:
            first, _, last = merged[0].decode().partition(":")
            headings = ", and they hold the headings" if re.fullmatch(r"[A-Z]+1", first) else ""
            what = f"the cells {first}:{last} are merged{headings}"
            findings.add_file(f"{path}:{tab}!{first}", what, "Unmerge them: every cell stands for itself.", order=order)
            tables[layout.name] = None
            continue
        faults = len(findings)
        records = _read_records(path, tab, sheet, findings)
        damaged = not records and len(findings) > faults
        tables[layout.name] = None if damaged else table_of(records, sheet, layout, findings)
    if not chosen:
        tables["claims"] = tables["sources"] = None
    return tables


def raw_tabs(path: Path) -> dict[str, list[Record]]:
    """Every tab of a workbook as it stands, by its name in lower case; none when it cannot be read."""
    try:
        names = list(_tabs(path, check_workbook(path)))
    except BadInput:
        return {}
    single = {names[0]: CLAIMS.name} if len(names) == 1 else {}
    tabs: dict[str, list[Record]] = {}
    for name in names:
        sheet = Sheet(label=str(path), tab=name)
        tabs[single.get(name, name.strip().casefold())] = _read_records(path, name, sheet, Findings())
    return tabs


def check_tabs(path: Path) -> list[str]:
    """The names of the tabs of a workbook that passed the gate; for importers, which read the tabs piece by piece.

    Raises:
        BadInput: As :func:`check_workbook`, or if a part has a DTD or a cell lies absurdly far out.
    """
    return list(_tabs(path, check_workbook(path)))


def _choose(names: list[str], path: Path, findings: Findings) -> dict[str, str]:
    """The tab that holds each table; a single tab is taken for the claims, with a note."""
    known = {layout.name for layout in STUDY_TABLES}
    chosen = {name.strip().casefold(): name for name in names if name.strip().casefold() in known}
    if CLAIMS.name in chosen:
        return chosen
    if len(names) == 1:
        findings.notes.append(f"{path}: the only tab, {names[0]!r}, was read as 'claims'")
        return {CLAIMS.name: names[0]}
    listed = ", ".join(repr(name) for name in names)
    findings.add_file(
        str(path),
        f"none of the {len(names)} tabs is named 'claims': {listed}",
        "Name the tab with the claims 'claims'.",
    )
    return {}


def check_workbook(path: Path) -> dict[str, bytes]:
    """The XML parts of a workbook, after a look at what could harm.

    Raises:
        BadInput: If it is no workbook, encrypted, too large on unpacking, or holds macros, a DTD or odd paths.
    """
    where = str(path)
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise BadInput("the file is empty", where=where, advice=_NOT_ONE)
    if head == _OLE:
        if _ENCRYPTED in path.read_bytes():
            raise BadInput("the workbook is encrypted", where=where, advice="Save it without a password.")
        raise BadInput("an old .xls under the name of an .xlsx", where=where, advice=_NOT_ONE)
    if not head.startswith(b"PK"):
        raise BadInput("this is no workbook: it is not even a zip archive", where=where, advice=_NOT_ONE)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(archive.infolist(), path)
            return {info.filename: archive.read(info) for info in archive.infolist() if _is_xml(info.filename)}
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput("the workbook is truncated or damaged", where=where, advice="Copy or save it anew.") from None
    except Exception as error:
        if type(error).__module__ != "zlib":
            raise
        raise BadInput("the workbook is truncated or damaged", where=where, advice="Copy or save it anew.") from None


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_entries(entries: list[zipfile.ZipInfo], path: Path) -> None:
    where = str(path)
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(1, path.stat().st_size)
    if unpacked > MAX_UNPACKED or (unpacked > SMALL and ratio > MAX_RATIO):
        excess = f"more than {MAX_RATIO} times its size" if ratio > MAX_RATIO else "which is too much"
        what = f"the workbook would unpack to {unpacked / 1024 / 1024:,.0f} MB, {excess}"
        raise BadInput(what, where=where, advice="Delete empty formatted rows, or use CSV.")
    for entry in entries:
        name = entry.orig_filename
        if entry.flag_bits & 1:
            raise BadInput("the workbook is encrypted", where=where, advice="Save it without a password.")
        if ".." in name.replace("\\", "/").split("/") or name.startswith(("/", "\\")) or ":" in name:
            raise BadInput(f"the archive has an entry {name!r}, which leads out of it", where=where, advice=_NOT_ONE)
        if "vbaproject" in name.lower() or "/macrosheets/" in name.lower():
            raise BadInput("the workbook holds macros", where=where, advice="Save it as .xlsx, without macros.")
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise BadInput("a zip archive, but no workbook", where=where, advice=_NOT_ONE)


def _tabs(path: Path, parts: dict[str, bytes]) -> dict[str, bytes]:
    """The XML of every tab by its name.

    Raises:
        BadInput: If a part has a DTD or is no XML, or a cell lies absurdly far out.
    """
    where = str(path)
    for name, data in parts.items():
        text = data.replace(b"\0", b"") if b"\0" in data[:8] else data
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise BadInput(f"the part {name} has a DTD", where=where, advice=_NOT_ONE)
        encoding = _ENCODING.search(text[:200])
        if encoding and encoding[1].lower() not in _ENCODINGS:
            named = encoding[1].decode("ascii", "replace")
            raise BadInput(f"the part {name} is encoded as {named!r}, not as UTF-8", where=where, advice=_NOT_ONE)
    try:
        book = ET.fromstring(parts["xl/workbook.xml"])  # noqa: S314 - without a DTD there are no entities to expand
        relations = ET.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))  # noqa: S314 - as above
    except ET.ParseError:
        raise BadInput("the workbook's list of tabs is no XML", where=where, advice=_NOT_ONE) from None
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    tabs: dict[str, bytes] = {}
    for entry in book.iter():
        if not entry.tag.endswith("}sheet"):
            continue
        target = targets.get(entry.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        name = entry.get("name", "")
        tabs[name] = parts.get(part, b"")
        far = _FAR.search(tabs[name])
        if far:
            raise BadInput(
                "a cell lies too far out",
                where=f"{path}:{name}!{far[1].decode()[:20]}",
                advice="Delete the empty rows and columns beyond the table; larger tables come as CSV.",
            )
    return tabs


def _read_records(path: Path, tab: str, sheet: Sheet, findings: Findings) -> list[Record]:
    """The rows of a tab; a damaged one is noted, and gives none."""
    from openpyxl import load_workbook

    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not support (drop-downs, styles) is not read anyway
        try:
            book = load_workbook(file, read_only=True, data_only=False)
            rows = book[tab]
            rows.reset_dimensions()
            return [
                Record(line=line, cells=[_cell_text(cell, sheet, findings) for cell in cells])
                for line, cells in enumerate(rows.iter_rows(), 1)
            ]
        except Exception:  # openpyxl lets through whatever its XML parser and its own types raise
            findings.add_file(str(path), f"the tab {tab!r} is damaged", _NOT_ONE, order=sheet.order)
            return []


def _cell_text(cell: Any, sheet: Sheet, findings: Findings) -> str:
    """What a cell holds; a formula is noted as a problem."""
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        findings.add_at(sheet, cell.row, "the cell holds a formula", "Paste its value instead.", at=cell.column - 1)
        return ""
    return typed(cell.value, str(cell.number_format or ""))


def typed(value: object, number_format: str) -> str:
    """A value as a person would type it into the sheet."""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, int | float):
        return _number(value, number_format)
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{_plain(round(value * 100, 10))}%"
    return _plain(value)


def _plain(value: float) -> str:
    """A number without exponent and without a fraction that is none; three decimals get a zero, as in the notation."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10f}".rstrip("0")
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 else text
