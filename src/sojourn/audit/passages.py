"""Where a passage stands: lines, the sentences of a line, character offsets, and a digest.

A locator ``24.1`` means the first sentence of line 24. Lines are counted from 1 over the text split at line feeds;
sentences are counted from 1 within their line. Offsets count Unicode code points of the decoded text from 0, the end
excluded, white space at both ends trimmed.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

from sojourn.errors import BadInput

BOM = "\ufeff"

_CLOSERS = r"[\"'”’»」』）)\]}›]"
_END = re.compile(rf"[.!?…]+(?:[\u00a0\u202f]?{_CLOSERS}|\[\d{{1,3}}\])*|[。！？｡]+{_CLOSERS}*")
"""What may end a sentence: a terminator with the quotes, brackets and footnote marks that close after it."""
_SPACE = re.compile(r"\s+")
_OPENERS = "\"'“‘«「『（([{‹—–-•*¿¡"
_LOOKBACK = 24
"""Longest abbreviation looked for [characters]."""
_TOKEN = re.compile(r"[^\W_][\w.]*\Z")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER = _words(
    "mr mrs ms dr prof gen col capt lt sgt gov sen rep hon rev st mt ft sr jr messrs mme mlle vs cf viz approx ca "
    "e.g i.e al esp incl resp им ул д т.е напр акад проф"
)
"""Abbreviations after which the sentence goes on, whatever follows."""
_BEFORE_A_NUMBER = _words("no nos p pp fig figs vol vols ch sec art para nr ст стр рис табл")
"""Abbreviations that end a sentence unless a number follows."""
_UNLESS_A_STARTER = _words(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun u.s u.k u.n e.u "
    "u.s.a a.m p.m etc inc ltd co corp bros univ dept est ave blvd d.c ph.d т.д т.п г гг вв тыс млн млрд чел руб др"
)
"""Abbreviations that end a sentence only when a word follows that commonly starts one."""
_STARTERS = _words(
    "the a an this that these those it its he she they we you i there here his her their our in on at as by for from "
    "with but and or so yet if when while after before since until although however moreover meanwhile most many some "
    "few several both all more according another other one two three not no what who why how "
    "в на по с к из это эти этот он она они оно но и а при для как так если когда"
)


class Passage(NamedTuple):
    """A stretch of a text.

    Attributes:
        start: Offset of the first character [code points, from 0].
        end: Offset after the last character [code points].
        text: What stands there.
    """

    start: int
    end: int
    text: str


def decoded(data: bytes) -> str:
    """The text of a file, as all offsets count it: UTF-8, without a byte order mark.

    Raises:
        BadInput: If the bytes are not UTF-8, with the offset of the first that is not.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"byte {error.start:,} is not UTF-8", advice="Save the text as UTF-8, then locate its passages anew."
        ) from None


def digest(passage_text: str) -> str:
    """SHA-256 of a passage in UTF-8, hexadecimal."""
    return hashlib.sha256(passage_text.encode("utf-8", "surrogatepass")).hexdigest()


def passage(text: str, line: int, sentence: int = 0) -> Passage:
    """The passage that a locator means.

    Args:
        text: The whole text, as :func:`decoded` gives it.
        line: Line, counted from 1.
        sentence: Sentence within the line, counted from 1; 0 for the whole line.

    Raises:
        BadInput: If the text has no such line, or the line no such sentence; the message says how many there are.
    """
    start, end = _line(text, line)
    if start == end:
        raise BadInput(f"line {line} is empty", advice="Name the line that carries the claim, counted from 1.")
    if not sentence:
        return Passage(start, end, text[start:end])
    found = sentences(text[start:end])
    if not 1 <= sentence <= len(found):
        count = f"{len(found)} sentence" + ("s" if len(found) != 1 else "")
        raise BadInput(
            f"line {line} has {count}; there is no sentence {sentence}",
            advice=f"Sentences are counted from 1: {line}.1 is the first. {line} alone means the whole line.",
        )
    here = found[sentence - 1]
    return Passage(start + here.start, start + here.end, here.text)


def _line(text: str, line: int) -> tuple[int, int]:
    """Offsets of a line without white space and byte order mark at its ends."""
    starts = _line_starts(text)
    if not 1 <= line <= len(starts):
        lines = f"{len(starts)} line" + ("s" if len(starts) != 1 else "")
        raise BadInput(
            f"the text has {lines}; there is no line {line}", advice="Lines are counted from 1, empty ones too."
        )
    start = starts[line - 1]
    end = text.find("\n", start)
    whole = text[start : end if end >= 0 else len(text)]
    bare = whole.lstrip().lstrip(BOM).lstrip()
    start += len(whole) - len(bare)
    return start, start + len(bare.rstrip())


@lru_cache(maxsize=2)  # one text is asked for thousands of lines
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in re.finditer("\n", text)))


def sentences(line: str) -> list[Passage]:
    """The sentences of one line, with offsets within it.

    Abbreviations, initials and decimals end no sentence; quotes and brackets that close after the full stop belong to
    it. The time taken grows with the length of the line, not with its square.
    """
    found: list[Passage] = []
    start = _skip(line, 0)
    for mark in _END.finditer(line):
        if mark.start() <= start or not _ends(line, start, mark):
            continue
        found.append(Passage(start, mark.end(), line[start : mark.end()]))
        start = _skip(line, mark.end())
    rest = line[start:].rstrip()
    if rest:
        found.append(Passage(start, start + len(rest), rest))
    return found


def _skip(line: str, position: int) -> int:
    space = _SPACE.match(line, position)
    return space.end() if space else position


def _ends(line: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a terminator ends the sentence that began at ``start``."""
    if mark.group()[0] in "。！？｡":
        return True
    after = _skip(line, mark.end())
    if after == len(line):
        return True
    if after == mark.end():  # 3.5, U.S., Jan.31, www.example.org
        return False
    following = line[after : after + 32].lstrip(_OPENERS)
    if following[:1].islower():
        return False
    if mark.group() != ".":
        return True
    token = _TOKEN.search(line, max(start, mark.start() - _LOOKBACK), mark.start())
    return token is None or _ends_after(token.group(), following, first=token.start() == start)


def _ends_after(token: str, following: str, *, first: bool) -> bool:
    """Whether a full stop after ``token`` ends the sentence, given what follows."""
    word = token.casefold()
    if word in _NEVER:
        return False
    if first and token.isdecimal():  # the number of an item: "1. First"
        return False
    starts = re.match(r"[^\W\d_]+", following)
    commonly = starts is not None and starts.group().casefold() in _STARTERS
    if len(token) == 1 and token.isupper():  # an initial
        return commonly
    if word in _BEFORE_A_NUMBER:
        return not following[:1].isdecimal()
    if word in _UNLESS_A_STARTER or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", token):
        return commonly
    return True
