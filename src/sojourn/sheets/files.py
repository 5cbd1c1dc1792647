"""The gate for text files: what a study may consist of, and what is refused before it is parsed."""

from __future__ import annotations

import re
from pathlib import Path

from sojourn.errors import BadInput

MAX_BYTES = 32 * 1024 * 1024
"""Largest sheet that is read [bytes]; more rows than that belong into an official table, not into a claim sheet."""

_LFS = b"version https://git-lfs.github.com/spec/"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")

SUSPECT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
"""Characters that a text rarely needs and that can hide what it says."""

_JOINERS = "\u200c\u200d"
_NAMES = {
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
    "\u202d": "a left-to-right override",
    "\u202e": "a right-to-left override",
    "\u2060": "a word joiner",
    "\ufeff": "a byte-order mark inside the text",
}


def check_file(path: Path, folder: Path) -> None:
    """Refuses what is no ordinary, readable file of the study.

    Raises:
        BadInput: If it is missing, a directory, not readable, too large, or a link that leads out of the study.
    """
    where = str(path)
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise BadInput(
            "a link that leads out of the study", where=where, advice="Put the file itself into the study's folder."
        )
    if not path.exists():
        raise BadInput("there is no such file", where=where, advice="`sojourn new` makes a template to start from.")
    if path.is_dir():
        raise BadInput("a folder stands where a file is expected", where=where, advice="Rename or move the folder.")
    if not path.is_file():
        raise BadInput(f"{nature(path)} stands where a file is expected", where=where, advice="Put a file there.")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise BadInput(
            f"the file has {size:,} bytes; a sheet may have {MAX_BYTES:,}",
            where=where,
            advice="Split the study, or bring official tables in by their own importer.",
        )


def nature(path: Path) -> str:
    """What something is that is neither a file nor a folder: ``a named pipe``, ``a socket`` or ``a device``."""
    if path.is_fifo():
        return "a named pipe"
    return "a socket" if path.is_socket() else "a device"


def read_text(path: Path, folder: Path) -> str:
    """The text of a sheet, without byte-order mark.

    Raises:
        BadInput: If the file is not readable or not UTF-8 text; the message names the line.
    """
    check_file(path, folder)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"the file cannot be read: {error.strerror}", where=str(path), advice="Check who may read it."
        ) from None
    return decode(data, str(path))


def decode(data: bytes, where: str) -> str:
    """UTF-8 bytes as text.

    Raises:
        BadInput: If the bytes are another encoding, binary, empty, or only a pointer to a file.
    """
    if not data.strip():
        raise BadInput("the file is empty", where=where, advice="Its first line names the columns.")
    if data.startswith(_LFS):
        raise BadInput("a pointer of git-lfs, not the file itself", where=where, advice="Run `git lfs pull`.")
    if data.startswith(b"PK\x03\x04"):
        raise BadInput("a zip archive or workbook under the name of a text file", where=where, advice="Name it .xlsx.")
    if data.startswith(_UTF16) or _looks_like_utf16(data):
        raise BadInput("the text is UTF-16, not UTF-8", where=where, advice="Save it as `CSV UTF-8`.")
    nul = data.find(b"\0")
    if nul >= 0:
        raise BadInput(
            "a NUL byte", where=f"{where}:{_line(data, nul)}", advice="This is no text file, or a damaged one."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = f"{where}:{_line(data, error.start)}"
        if _SURROGATE.match(data, error.start):
            raise BadInput(
                "half of a surrogate pair, which is no character", where=line, advice="Type the character anew."
            ) from None
        raise BadInput(
            f"the byte 0x{data[error.start]:02x} is not UTF-8; is the file Latin-1 or Windows-1252?",
            where=line,
            advice="Save it as `CSV UTF-8`.",
        ) from None


def hidden(text: str, *, label: bool) -> str:
    """What a text hides, in words; empty when nothing.

    Args:
        text: The text of a cell.
        label: Whether it is a name or key, where joiners are refused even within other scripts.
    """
    for match in SUSPECT.finditer(text):
        character = match.group()
        if character in _JOINERS and not label and _between_letters_beyond_latin(text, match.start()):
            continue
        name = _NAMES.get(
            character, "a control character" if character < " " or character == "\x7f" else "a hidden mark"
        )
        return f"{name} (U+{ord(character):04X})"
    return ""


def _between_letters_beyond_latin(text: str, at: int) -> bool:
    """Whether a joiner does its work: in Persian, Indic scripts and emoji it belongs to the spelling."""
    return 0 < at < len(text) - 1 and text[at - 1] > "\u02ff" and text[at + 1] > "\u02ff"


def _looks_like_utf16(data: bytes) -> bool:
    head = data[:64]
    return len(head) >= 4 and (not any(head[1::2]) or not any(head[0::2]))


def _line(data: bytes, at: int) -> int:
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
