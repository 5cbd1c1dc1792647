"""Paths of shapes as patterns of SPARQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from sojourn.vocabulary import PREFIXES, SJ

IN_GRAPH = SJ + "inGraph"
"""Holds between a statement and the named graph in which it stands, without being written there."""
HOLDERS = (SJ + "Assertion", SJ + "DerivedAssertion")
"""The classes whose members are told in which graph they stand."""
RDF_TYPE = PREFIXES["rdf"] + "type"


@dataclass(frozen=True, slots=True)
class Step:
    """One property."""

    iri: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path walked backwards."""

    of: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """Paths one after the other."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any one of some paths."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path walked once, or again and again; or, with ``zero``, not at all."""

    of: Path
    zero: bool
    many: bool


Path = Step | Inverse | Sequence | Alternative | Repeated


def can_stay(path: Path) -> bool:
    """Whether the path leads from each node to that node itself, whatever the data."""
    match path:
        case Step():
            return False
        case Inverse(of=inner):
            return can_stay(inner)
        case Sequence(parts=parts):
            return all(can_stay(part) for part in parts)
        case Alternative(parts=parts):
            return any(can_stay(part) for part in parts)
        case Repeated(of=inner, zero=zero):
            return zero or can_stay(inner)


def moving(path: Path) -> Path | None:
    """The part of a path that takes at least one step; ``None`` when there is none."""
    match path:
        case Step():
            return path
        case Inverse(of=inner):
            core = moving(inner)
            return Inverse(core) if core else None
        case Alternative(parts=parts):
            return _either([moving(part) for part in parts])
        case Repeated(of=inner, many=many):
            core = moving(inner)
            return Repeated(core, zero=False, many=True) if core and many else core
        case Sequence(parts=(only,)):
            return moving(only)
        case Sequence(parts=parts):
            first, rest = parts[0], Sequence(parts[1:])
            head, tail = moving(first), moving(rest)
            ways: list[Path | None] = [Sequence((head, tail)) if head and tail else None]
            ways += [tail] if can_stay(first) else []
            ways += [head] if can_stay(rest) else []
            return _either(ways)


def has_sequence(path: Path) -> bool:
    """Whether somewhere in the path two steps follow each other."""
    match path:
        case Step():
            return False
        case Inverse(of=inner) | Repeated(of=inner):
            return has_sequence(inner)
        case Sequence(parts=parts):
            return len(parts) > 1 or any(has_sequence(part) for part in parts)
        case Alternative(parts=parts):
            return any(has_sequence(part) for part in parts)


def walkable(path: Path) -> Path:
    """The same path, in the form that :func:`pattern` takes unless it may stay where it is."""
    core = moving(path)
    return path if core is None or can_stay(path) else core


def _either(ways: list[Path | None]) -> Path | None:
    real = tuple(way for way in ways if way)
    return real[0] if len(real) == 1 else Alternative(real) if real else None


def pattern(path: Path, start: str, end: str, fresh: Iterator[int] | None = None) -> str:
    """A group graph pattern that binds both ends of a path that takes at least one step.

    Args:
        path: A path without steps that may be left out (:func:`moving`).
        start: A variable, or a term as SPARQL writes it.
        end: Likewise.
        fresh: Numbers for the variables between.
    """
    numbers = fresh or count()
    match path:
        case Step(iri=iri):
            return _triple(iri, start, end)
        case Inverse(of=inner):
            return pattern(inner, end, start, numbers)
        case Sequence(parts=parts):
            between = [f"?between{next(numbers)}" for _ in parts[1:]]
            ends = zip([start, *between], [*between, end], strict=True)
            return " ".join(pattern(part, *pair, numbers) for part, pair in zip(parts, ends, strict=True))
        case Alternative(parts=parts):
            return " UNION ".join(f"{{ {pattern(part, start, end, numbers)} }}" for part in parts)
        case Repeated(of=inner, many=many):
            return f"{start} ({_text(inner)})+ {end} ." if many else pattern(inner, start, end, numbers)


def _triple(iri: str, start: str, end: str) -> str:
    written = f"{start} <{iri}> {end} ."
    if iri != IN_GRAPH:
        return written
    standing = [f"{{ GRAPH {end} {{ {start} <{RDF_TYPE}> <{holder}> }} }}" for holder in HOLDERS]
    return " UNION ".join([f"{{ {written} }}", *standing])


def _text(path: Path) -> str:
    match path:
        case Step(iri=iri):
            return f"<{iri}>"
        case Inverse(of=inner):
            return f"^({_text(inner)})"
        case Sequence(parts=parts):
            return "/".join(f"({_text(part)})" for part in parts)
        case Alternative(parts=parts):
            return "|".join(f"({_text(part)})" for part in parts)
        case Repeated(of=inner, zero=zero, many=many):
            return f"({_text(inner)}){'*' if zero and many else '?' if zero else '+'}"


def properties(path: Path) -> set[str]:
    """The IRIs of all properties of a path."""
    match path:
        case Step(iri=iri):
            return {iri}
        case Inverse(of=inner) | Repeated(of=inner):
            return properties(inner)
        case Sequence(parts=parts) | Alternative(parts=parts):
            return set().union(*(properties(part) for part in parts))
