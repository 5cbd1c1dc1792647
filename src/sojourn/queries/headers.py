"""The ``#+`` header of a query file: what it asks, which parameters it takes, which columns it gives."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from sojourn.errors import BadInput
from sojourn.queries.results import Column

TYPES = (
    *("place", "population", "profession", "agent", "source", "assertion", "entity"),
    *("kind", "date", "integer", "text", "word", "count"),
)
"""The types that a parameter may have.

``entity`` is a place, population, profession, agent or source. ``word`` is one of a few words that the header lists:
``word country|continent``. ``count`` is how many rows are wanted at most: it binds nothing, the answer is cut.
"""

_SENTENCES = ("summary", "question", "undated", "empty")
_LISTS = ("params", "columns", "examples")
_NAME = re.compile(r"[a-z][A-Za-z0-9_]*")
_UNIT = re.compile(r"^(?P<text>.*?)\s*\[(?P<unit>[^\[\]]+)\]$")
_FORM = "Write '#+ summary: …', '#+ params:' and below it '#+   name: …'."


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that the person who asks may set.

    Attributes:
        name: Name of the variable, without ``?``.
        type: One of :data:`TYPES`; a ``date`` binds ``?NAME_first`` and ``?NAME_last``, the days it can mean.
        required: Whether the question cannot be asked without it.
        default: What is taken when it is not given; when empty, anything matches.
        description: What it means.
        words: The words that a ``word`` may be, in the order of the header.
    """

    name: str
    type: str
    required: bool
    default: str = ""
    description: str = ""
    words: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """What may be typed, for people: the type, or the words themselves."""
        return " or ".join(self.words) or self.type


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with its SPARQL text.

    Attributes:
        name: The name by which it is asked.
        summary: What it gives, in a line.
        question: The question as a person asks it.
        undated: What it does with claims that have no date.
        empty: What it means when there are no rows.
        parameters: In the order of the header.
        columns: In the order of the header, which is that of the answer.
        examples: Parameters of each example by name.
        text: The whole file: SPARQL 1.1, the header being comments.
    """

    name: str
    summary: str
    question: str
    undated: str
    empty: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    examples: tuple[dict[str, str], ...]
    text: str


@dataclass(slots=True)
class _Entry:
    line: int
    text: str


def parse(text: str, *, name: str, where: str) -> NamedQuery:
    """Reads a query file.

    Args:
        text: The file's text.
        name: The name by which it is asked.
        where: Its path, for messages.

    Raises:
        BadInput: At ``file:line`` of the first fault of the header.
    """
    sections = _sections(text, where)
    for section in (*_SENTENCES, "columns", "examples"):
        if not sections.get(section):
            raise BadInput(f"the header has no '{section}'", where=f"{where}:1", advice=_FORM)
    parameters = tuple(_parameter(entry, where) for entry in sections.get("params", ()))
    columns = tuple(_column(entry, where) for entry in sections["columns"])
    _refuse_twins([p.name for p in parameters], sections.get("params", []), where)
    _refuse_twins([c.name for c in columns], sections["columns"], where)
    return NamedQuery(
        name=name,
        summary=sections["summary"][0].text,
        question=sections["question"][0].text,
        undated=sections["undated"][0].text,
        empty=sections["empty"][0].text,
        parameters=parameters,
        columns=columns,
        examples=tuple(_example(entry, name, parameters, where) for entry in sections["examples"]),
        text=text,
    )


def _sections(text: str, where: str) -> dict[str, list[_Entry]]:
    """The entries of each section, continuation lines joined."""
    sections: dict[str, list[_Entry]] = {}
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        body = line[2:].rstrip()
        indent = len(body) - len(body.lstrip(" "))
        body = body.strip()
        if not body:
            continue
        if indent == 1:
            current, _, value = body.partition(":")
            if current not in _SENTENCES + _LISTS or current in sections:
                what = "twice in this header" if current in sections else "no section of a header"
                raise BadInput(f"{current!r} is {what}", where=f"{where}:{number}", advice=_FORM)
            if bool(value.strip()) == (current in _LISTS):
                raise BadInput(f"{current!r} is malformed", where=f"{where}:{number}", advice=_FORM)
            sections[current] = [] if current in _LISTS else [_Entry(number, value.strip())]
        elif indent == 3 and current in _LISTS:
            sections[current].append(_Entry(number, body))
        elif indent >= 3 and sections.get(current):
            sections[current][-1].text += f" {body}"
        else:
            raise BadInput(f"{body!r} belongs to no section", where=f"{where}:{number}", advice=_FORM)
    return sections


def _named(entry: _Entry, where: str) -> tuple[str, str]:
    name, colon, rest = entry.text.partition(":")
    if not colon or not _NAME.fullmatch(name.removesuffix("*")) or not rest.strip():
        raise BadInput(f"{entry.text!r} is no 'name: …'", where=f"{where}:{entry.line}", advice=_FORM)
    return name, rest.strip()


def _parameter(entry: _Entry, where: str) -> Parameter:
    """One line such as ``place: place, optional, default China; where they live``."""
    name, rest = _named(entry, where)
    specification, _, description = rest.partition(";")
    form, need, *default = [*(part.strip() for part in specification.split(",", 2)), ""][:3]
    default = [part for part in default if part]
    here = f"{where}:{entry.line}"
    kind, _, listed = form.partition(" ")
    words = tuple(word.strip() for word in listed.split("|")) if listed else ()
    if kind not in TYPES:
        raise BadInput(f"{kind!r} is no type of a parameter", where=here, advice=f"Use one of {', '.join(TYPES)}.")
    if (kind == "word") != bool(words) or not all(_NAME.fullmatch(word) for word in words):
        advice = f"Write '{name}: word one|another, required; what it means'; no other type lists words."
        raise BadInput(f"the words of {name!r} are malformed", where=here, advice=advice)
    if need not in {"required", "optional"} or not description.strip():
        advice = f"Write '{name}: {kind}, required; what it means' or '{name}: {kind}, optional, default X; …'."
        raise BadInput(f"the parameter {name!r} is malformed", where=here, advice=advice)
    value = default[0].removeprefix("default ").strip() if default else ""
    if default and (need == "required" or not default[0].startswith("default ") or not value):
        raise BadInput(
            f"the default of {name!r} is malformed", where=here, advice="Only an optional parameter has 'default X'."
        )
    if words and value and value not in words:
        raise BadInput(f"the default of {name!r} is malformed", where=here, advice=f"Use one of {', '.join(words)}.")
    return Parameter(name, kind, need == "required", value, description.strip(), words)


def _column(entry: _Entry, where: str) -> Column:
    """One line such as ``high: upper bound [persons]; absent: no upper bound``; a ``*`` after the name: several."""
    name, rest = _named(entry, where)
    description, _, absent = rest.partition("; absent:")
    found = _UNIT.match(description.strip())
    text, unit = (found["text"], found["unit"]) if found else (description.strip(), "")
    return Column(name.removesuffix("*"), text, unit, absent.strip() or "not stated", name.endswith("*"))


def _example(entry: _Entry, name: str, parameters: tuple[Parameter, ...], where: str) -> dict[str, str]:
    """One line such as ``sojourn ask cities --place China``."""
    words = shlex.split(entry.text)
    pairs = words[3:]
    flags, values = pairs[::2], pairs[1::2]
    known = {f"--{p.name}" for p in parameters}
    if words[:3] != ["sojourn", "ask", name] or len(pairs) % 2 or not set(flags) <= known:
        advice = f"Write 'sojourn ask {name}' and its parameters: {' '.join(sorted(known)) or 'none'}."
        raise BadInput(f"the example {entry.text!r} cannot be run", where=f"{where}:{entry.line}", advice=advice)
    return dict(zip((flag[2:] for flag in flags), values, strict=True))


def _refuse_twins(found: list[str], entries: list[_Entry], where: str) -> None:
    for place, name in enumerate(found):
        if name in found[:place]:
            raise BadInput(f"{name!r} is there twice", where=f"{where}:{entries[place].line}", advice="Name it once.")
