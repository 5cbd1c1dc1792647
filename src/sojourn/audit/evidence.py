"""Do the cited passages hold what the claims say? Looks up locators, digests and figures in the texts at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from sojourn.audit.figures import Finding, supports
from sojourn.audit.passages import Passage, decoded, digest, passage
from sojourn.errors import BadInput, Problem
from sojourn.model import Assertion, Evidence, Source

Position = Callable[[str, str], str]
"""Tells where a cell stands: ``position(id of a claim or key of a source, column)`` is ``file:line:column``."""

MAX_BYTES = 50_000_000
"""Longest text that is read [bytes]."""

_RELOCATE = "Correct 'at', or empty 'chars' and 'digest' and let 'sojourn locate' fill them in."


def check_evidence(
    assertions: Iterable[Assertion], sources: Mapping[str, Source] | Iterable[Source], texts: Path, position: Position
) -> list[Problem]:
    """Looks up every claim whose source has a text in a folder.

    Args:
        assertions: The claims, in the order in which problems are to be listed.
        sources: The sources that they name, by key or one after the other.
        texts: Folder with the texts, under the names that the column ``text`` of the sources gives.
        position: Tells where a cell of a claim or a source stands.

    Returns:
        Problems of level ``error``: a text or passage that is not the one digested, a locator beyond the text, a
        figure that the passage does not hold. Problems of level ``note``: figures read from words or derived, and
        texts that are not at hand.
    """
    by_key = sources if isinstance(sources, Mapping) else {source.key: source for source in sources}
    claims = list(assertions)
    found: list[Problem] = []
    read: dict[str, _Text | None] = {}
    for key in dict.fromkeys(claim.evidence.source for claim in claims):
        read[key] = None
        if key in by_key and by_key[key].text:
            read[key] = _open(by_key[key], texts, position, found)
    for claim in claims:
        text = read[claim.evidence.source]
        if text is not None:
            found.extend(_check(claim, text, position))
    return found


def located(evidence: Evidence, text: str) -> Evidence:
    """The same evidence with the offsets and the digest of the passage that its line and sentence name.

    Args:
        evidence: Evidence with a line; it is returned unchanged when its locator is of another form.
        text: The text of its source, as :func:`sojourn.audit.passages.decoded` gives it.

    Raises:
        BadInput: If the text has no such line, or the line no such sentence.
    """
    if not evidence.line:
        return evidence
    here = passage(text, evidence.line, evidence.sentence)
    return replace(evidence, start=here.start, end=here.end, sha256=digest(here.text))


def text_of(source: Source, texts: Path) -> bytes | None:
    """The bytes of a source's text; ``None`` when the folder does not hold it.

    Raises:
        BadInput: If its name leads out of the folder, or the file is too long or cannot be read.
    """
    folder = texts.resolve()
    file = (folder / source.text).resolve()
    if not file.is_relative_to(folder):
        raise BadInput(
            f"the text {source.text!r} lies outside {texts}", advice="Name a file of that folder, without '..'."
        )
    if not file.is_file():
        return None
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadInput(f"the text {source.text!r} is over {MAX_BYTES:,} bytes", advice="Split it, or cut it down.")
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput(f"the text {source.text!r} cannot be read: {reason}", advice="Make it readable.") from None


class _Text:
    """A text with the passages that were looked up in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._passages: dict[tuple[int, int], Passage | BadInput] = {}

    def passage(self, line: int, sentence: int) -> Passage | BadInput:
        if (line, sentence) not in self._passages:
            try:
                self._passages[line, sentence] = passage(self.text, line, sentence)
            except BadInput as error:
                self._passages[line, sentence] = error
        return self._passages[line, sentence]


