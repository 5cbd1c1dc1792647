"""Rules that look at one value alone, and rules that compare two: a quick test in SPARQL, the exact one as pySHACL's.

A value that passes the quick test certainly keeps the rule. The others are few; they are looked at one by one, in the
terms of rdflib and with the comparisons of pySHACL, so that the finding is the same to the last odd literal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode

from sojourn.errors import BadInput
from sojourn.rdf.shapes.graph import RDF, SH, NotCoveredError, ShapeGraph, integer_of
from sojourn.rdf.shapes.literals import Term, stored, to_rdflib, unanswered_comparisons
from sojourn.vocabulary import PREFIXES

if TYPE_CHECKING:
    from sojourn.rdf.shapes.literals import Node

_XSD = PREFIXES["xsd"]
_NUMBERS = frozenset({_XSD + "integer", _XSD + "decimal"})
_ORDERS: dict[str, tuple[str, Callable[[int], bool]]] = {
    "minInclusive": (">=", lambda order: order >= 0),
    "minExclusive": (">", lambda order: order > 0),
    "maxInclusive": ("<=", lambda order: order <= 0),
    "maxExclusive": ("<", lambda order: order < 0),
}
_KINDS = {
    "IRI": ("isIRI(?v)", (NamedNode,)),
    "Literal": ("isLiteral(?v)", (Literal,)),
    "BlankNode": ("isBlank(?v)", (BlankNode,)),
    "BlankNodeOrIRI": ("(isIRI(?v) || isBlank(?v))", (NamedNode, BlankNode)),
    "IRIOrLiteral": ("(isIRI(?v) || isLiteral(?v))", (NamedNode, Literal)),
    "BlankNodeOrLiteral": ("(isBlank(?v) || isLiteral(?v))", (BlankNode, Literal)),
}
_A_DAY = "(DATATYPE({0}) = <" + _XSD + "date> && STRLEN(STR({0})) = 10)"


@dataclass(frozen=True, slots=True)
class ValueRule:
    """A rule that a value keeps or breaks by itself.

    Attributes:
        surely: A condition of SPARQL on ``?v`` under which it is kept for certain.
        keeps: Whether a value keeps it.
    """

    surely: str
    keeps: Callable[[Term], bool]


@dataclass(frozen=True, slots=True)
class OrderRule:
    """That each value comes before every value of another property.

    Attributes:
        beside: IRI of the other property.
        strict: Whether the two must not be equal.
    """

    beside: str
    strict: bool

    @property
    def surely(self) -> str:
        """A condition of SPARQL on ``?v`` and ``?w`` under which it is kept for certain."""
        sign = "<" if self.strict else "<="
        days = f"({_A_DAY.format('?v')} && {_A_DAY.format('?w')})"
        return f"(((isNumeric(?v) && isNumeric(?w)) || {days}) && ?v {sign} ?w)"

    def keeps(self, value: Term, other: Term) -> bool:
        """Whether one value comes before another.

        Raises:
            BadInput: If one is a blank node; pySHACL refuses to compare those.
        """
        texts = [_as_text(term) for term in (value, other)]
        if (texts[0] is None) != (texts[1] is None):
            return False
        first, second = texts if texts[0] is not None else (to_rdflib(value), to_rdflib(other))
        with unanswered_comparisons():
            return bool(first < second if self.strict else first <= second)  # type: ignore[operator]  # both alike


def _as_text(term: Term) -> str | None:
    """The text by which a term is compared; ``None`` for what is compared by its value."""
    if isinstance(term, BlankNode):
        raise BadInput(
            "the shapes cannot be applied: a blank node cannot be compared",
            where=str(term),
            advice="Give the thing an IRI, or compare numbers, days or texts.",
        )
    if isinstance(term, NamedNode):
        return term.value
    value: Any = getattr(to_rdflib(term), "value", None)
    return value if isinstance(value, str) else None


def value_rules(graph: ShapeGraph, node: Node) -> list[ValueRule]:
    """The rules of a shape that look at one value alone.

    Raises:
        NotCoveredError: If one of them is not well-formed.
    """
    found: list[ValueRule] = []
    for name, make in _MAKERS.items():
        values = graph.values(node, SH + name)
        if values:
            found.extend(make(_Said(graph, name, values)))
    flags = graph.one(node, SH + "flags")
    found.extend(_pattern(text, flags) for text in graph.values(node, SH + "pattern"))
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    """The values of one parameter of a shape."""

    graph: ShapeGraph
    name: str
    values: list[Term]

    def only(self) -> Term:
        """The one value."""
        if len(self.values) != 1:
            raise NotCoveredError(f"sh:{self.name} stands there twice")
        return self.values[0]


def _datatype(said: _Said) -> list[ValueRule]:
    kind = said.only()
    if not isinstance(kind, NamedNode) or kind.value.startswith(PREFIXES["rdfs"]):
        raise NotCoveredError("sh:datatype is no datatype")
    iri = kind.value
    same = f"DATATYPE(?v) = <{iri}>"
    if iri == RDF + "langString":
        surely = 'LANG(?v) != ""'
    elif iri in _NUMBERS:
        surely = f"({same} && isNumeric(?v))"
    elif iri == _XSD + "string":
        surely = same
    elif iri == _XSD + "boolean":
        surely = f"({same} && (?v = true || ?v = false))"
    elif iri == _XSD + "date":
        surely = f'({same} && YEAR(?v) > 0 && REGEX(STR(?v), "^[1-9][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}$"))'
    else:
        surely = "false"
    return [ValueRule(surely, lru_cache(10_000)(lambda term: _is_of(term, iri)))]


def _is_of(term: Term, iri: str) -> bool:
    """Whether pySHACL takes a literal to be of a datatype: it has it, and its text means something there."""
    import datetime
    from decimal import Decimal

    if not isinstance(term, Literal):
        return False
    literal: Any = to_rdflib(term)
    if iri == RDF + "langString":
        return bool(literal.language)
    if iri == _XSD + "string":
        return literal.language is None and literal.datatype is None
    if str(literal.datatype) != iri or literal.ill_typed is True:
        return False
    python = {
        "integer": int,
        "float": float,
        "decimal": Decimal,
        "boolean": bool,
        "date": datetime.date,
        "time": datetime.time,
        "dateTime": datetime.datetime,
    }.get(iri.removeprefix(_XSD))
    return python is None or isinstance(literal.value, python)


def _node_kind(said: _Said) -> list[ValueRule]:
    kind = said.only()
    known = _KINDS.get(kind.value.removeprefix(SH)) if isinstance(kind, NamedNode) else None
    if known is None:
        raise NotCoveredError("sh:nodeKind is none of the six")
    surely, classes = known
    return [ValueRule(surely, lambda term: isinstance(term, classes))]


def _order(said: _Said) -> list[ValueRule]:
    sign, accepts = _ORDERS[said.name]
    found = []
    for bound in said.values:
        if not isinstance(bound, Literal):
            raise NotCoveredError(f"sh:{said.name} is no literal")
        if bound.datatype.value in _NUMBERS and stored(bound) == bound:
            surely = f"(isNumeric(?v) && ?v {sign} {bound})"
        elif bound.datatype.value == _XSD + "date" and stored(bound) == bound:
            surely = f"({_A_DAY.format('?v')} && ?v {sign} {bound})"
        else:
            surely = "false"
        found.append(ValueRule(surely, _bounded(bound, accepts)))
    return found


def _bounded(bound: Literal, accepts: Callable[[int], bool]) -> Callable[[Term], bool]:
    @lru_cache(10_000)
    def keeps(term: Term) -> bool:
        from pyshacl.rdfutil import compare

        if not isinstance(term, Literal):
            return False
        value: Any = to_rdflib(term)
        limit: Any = to_rdflib(bound)
        if isinstance(value.value, str) != isinstance(limit.value, str):
            return False
        try:
            with unanswered_comparisons():
                return accepts(int(compare.compare_literal(value, limit)))  # type: ignore[no-untyped-call]  # it has no types
        except (TypeError, NotImplementedError):
            return False

    return keeps


def _length(said: _Said) -> list[ValueRule]:
    limit = integer_of(said.only()) or 0
    at_least = said.name == "minLength"
    if at_least and limit == 0:
        return []
    sign = ">=" if at_least else "<="
    surely = f"(DATATYPE(?v) = <{_XSD}string> && STRLEN(?v) {sign} {limit})"

    def keeps(term: Term) -> bool:
        if isinstance(term, BlankNode):
            return False
        length = len(str(to_rdflib(term)))
        return length >= limit if at_least else length <= limit

    return [ValueRule(surely, keeps)]


def _pattern(text: Term, flags: Term | None) -> ValueRule:
    if not isinstance(text, Literal) or not (flags is None or isinstance(flags, Literal)):
        raise NotCoveredError("sh:pattern is no text")
    wanted = flags.value.lower() if flags else ""
    options = (re.IGNORECASE if "i" in wanted else 0) | (re.MULTILINE if "m" in wanted else 0)
    try:
        matcher = re.compile(text.value, options)
    except re.error:
        raise NotCoveredError("sh:pattern is no regular expression") from None

    def keeps(term: Term) -> bool:
        if isinstance(term, BlankNode):
            return False
        plain = isinstance(term, NamedNode) or term.datatype.value == _XSD + "string"
        return bool(matcher.search(term.value if plain else str(to_rdflib(term))))

    return ValueRule("false", keeps)


def _languages(said: _Said) -> list[ValueRule]:
    listed = said.graph.items(said.only())
    if not all(isinstance(item, Literal) and item.datatype.value == _XSD + "string" for item in listed):
        raise NotCoveredError("sh:languageIn lists something that is no language")
    wanted = {item.value.lower() for item in listed}
    surely = " || ".join(f"LANG(?v) = {Literal(language)}" for language in sorted(wanted))

    def keeps(term: Term) -> bool:
        language = term.language.lower() if isinstance(term, Literal) and term.language else ""
        return bool(language) and ("*" in wanted or language in wanted or language.split("-")[0] in wanted)

    return [ValueRule(f"({surely})", keeps)]


def _members(said: _Said) -> list[ValueRule]:
    listed = [constant(item) for item in said.graph.items(said.only())]
    names = ", ".join(str(item) for item in listed if isinstance(item, NamedNode))
    tests = [f"?v IN ({names})"] if names else []
    tests += [f"sameTerm(?v, {item})" for item in listed if isinstance(item, Literal)]
    return [ValueRule(f"({' || '.join(tests)})", frozenset(listed).__contains__)]


def constant(term: Term) -> Term:
    """A term of a shape as the store holds it.

    Raises:
        NotCoveredError: If it is a blank node, which means nothing in other data.
    """
    if isinstance(term, BlankNode):
        raise NotCoveredError("a blank node stands for a value")
    return stored(term)


_MAKERS: dict[str, Callable[[_Said], list[ValueRule]]] = {
    "datatype": _datatype,
    "nodeKind": _node_kind,
    **dict.fromkeys(_ORDERS, _order),
    "minLength": _length,
    "maxLength": _length,
    "languageIn": _languages,
    "in": _members,
}
