"""Where the cited passages stand: filled in, so that nobody has to count characters, and read for whoever owns them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput
from sojourn.model import Assertion, Evidence, Source
from sojourn.outputs import write_whole
from sojourn.vocabulary import PREFIXES, key_of

if TYPE_CHECKING:
    from sojourn.stores.store import Store

MOST_FILES = 1_000
"""How many files of a folder with texts are looked at, the first by their names."""

_DIGESTS = f"SELECT ?source ?text WHERE {{ ?source <{PREFIXES['sj']}textDigest> ?text }}"


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


def passages(store: Store, texts: Path) -> dict[str, str]:
    """The passages that the claims of a graph cite, out of the texts of their owner.

    A text is known by its digest, whatever its file is called; a passage is given only if it is the one that was
    digested. Of a text that is not there, or was changed, nothing is given.

    Args:
        store: The graph.
        texts: Folder with the texts; folders within it are not looked through.

    Returns:
        What stands at the locator, by the key of the claim (the last segment of its IRI).

    Raises:
        BadInput: If there is no such folder, or none of its files is a text from which the graph was read.
    """
    from sojourn.audit.passages import decoded
    from sojourn.graph.evidence import told
    from sojourn.rdf.writing import assertion_iri

    if not texts.is_dir():
        raise BadInput("there is no folder of that name", where=str(texts), advice="Name the folder with the texts.")
    digests = _digests(store)
    files = _by_digest(texts, set(digests.values()))
    if digests and not files:
        raise BadInput(
            "none of its files is a text from which this graph was read",
            where=str(texts),
            advice="A text is known by its SHA-256, so it must be the very file. Draw without the texts, or get them.",
        )
    read = {source: decoded(files[sha256]) for source, sha256 in digests.items() if sha256 in files}
    found = {}
    for assertion in told(store):
        evidence = assertion.evidence
        if evidence.source in read and (here := _cited(evidence, read[evidence.source])):
            found[assertion_iri(assertion).rsplit("/", 1)[-1]] = here
    return dict(sorted(found.items()))


def _digests(store: Store) -> dict[str, str]:
    """The SHA-256 of the text of each source that has one, by the key of the source."""
    from sojourn.queries.running import select

    rows = select(store, _DIGESTS).values()
    return {key_of(row["source"]): row["text"].casefold() for row in rows if row["source"] and row["text"]}


def _cited(evidence: Evidence, text: str) -> str:
    """The passage: by its offsets, or by line and sentence; empty unless it is the one that was digested."""
    from sojourn.audit.passages import digest, passage

    try:
        if evidence.start >= 0:
            here = text[evidence.start : evidence.end]
        else:
            here = passage(text, evidence.line, evidence.sentence).text if evidence.line else ""
    except BadInput:  # the text has no such line
        return ""
    return here if not evidence.sha256 or evidence.sha256.casefold() == digest(here) else ""


def _by_digest(texts: Path, wanted: Collection[str]) -> dict[str, bytes]:
    """The files of a folder whose digest is wanted, in the order of their names."""
    from sojourn.audit.evidence import MAX_BYTES

    folder, found = texts.resolve(), {}
    for file in sorted(folder.iterdir())[:MOST_FILES]:
        real = file.resolve()
        try:
            if not real.is_relative_to(folder) or not real.is_file() or real.stat().st_size > MAX_BYTES:
                continue
            raw = real.read_bytes()
        except OSError:  # not readable: as good as not there
            continue
        sha256 = hashlib.sha256(raw).hexdigest()
        if sha256 in wanted:
            found[sha256] = raw
    return found