def _open(source: Source, texts: Path, position: Position, found: list[Problem]) -> _Text | None:
    """The text of a source; what is wrong with it is added to the problems found."""
    try:
        data = text_of(source, texts)
        if data is None:
            what = f"source {source.key!r}: {source.text!r} is not in {texts}; its claims were not looked up"
            found.append(Problem(position(source.key, "text"), what, level="note"))
            return None
        text = decoded(data)
    except BadInput as error:
        found.append(Problem(position(source.key, "text"), f"source {source.key!r}: {error.what}", error.advice))
        return None
    actual = hashlib.sha256(data).hexdigest()
    if not source.sha256:
        what = f"source {source.key!r} has no digest; that of {source.text!r} is {actual}"
        found.append(Problem(position(source.key, "text"), what, level="note"))
    elif source.sha256.casefold() != actual:
        what = f"the digest of source {source.key!r} does not match {source.text!r}, which has {actual}"
        advice = (
            "The text is not the one that was read, or was changed. Get that text, or locate the claims in this one."
        )
        found.append(Problem(position(source.key, "sha256"), what, advice))
    return _Text(text)


def _check(claim: Assertion, text: _Text, position: Position) -> list[Problem]:
    evidence = claim.evidence
    if evidence.line:
        here = text.passage(evidence.line, evidence.sentence)
        if isinstance(here, BadInput):
            return [Problem(position(claim.id, "at"), here.what, here.advice)]
        found = _moved(claim, here, position)
    elif evidence.start >= 0:
        if evidence.end > len(text.text):
            what = f"the text has {len(text.text):,} characters; {evidence.start}-{evidence.end} is beyond it"
            return [Problem(position(claim.id, "chars"), what, "Offsets are counted from 0, the end excluded.")]
        here = Passage(evidence.start, evidence.end, text.text[evidence.start : evidence.end])
        found = _moved(claim, here, position)
    else:
        what = f"the locator {evidence.locator!r} is not of the form line.sentence; it was not looked up"
        return [Problem(position(claim.id, "at"), what if evidence.locator else "no locator is given", level="note")]
    return [*found, *_quoted(claim, here, position), *_figure(claim, here, position)]


def _quoted(claim: Assertion, here: Passage, position: Position) -> list[Problem]:
    """A quotation that is not in the passage, white space apart."""
    quote = " ".join(claim.evidence.quote.split())
    if not quote or quote in " ".join(here.text.split()):
        return []
    what = f"the quotation is not in the passage {claim.evidence.locator}".rstrip()
    return [Problem(position(claim.id, "quote"), what, "Copy it as it stands, or put your own words into 'claim'.")]


def _moved(claim: Assertion, here: Passage, position: Position) -> list[Problem]:
    """Offsets and digest that are not those of the passage."""
    evidence, found = claim.evidence, []
    name = f"passage {evidence.locator}" if evidence.locator else "passage"
    if evidence.start >= 0 and (evidence.start, evidence.end) != (here.start, here.end):
        what = f"the {name} stands at {here.start}-{here.end}, not {evidence.start}-{evidence.end}"
        found.append(Problem(position(claim.id, "chars"), what, _RELOCATE))
    actual = digest(here.text)
    if evidence.sha256 and evidence.sha256.casefold() != actual:
        what = f"the digest does not match the {name}, which has {actual}"
        found.append(Problem(position(claim.id, "digest"), what, _RELOCATE))
    return found


def _figure(claim: Assertion, here: Passage, position: Position) -> list[Problem]:
    """What the passage says about the figure: nothing to report when it prints it."""
    if claim.estimate is None:
        return []
    finding = supports(claim.estimate, claim.estimate.printed, here.text)
    where = f"the passage {claim.evidence.locator}" if claim.evidence.locator else "the passage"
    match finding:
        case Finding(how="absent") if finding.why.startswith("the words "):
            advice = "Copy the figure as the source prints it, without changing a sign, or leave 'printed' empty."
            return [Problem(position(claim.id, "printed"), f"{finding.why}, in {where}", advice)]
        case Finding(how="absent"):
            advice = "Correct 'value' or 'at'; what the source does not say is left empty, or goes into 'note'."
            return [Problem(position(claim.id, "value"), f"the figure is not in {where}: {finding.why}", advice)]
        case Finding(how="worded"):
            return [Problem(position(claim.id, "value"), f"worded: {finding.why}", level="note")]
        case Finding(how="derived"):
            return [Problem(position(claim.id, "value"), f"derived: {finding.why}", level="note")]
        case _:
            return []
