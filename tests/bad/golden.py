"""The format of the golden files of this folder: what is wrong, and beside it the exact message.

A case begins with ``== its name``. Its parts begin with ``[name]``: a file of the study to write, ``[cells]`` to change
in a good claim, and the ``[message]`` that must come. Hidden characters are written as ``\\u202e``.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
REGISTRY = HERE.parent / "sheets" / "registry"
"""A small registry that never changes, so that the messages do not."""

GOOD = {"id": "X-1", "kind": "residence", "to": "CN", "who": "russians", "value": "2000..3000", "when": "2020"}
SOURCES = """\
key,type,title,published,based_on
daily,article-newspaper,The daily,2025-01-31,
agency,report,The agency,,
"""


@dataclass(frozen=True)
class Case:
    """One case of a golden file, by the names of its parts."""

    name: str
    parts: dict[str, str]

    @property
    def message(self) -> str:
        """The message expected, without a line end."""
        return self.parts.get("message", "").rstrip("\n")

    def cells(self) -> dict[str, str]:
        """The cells to change, by column."""
        pairs = (line.partition(": ") for line in self.parts.get("cells", "").splitlines())
        return {column.rstrip(":"): text for column, _, text in pairs}


def cases(name: str) -> list[Case]:
    """The cases of a golden file."""
    text = (HERE / name).read_text(encoding="utf-8")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    found = []
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        title, _, body = block.partition("\n")
        pieces = re.split(r"^\[([\w.]+)\]\n", body, flags=re.MULTILINE)
        parts = {part: content.strip("\n") + "\n" for part, content in zip(pieces[1::2], pieces[2::2], strict=True)}
        found.append(Case(title, parts))
    return found


def write_study(folder: Path, case: Case) -> None:
    """Writes the files of a case into a folder; a good claim with changed cells where it has none of its own."""
    folder.mkdir()
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    row = {**GOOD, "source": "daily", **case.cells()}
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(row), lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    (folder / "claims.csv").write_text(buffer.getvalue(), encoding="utf-8")
    for name, text in case.parts.items():
        if name.endswith((".csv", ".txt")):
            (folder / name).write_text(text, encoding="utf-8", newline="")


def snapshot(folder: Path) -> dict[str, int]:
    """Every file below a folder, with its size: what must stay as it is."""
    return {str(path.relative_to(folder)): path.lstat().st_size for path in sorted(folder.rglob("*"))}
