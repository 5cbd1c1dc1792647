"""How a source is cited: as a sentence, for BibTeX, and as CSL-JSON for reference managers.

Nothing is invented: what the graph does not hold is left out, names stand as they were written down, and a date that is
no plain day, month or year is handed on as it is written.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from sojourn.drawing import words
from sojourn.drawing.view import Cited

CSL_FALLBACK = "document"
"""The CSL type of a source whose own type is not known."""

UNSEEN = "Not seen; known from its being cited"
"""What is said of a source that was not read; its title is then a description, and stands without quotation marks."""

_WITHIN = frozenset({"article-newspaper", "article-magazine", "article-journal", "post-weblog", "broadcast"})
"""Types for which what published the source is what it appeared in."""
_ENTRIES = {
    "article-newspaper": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-journal": ("article", "journal"),
    "book": ("book", "publisher"),
    "report": ("techreport", "institution"),
    "thesis": ("phdthesis", "school"),
}
"""BibTeX entry and the field for the publisher, by CSL type; ``misc`` and ``publisher`` for every other."""
_TYPE = re.compile(r"[a-z]+(?:[-_][a-z]+)*")
_NAMELESS = re.compile(r"[^A-Za-z0-9:.+/_-]+")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks that turn the direction of whatever follows them, and byte order marks; a text in Hebrew needs none."""
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "$&%#_"},
}
_TO_ESCAPE = re.compile(r"[\\{}~^$&%#_]")
_ESCAPED = re.compile(
    r"\\(?:(textbackslash|textbraceleft|textbraceright|textasciitilde|textasciicircum)\{\}|([$&%#_]))"
)
_NAMED = {escape[1:-2]: mark for mark, escape in _ESCAPES.items() if escape.endswith("{}")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source in the three forms in which it can be copied.

    Attributes:
        plain: A line of text.
        bibtex: One BibTeX entry.
        csl: A CSL-JSON array with one item.
    """

    plain: str
    bibtex: str
    csl: str


def cite(work: Cited, locator: str = "") -> Citation:
    """A source in every form, or a place in it.

    Args:
        work: The source.
        locator: Where in it, in words (``line 24, sentence 1``); the source as a whole when empty.
    """
    return Citation(plain=plain(work, locator), bibtex=bibtex(work, locator), csl=csl(work, locator))


def plain(work: Cited, locator: str = "") -> str:
    """A citation as a line of text: author, title, publisher, edition, date, address, and where in it."""
    author, title = "; ".join(_authors(work)), _clean(work.title) or _clean(work.key)
    publisher = _clean(work.publisher)
    when = words.period_words(work.published, "", "") if work.published else ""
    address = _clean(work.url)
    if address and work.accessed:
        address += f" (accessed {words.period_words(work.accessed, '', '')})."
    parts = [
        author,
        f"“{title}”" if work.seen else title,
        publisher if publisher not in {author, title} else "",
        _clean(work.edition),
        _sentence(_clean(when)),
        address,
        "" if work.seen else UNSEEN,
        _sentence(_clean(locator)),
    ]
    return " ".join(part if part == address or part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def bibtex(work: Cited, locator: str = "") -> str:
    r"""One BibTeX entry, its titles and names in braces so that their capitals stay, UTF-8 kept as it is.

    The locator follows the entry as the ``\cite`` command that uses it, which BibTeX reads over.
    """
    entry, house = _ENTRIES.get(_csl_type(work), ("misc", "publisher"))
    names = " and ".join(f"{{{_escaped(name)}}}" for name in _authors(work))
    dated = _dated(work.published)
    fields = {
        "author": names,
        "title": f"{{{_escaped(_clean(work.title) or _clean(work.key))}}}",
        house: f"{{{_escaped(_clean(work.publisher))}}}" if work.publisher else "",
        "edition": _escaped(_clean(work.edition)),
        "year": str(dated[0][0]) if dated else "",
        "date": _escaped(_clean(work.published)),
        "url": _address(work.url),
        "urldate": _escaped(_clean(work.accessed)),
        "note": "" if work.seen else UNSEEN,
    }
    key = bibtex_key(work.key)
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    use = [f"% \\cite[{_escaped(_clean(locator))}]{{{key}}}"] if locator else []
    return "\n".join([f"@{entry}{{{key},", *lines, "}", *use]) + "\n"


def csl(work: Cited, locator: str = "") -> str:
    """A CSL-JSON array with one item; the locator is its note, as an item has no other room for it."""
    kind = _csl_type(work)
    house = "container-title" if kind in _WITHIN else "publisher"
    item: dict[str, Any] = {
        "id": work.key,
        "type": kind,
        "title": _clean(work.title) or _clean(work.key),
        "author": [{"literal": name} for name in _authors(work)],
        house: _clean(work.publisher),
        "version" if kind in {"dataset", "software"} else "edition": _clean(work.edition),
        "issued": _csl_date(work.published),
        "accessed": _csl_date(work.accessed),
        "URL": _clean(work.url),
        "language": _clean(work.lang),
        "note": "; ".join(part for part in (_clean(locator), "" if work.seen else UNSEEN) if part),
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def bibtex_key(key: str) -> str:
    """The key of an entry: that of the source where BibTeX can read it, else a likeness with a digest behind it."""
    likeness = _NAMELESS.sub("-", key).strip("-")
    if likeness == key:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{likeness or 'source'}-{digest}"


def unescaped(text: str) -> str:
    """What an escaped BibTeX value says."""
    return _ESCAPED.sub(lambda found: _NAMED[found[1]] if found[1] else found[2], text)


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def _address(url: str) -> str:
    r"""An address as it is, for ``\url`` takes it letter by letter; marks that would end the field are encoded."""
    marks = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
    return re.sub(r"[{}\\ ]", lambda found: marks[found[0]], _clean(url))


def _clean(text: str) -> str:
    """One line without control characters and without marks that turn the text behind it."""
    readable = text.encode("utf-8", "replace").decode("utf-8")
    return _BLANK.sub(" ", _TURNS.sub("", readable)).strip()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _authors(work: Cited) -> list[str]:
    return [name for name in (_clean(part) for part in work.author.split(";")) if name]


def _csl_type(work: Cited) -> str:
    return work.type if _TYPE.fullmatch(work.type) else CSL_FALLBACK


def _dated(edtf: str) -> list[list[int]]:
    """The date, or the two of an interval, as CSL counts them: year, month, day; empty when it is not as plain."""
    sides = [_DAY.fullmatch(side) for side in edtf.split("/")]
    if len(sides) > 2 or not all(sides):
        return []
    return [[int(part) for part in side.groups()[:3] if part] for side in sides if side]


def _csl_date(edtf: str) -> dict[str, Any]:
    if not edtf:
        return {}
    parts = _dated(edtf)
    if not parts:
        return {"raw": _clean(edtf)}
    return {"date-parts": parts, **({"circa": True} if "~" in edtf else {})}
