"""The gate for the files of tables: one pass over the bytes, before an engine reads them.

The pass finds what the engine would pass over in silence or report without a place (NUL, other encodings, pointers
of git-lfs), and takes the digest on the way, so that a file is never wholly in memory.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sojourn.errors import BadInput, NotFound
from sojourn.sheets.files import nature

_CHUNK = 1 << 20
_LFS = b"version https://git-lfs.github.com/spec/"
_PACKED = {
    b"\x1f\x8b": "a gzip archive",
    b"PK\x03\x04": "a zip archive or workbook under the name of a text file",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"(\xb5/\xfd": "a zstd archive",
    b"PAR1": "a Parquet file under the name of a text file",
    b"\xd0\xcf\x11\xe0": "an old workbook (.xls) under the name of a text file",
}
_SAVE = "Save it as `CSV UTF-8`, or convert it: iconv -f {encoding} -t UTF-8."


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a pass over a text file found.

    Attributes:
        sha256: Digest of the bytes of the file, hexadecimal.
        lines: How many lines it has; the last one may lack its line end.
        mixed: Whether lines end in more than one way, or in bare carriage returns.
        stamp: Size [bytes] and time of change [ns], to notice when it changes while it is read.
    """

    sha256: str
    lines: int
    mixed: bool
    stamp: tuple[int, int]


def check_path(path: Path) -> None:
    """Refuses what is no ordinary, readable file with something in it.

    Raises:
        NotFound: If there is none.
        BadInput: If it is a folder, a device, empty, not readable, or only a pointer to a file.
    """
    where = str(path)
    try:
        if path.is_dir():
            raise BadInput("a folder stands where a table is expected", where=where, advice="Name the file in it.")
        if not path.exists():
            raise NotFound("there is no such file", where=where, advice="Look at the spelling of its path.")
        if not path.is_file():
            raise BadInput(f"{nature(path)} stands where a table is expected", where=where, advice="Give a file.")
        with path.open("rb") as file:
            head = file.read(len(_LFS))
    except OSError as error:
        raise BadInput(
            f"the file cannot be read: {error.strerror or error}", where=where, advice="Check who may read it."
        ) from None
    if not head.strip(b" \t\r\n\xef\xbb\xbf"):
        raise BadInput("the file is empty", where=where, advice="Its first line names the columns.")
    if head == _LFS:
        raise BadInput("a pointer of git-lfs, not the file itself", where=where, advice="Run `git lfs pull`.")


def check_text(path: Path) -> None:
    """Refuses what is no text file by its first bytes.

    Raises:
        NotFound: If there is none.
        BadInput: As :func:`check_path`, or if it is packed, UTF-16, or of another format.
    """
    check_path(path)
    with path.open("rb") as file:
        _refuse_other_formats(file.read(8), path)


def stamp(path: Path) -> tuple[int, int]:
    """Size [bytes] and time of change [ns] of a file."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def scan_text(path: Path) -> Scan:
    """Looks at every byte of a text file.

    Raises:
        BadInput: If the bytes are no UTF-8 text; the message names the line, and the byte in it.
    """
    check_text(path)
    before = stamp(path)
    look = _Look(path)
    for chunk in _chunks(path):
        look.at(chunk)
    look.end()
    return Scan(sha256=look.hash.hexdigest(), lines=look.lines, mixed=look.mixed, stamp=before)


def refuse_change(path: Path, before: tuple[int, int]) -> None:
    """Refuses a file that was changed while it was read.

    Raises:
        BadInput: If its size or time is another one.
    """
    if stamp(path) != before:
        raise BadInput("the file changed while it was read", where=str(path), advice="Try again when it is complete.")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _refuse_other_formats(head: bytes, path: Path) -> None:
    where = str(path)
    for magic, words in _PACKED.items():
        if head.startswith(magic):
            raise BadInput(words, where=where, advice="Unpack it first, or give it the name that fits its content.")
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        len(head) >= 4 and (not any(head[1::2]) or not any(head[0::2]))
    )
    if utf16:
        advice = _SAVE.format(encoding="UTF-16")
        raise BadInput("the text is UTF-16, not UTF-8", where=f"{where}:1", advice=advice)


class _Look:
    """A pass over the bytes of a text file: digest, line ends, and whatever is no text."""

    def __init__(self, path: Path) -> None:
        self.hash = hashlib.sha256()
        self._path = path
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._feeds = self._returns = self._pairs = 0
        self._seen = self._begun = 0
        self._last = b""

    @property
    def lines(self) -> int:
        """Lines up to here."""
        whole = self._feeds + self._returns - self._pairs
        return whole + (self._last not in (b"", b"\n", b"\r"))

    @property
    def mixed(self) -> bool:
        """Whether lines end in more than one way."""
        return self._pairs not in (0, self._feeds) or self._returns != self._pairs

    def at(self, chunk: bytes) -> None:
        """Takes the next bytes.

        Raises:
            BadInput: If they hold a NUL, or are not UTF-8.
        """
        self.hash.update(chunk)
        nul = chunk.find(b"\0")
        if nul >= 0:
            advice = "This is no text file, or a damaged one."
            raise BadInput("a NUL byte", where=self._where(chunk, nul), advice=advice)
        try:
            self._decoder.decode(chunk)
        except UnicodeDecodeError as error:
            held = len(error.object) - len(chunk)
            self._refuse(chunk, error, error.start - held)
        self._feeds += chunk.count(b"\n")
        if b"\r" in chunk or self._last == b"\r":
            self._returns += chunk.count(b"\r")
            self._pairs += chunk.count(b"\r\n") + (self._last == b"\r" and chunk[:1] == b"\n")
        self._last = chunk[-1:]
        begun = max(chunk.rfind(b"\n"), chunk.rfind(b"\r")) + 1
        self._begun = self._seen + begun if begun else self._begun
        self._seen += len(chunk)

    def end(self) -> None:
        """Closes the pass.

        Raises:
            BadInput: If the file ends within a character.
        """
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            where = f"{self._path}:{self.lines}"
            raise BadInput("the file ends within a character", where=where, advice="Copy it anew.") from None

    def _refuse(self, chunk: bytes, error: UnicodeDecodeError, at: int) -> None:
        byte = error.object[error.start]
        what = f"the byte 0x{byte:02x} is not UTF-8; is the file Latin-1 or Windows-1252?"
        if error.object[error.start : error.start + 1] == b"\xed" and len(error.object) > error.start + 2:
            what = "half of a surrogate pair, which is no character"
        advice = _SAVE.format(encoding="WINDOWS-1252")
        raise BadInput(what, where=self._where(chunk, max(at, 0)), advice=advice) from None

    def _where(self, chunk: bytes, at: int) -> str:
        """``FILE:LINE:byte N``, both counted from 1; the byte within its line."""
        head = chunk[:at]
        begun = max(head.rfind(b"\n"), head.rfind(b"\r")) + 1
        start = self._seen + begun if begun else self._begun
        pairs = head.count(b"\r\n") + (self._last == b"\r" and head[:1] == b"\n")
        breaks = self._feeds + self._returns - self._pairs + head.count(b"\n") + head.count(b"\r") - pairs
        return f"{self._path}:{breaks + 1}:byte {self._seen + at - start + 1}"
