"""Makes the hostile files that no text editor writes: bytes, links, folders, and broken workbooks."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from sojourn.sheets.files import MAX_BYTES

CSV = "id,kind,to,who,value,when,source,claim\nX-1,residence,CN,russians,5,2020,daily,plain\n"
HEADING = ["id", "kind", "to", "who", "value", "when", "source", "claim"]
ROW = ["X-1", "residence", "CN", "russians", "2000..3000", "2020", "daily", "plain"]

Maker = Callable[[Path], None]


def _claims(data: bytes) -> Maker:
    def make(folder: Path) -> None:
        (folder / "claims.csv").write_bytes(data)

    return make


def _lone_surrogate(folder: Path) -> None:
    (folder / "claims.csv").write_bytes(CSV.encode() + b"X-2,residence,CN,russians,5,2020,daily,\xed\xa0\x80\n")


def _too_large(folder: Path) -> None:
    with (folder / "claims.csv").open("r+b") as file:
        file.truncate(MAX_BYTES + 1)


def _directory(folder: Path) -> None:
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").mkdir()


def _named_pipe(folder: Path) -> None:
    (folder / "claims.csv").unlink()
    os.mkfifo(folder / "claims.csv")


def _link_out(folder: Path) -> None:
    outside = folder.parent / "outside.csv"
    outside.write_text(CSV, encoding="utf-8")
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").symlink_to(outside)


def _missing(folder: Path) -> None:
    (folder / "claims.csv").unlink()


def _missing_sources(folder: Path) -> None:
    (folder / "sources.csv").unlink()


def _dangling(folder: Path) -> None:
    _missing(folder)
    (folder / "claims.csv").symlink_to(folder / "nothing.csv")


FILES: dict[str, Maker] = {
    "empty": _claims(b""),
    "only blanks": _claims(b" \n\n \n"),
    "UTF-16": _claims(CSV.encode("utf-16")),
    "UTF-16 without a mark": _claims(CSV.encode("utf-16-le")),
    "Latin-1": _claims(CSV.encode() + "X-2,residence,CN,russians,5,2020,daily,café\n".encode("latin-1")),
    "NUL": _claims(CSV.encode() + b"X-2,residence,CN,russians,5,2020,daily,\x00\n"),
    "lone surrogate": _lone_surrogate,
    "over the size limit": _too_large,
    "git-lfs pointer": _claims(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n"),
    "workbook named csv": _claims(b"PK\x03\x04rest"),
    "missing": _missing,
    "no sources": _missing_sources,
    "a directory": _directory,
    "a named pipe": _named_pipe,
    "link out of the study": _link_out,
    "dangling link": _dangling,
    "cell without end": _claims(CSV.encode() + b'X-2,residence,CN,russians,5,2020,daily,"' + b"x" * 200_000 + b'"\n'),
    "cell without end in the first claim": _claims(
        CSV.partition("\n")[0].encode() + b'\nX-2,residence,CN,russians,5,2020,daily,"' + b"x" * 200_000 + b'"\n'
    ),
    "claims in two files": lambda folder: save(book(), folder / "claims.xlsx"),
}
"""What is done to the folder of a good study, by the name of the case."""


def book(title: str = "claims") -> Workbook:
    """A workbook with one good claim."""
    made = Workbook()
    tab = made.active
    assert tab is not None
    tab.title = title
    tab.append(HEADING)
    tab.append(ROW)
    return made


def save(made: Workbook, path: Path) -> None:
    """Writes a workbook."""
    made.save(path)


def _bytes(made: Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip archive of some entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _with(name: str, megabytes: int) -> bytes:
    """A good workbook with one more entry, of blanks."""
    buffer = io.BytesIO(_bytes(book()))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as entry:
        for _ in range(megabytes):
            entry.write(b" " * 1024 * 1024)
    return buffer.getvalue()


def _replaced(part: str, old: bytes, new: bytes) -> bytes:
    parts = _parts(_bytes(book()))
    assert old in parts[part]
    return zipped({**parts, part: parts[part].replace(old, new, 1)})


_SHEET = "xl/worksheets/sheet1.xml"


def _encrypted_zip() -> bytes:
    data = bytearray(_bytes(book()))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


_CODE_PAGE = b'<?xml version="1.0" encoding="cp037"?><worksheet'


def _dtd_in_utf16() -> bytes:
    parts = _parts(_bytes(book()))
    return zipped({**parts, _SHEET: '<?xml version="1.0"?><!DOCTYPE x []><worksheet/>'.encode("utf-16-le")})


def _merged() -> bytes:
    made = book()
    tab = made.active
    assert tab is not None
    tab.merge_cells("A1:B1")
    return _bytes(made)


def _merged_below() -> bytes:
    made = book()
    tab = made.active
    assert tab is not None
    tab.append([*ROW])
    tab.merge_cells("C2:C3")
    return _bytes(made)


def _several() -> bytes:
    made = book("data")
    made.create_sheet("notes")
    return _bytes(made)


def _formula() -> bytes:
    made = book()
    tab = made.active
    assert tab is not None
    tab["E2"] = "=SUM(1,2)"
    return _bytes(made)


def _bad_cells() -> bytes:
    made = book()
    tab = made.active
    assert tab is not None
    tab["C2"] = "Harbn"
    tab["E2"] = "5000-6000"
    return _bytes(made)


def _unknown_heading() -> bytes:
    made = book()
    tab = made.active
    assert tab is not None
    tab["E1"] = "valeu"
    return _bytes(made)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "not a zip": lambda: b"<html>no workbook</html>",
    "empty workbook": lambda: b"",
    "a zip but no workbook": lambda: zipped({"readme.txt": b"x"}),
    "encrypted": lambda: _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
    "encrypted zip": _encrypted_zip,
    "an xls renamed": lambda: _OLE + bytes(504) + "Workbook".encode("utf-16-le"),
    "ratio over 100": lambda: _with("xl/media/blank.xml", 20),
    "over 200 MB unpacked": lambda: _with("xl/media/blank.xml", 210),
    "DTD": lambda: _replaced(_SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
    "DTD in the list of tabs": lambda: _replaced("xl/workbook.xml", b"<workbook", b"<!DOCTYPE x []><workbook"),
    "DTD in UTF-16": _dtd_in_utf16,
    "a code page in which nothing looks like a DTD": lambda: _replaced(_SHEET, b"<worksheet", _CODE_PAGE),
    "several tabs, none named": _several,
    "merged heading": _merged,
    "merged cells": _merged_below,
    "entry that leads out": lambda: zipped({**_parts(_bytes(book())), "../x.xml": b"<x/>"}),
    "absolute entry": lambda: zipped({**_parts(_bytes(book())), "/etc/x.xml": b"<x/>"}),
    "truncated": lambda: _bytes(book())[:-200],
    "damaged": lambda: _replaced(_SHEET, b"<sheetData>", b"<sheetDat"),
    "damaged list of tabs": lambda: _replaced("xl/workbook.xml", b"<sheets>", b"<sheets"),
    "macros": lambda: _with("xl/vbaProject.bin", 1),
    "far row": lambda: _replaced(_SHEET, b'<row r="2"', b'<row r="99999999"'),
    "far cell": lambda: _replaced(_SHEET, b'r="H2"', b'r="XFD1048576"'),
    "formula": _formula,
    "cells with faults": _bad_cells,
    "unknown heading in a workbook": _unknown_heading,
}
"""The bytes of a hostile claims.xlsx, by the name of the case."""


def workbook_bytes() -> bytes:
    """The bytes of a workbook with one good claim."""
    return _bytes(book())


def workbook_parts() -> dict[str, bytes]:
    """The parts of that workbook."""
    return _parts(workbook_bytes())
