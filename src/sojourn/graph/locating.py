"""Fills in where the cited passages stand, so that nobody has to count characters."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

from sojourn.errors import BadInput
from sojourn.model import Assertion, Evidence, Source


def locate(folder: Path, texts: Path) -> int:
    """Fills the empty cells ``chars`` and ``digest`` of a study's ``claims.csv``; cells that are filled stay.

    Args:
        folder: The study.
        texts: Folder with the texts of its sources.

    Returns:
        The number of passages located.

    Raises:
        BadInput: If the study is a workbook, the texts are not there, or a locator leads beyond its text.
        SheetErrors: If the sheets have problems.
    """
    from sojourn.sheets.study import load_study

    sheet = folder / "claims.csv"
    if not texts.is_dir():
        raise BadInput("there is no folder of that name", where=str(texts), advice="Name the folder with the texts.")
    if folder.is_dir() and not sheet.is_file():
        raise BadInput("there is no claims.csv", where=str(folder), advice="Passages are located in CSV sheets only.")
    study = load_study(folder)
    located = dict(_located(study.assertions, {source.key: source for source in study.sources}, texts))
    if located:
        _fill(sheet, {study.positions[claim].line: evidence for claim, evidence in located.items()})
    return len(located)


def _located(
    assertions: tuple[Assertion, ...], sources: dict[str, Source], texts: Path
) -> Iterator[tuple[str, Evidence]]:
    from sojourn.audit.evidence import located, text_of
    from sojourn.audit.passages import decoded

    read: dict[str, str | None] = {}
    for assertion in assertions:
        evidence = assertion.evidence
        if evidence.start >= 0 and evidence.sha256:
            continue
        if evidence.source not in read:
            source = sources.get(evidence.source)
            raw = text_of(source, texts) if source is not None and source.text else None
            read[evidence.source] = None if raw is None else decoded(raw)
        text = read[evidence.source]
        if text is not None and evidence.line:
            yield assertion.id, located(evidence, text)


def _fill(sheet: Path, by_line: dict[int, Evidence]) -> None:
    text = sheet.read_text(encoding="utf-8-sig")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = next(reader)
    names = [*header, *(name for name in ("chars", "digest") if name not in header)]
    chars, digest = names.index("chars"), names.index("digest")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    line = reader.line_num + 1
    for row in reader:
        cells = [*row, *[""] * (len(names) - len(row))] if row else row
        evidence = by_line.get(line)
        if evidence is not None:
            cells[chars] = cells[chars] or f"{evidence.start}-{evidence.end}"
            cells[digest] = cells[digest] or evidence.sha256
        writer.writerow(cells)
        line = reader.line_num + 1
    aside = sheet.with_name(f".{sheet.name}.{os.getpid()}")
    try:
        aside.write_text(out.getvalue(), encoding="utf-8", newline="")
        aside.replace(sheet)
    finally:
        aside.unlink(missing_ok=True)
