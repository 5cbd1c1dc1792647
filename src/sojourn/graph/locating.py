"""Fills in where the cited passages stand, so that nobody has to count characters."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sojourn.errors import BadInput
from sojourn.model import Assertion, Evidence, Source
from sojourn.outputs import write_whole


def locate(folder: Path, texts: Path) -> int:
    """Fills the empty cells ``chars`` and ``digest`` of the claims and ``sha256`` of the sources; filled ones stay.

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
    by_line = {study.positions[claim].line: evidence for claim, evidence in located.items()}
    digests = {source.key: _text_digest(source, texts) for source in study.sources if source.text}

    def passage(line: int, _: Mapping[str, str]) -> dict[str, str]:
        evidence = by_line.get(line)
        return {"chars": f"{evidence.start}-{evidence.end}", "digest": evidence.sha256} if evidence else {}

    def text(_: int, row: Mapping[str, str]) -> dict[str, str]:
        return {"sha256": digests.get(row.get("key", ""), "")}

    if located:
        _fill(sheet, ("chars", "digest"), passage)
    if any(digests.values()) and (folder / "sources.csv").is_file():
        _fill(folder / "sources.csv", ("sha256",), text)
    return len(located)


def _text_digest(source: Source, texts: Path) -> str:
    from sojourn.audit.evidence import text_of

    raw = text_of(source, texts)
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


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


def _fill(sheet: Path, columns: tuple[str, ...], values: Callable[[int, Mapping[str, str]], dict[str, str]]) -> None:
    """Fills empty cells of a CSV file and leaves all the others as they are; the file is replaced when complete."""
    text = sheet.read_text(encoding="utf-8-sig")
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = next(reader)
    names = [*header, *(name for name in columns if name not in header)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    line = reader.line_num + 1
    for row in reader:
        cells = [*row, *[""] * (len(names) - len(row))] if row else row
        for name, value in values(line, dict(zip(names, cells, strict=False))).items() if row else ():
            place = names.index(name)
            cells[place] = cells[place] or value
        writer.writerow(cells)
        line = reader.line_num + 1
    write_whole(sheet, out.getvalue().encode("utf-8"))
