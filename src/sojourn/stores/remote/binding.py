"""Binds terms to the variables of a query that a server answers: servers know no substitutions.

The text is read token by token, as the guard reads it; what stands in a string, an IRI or a comment stays as it is. A
bound variable becomes its term, serialised here: a value never becomes anything but one term, whatever is in it.
Sub-queries keep their own variables: one of the same name that they do not select is another variable.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sojourn.errors import QueryError
from sojourn.stores.guard import TOKEN, as_iris, doubtful

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sojourn.stores.embedded import Bindings

_WORD = re.compile(r"[^\W\d_][\w.\-]*")
_LANGUAGE = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_CLAUSES = {
    "SELECT": "select",
    "WHERE": "",
    "FROM": "",
    "GROUP": "group",
    "HAVING": "having",
    "ORDER": "order",
    "LIMIT": "",
    "OFFSET": "",
    "VALUES": "values",
}
"""The clauses of a query or sub-query by the word that opens them; in the nameless ones no variable needs care."""
_FREE = frozenset({"BY", "DISTINCT", "REDUCED", "SELECT", "GROUP", "ORDER"})
"""Words that make no clause worth keeping."""


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Clause:
    """A clause from which bound variables are taken out.

    Attributes:
        name: ``select``, ``group``, ``having``, ``order``, ``values`` or nothing.
        start: Where its first word begins.
        kept: How many tokens stay in it.
        removed: Where the variables stood that are taken out.
    """

    def __init__(self, name: str, start: int) -> None:
        self.name = name
        self.start = start
        self.kept = 0
        self.removed: list[_Token] = []


class _Scope:
    """A query or sub-query.

    Attributes:
        depth: How many braces are open around its clauses.
        bound: The names that are bound in it.
        is_top: Whether it is the query itself.
        takes_all: Whether it is ``SELECT *``.
        clause: The clause that is being read.
    """

    def __init__(self, depth: int, bound: frozenset[str], *, is_top: bool) -> None:
        self.depth = depth
        self.bound = bound
        self.is_top = is_top
        self.takes_all = False
        self.clause = _Clause("", 0)


def bound(text: str, bindings: Bindings) -> str:
    """The query with its bound variables replaced.

    Args:
        text: SPARQL 1.1 that an engine has accepted.
        bindings: Terms by the name of a variable.

    Raises:
        QueryError: If a bound variable stands where no term can.
    """
    if not bindings:
        return text
    hides = any("'" in found.group() or "#" in found.group() for found in doubtful(text))
    return _Rewriter(as_iris(text) if hides else text, bindings).run()


def as_sparql(term: object) -> str:
    r"""A term as it may stand in a query, on any server.

    No backslash is ever followed by ``u``: some servers resolve ``\u0022`` before they look for the ends of strings.
    """
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return f"<{term.value}>"
    if not isinstance(term, ox.Literal):
        raise QueryError(f"{term} cannot be bound", advice="Bind an IRI or a literal.")
    quoted = '"' + "".join(_escaped(term.value)) + '"'
    if term.language:
        if not _LANGUAGE.fullmatch(term.language):
            raise QueryError(f"{term.language!r} is no language tag")
        return f"{quoted}@{term.language}"
    return quoted if term.datatype.value == _STRING else f"{quoted}^^<{term.datatype.value}>"


def _escaped(text: str) -> Iterator[str]:
    before = ""
    for character in text:
        if character in _ESCAPES:
            yield _ESCAPES[character]
        elif character < " " or character == "\x7f" or (before == "\\" and character in "uU"):
            yield f"\\u{ord(character):04X}"
        else:
            yield character
        before = character


def _tokens(text: str) -> list[_Token]:
    """Strings, IRIs, names and variables as the guard sees them; words and brackets between them."""
    found = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match:
            kind = "variable" if match.group()[0] in "?$" and match.lastgroup == "name" else match.lastgroup or ""
        else:
            match = _WORD.match(text, at)
            kind = "word"
        if match is None:
            if not text[at].isspace():
                found.append(_Token("sign", text[at], at, at + 1))
            at += 1
            continue
        if kind == "name" and match.group()[0] == ":" and found and found[-1].kind == "word" and found[-1].end == at:
            found.pop()  # it was the prefix of this name
        if kind != "comment":
            found.append(_Token(kind, match.group(), at, match.end()))
        at = match.end()
    return found


class _Rewriter:
    """Reads a query once, from the start to the end, and notes what is replaced by what."""

    def __init__(self, text: str, bindings: Bindings) -> None:
        self.text = text
        self.terms = {name: as_sparql(term) for name, term in bindings.items()}
        self.tokens = _tokens(text)
        self.edits: list[tuple[int, int, str]] = []
        self.scopes = [_Scope(0, frozenset(bindings), is_top=True)]
        self.depth = 0
        self.parens = [0]
        self.waiting: list[tuple[int, str]] = []
        self.fresh = {name: self._unused(name) for name in self.terms}

    def _unused(self, name: str) -> str:
        fresh = f"{name}_bound"
        while fresh in self.text:
            fresh += "_"
        return fresh

    def run(self) -> str:
        for place, token in enumerate(self.tokens):
            if token.kind == "variable":
                self._variable(place, token)
            elif token.kind == "word" and token.text.upper() in _CLAUSES:
                self._clause(place, token)
            elif token.kind == "sign" and token.text in "{}()":
                self._bracket(token)
            elif token.kind == "word" and token.text.upper() == "MINUS":
                self._minus(place, token)
            elif token.kind == "iri":
                self._refuse_hidden(token)
            self._count(token)
        self._close(self.scopes[0].clause, self.scopes[0])
        parts, at = [], 0
        for start, end, instead in sorted(self.edits):
            parts += [self.text[at:start], instead]
            at = end
        return "".join([*parts, self.text[at:]])

    def _refuse_hidden(self, token: _Token) -> None:
        """An ``<…>`` that holds a bound variable may be an IRI or two comparisons; neither is sent."""
        for name in re.findall(r"[?$](\w+)", token.text):
            if name in self.terms:
                line = self.text.count("\n", 0, token.start) + 1
                raise QueryError(
                    f"?{name} is bound and stands within <…>", advice="Put spaces around < and >.", line=line, column=1
                )

    @property
    def _scope(self) -> _Scope:
        return self.scopes[-1]

    def _in_clause(self) -> bool:
        return self.depth == self._scope.depth

    def _count(self, token: _Token) -> None:
        removed = bool(self._scope.clause.removed) and self._scope.clause.removed[-1] is token
        if self._in_clause() and not removed and token.text.upper() not in _FREE:
            self._scope.clause.kept += 1

    def _clause(self, place: int, token: _Token) -> None:
        word = token.text.upper()
        if word == "SELECT" and self.depth > 0:
            self.scopes.append(_Scope(self.depth, self._selected(place), is_top=False))
        if word == "SELECT":
            self._scope.takes_all = self.tokens[self._after_select(place)].text == "*"
        if self._in_clause():
            self._close(self._scope.clause, self._scope)
            self._scope.clause = _Clause(_CLAUSES[word], token.start)

    def _after_select(self, place: int) -> int:
        place += 1
        while self.tokens[place].text.upper() in {"DISTINCT", "REDUCED"}:
            place += 1
        return place

    def _selected(self, place: int) -> frozenset[str]:
        """The bound names that a sub-query selects: only these are the ones outside."""
        names, parens = set(), 0
        for token in self.tokens[self._after_select(place) :]:
            if parens == 0 and (token.text == "{" or token.text.upper() == "WHERE"):
                break
            if token.text == "*" and parens == 0:
                return self._scope.bound
            parens += (token.text == "(") - (token.text == ")")
            if token.kind == "variable" and parens == 0:
                names.add(token.text[1:])
        return frozenset(names) & self._scope.bound

    def _minus(self, place: int, token: _Token) -> None:
        """Both sides of a ``MINUS`` share what is bound: without a shared variable it would take nothing away."""
        depth, used, selects = 0, set(), self.tokens[place + 2].text.upper() == "SELECT"
        for inner in self.tokens[place + 1 :]:
            depth += (inner.text == "{") - (inner.text == "}")
            if inner.kind == "variable" and inner.text[1:] in self._scope.bound:
                used.add(inner.text[1:])
            if depth == 0:
                break
        used &= self._selected(place + 2) if selects else used
        shared = "".join(f" BIND({self.terms[name]} AS ?{self.fresh[name]}_{place}) " for name in sorted(used))
        if shared:
            self.edits += [(token.start, token.start, shared)]
            self.edits += [(inner.start, inner.start, f"}}{shared}" if selects else shared)]
        if shared and selects:
            self.edits += [(self.tokens[place + 2].start, self.tokens[place + 2].start, "{ ")]

    def _bracket(self, token: _Token) -> None:
        if token.text == "{":
            if self._in_clause() and self.parens[-1] == 0 and self._scope.clause.name == "select":
                self._close(self._scope.clause, self._scope)
                self._scope.clause = _Clause("", token.start)
            self.depth += 1
            self.parens.append(0)
            return
        if token.text == "}":
            self._end_group(token)
            return
        self.parens[-1] += 1 if token.text == "(" else -1

    def _end_group(self, token: _Token) -> None:
        if not self._scope.is_top and self.depth == self._scope.depth:
            self._close(self._scope.clause, self._scope)
            self.scopes.pop()
        self.depth -= 1
        self.parens.pop()
        if self._in_clause() and self._scope.is_top and self._scope.takes_all:
            self._scope.takes_all = False
            shown = "".join(f" BIND({self.terms[name]} AS ?{name})" for name in sorted(self._scope.bound))
            self.edits.append((token.start, token.start, f"{shown} "))

    def _close(self, clause: _Clause, scope: _Scope) -> None:
        """Takes the bound variables out of a clause; what would be left empty is left out, or filled."""
        for token in clause.removed:
            name = token.text[1:]
            if clause.name == "select" and scope.is_top:
                self.edits.append((token.start, token.end, f"({self.terms[name]} AS ?{name})"))
            else:
                self.edits.append((token.start, token.end, " "))
        if clause.kept or not clause.removed:
            return
        first = clause.removed[0]
        name = first.text[1:]
        if clause.name == "order":
            self.edits.append((clause.start, first.start, " "))
        elif not (clause.name == "select" and scope.is_top):
            self.edits.append((first.end, first.end, f"({self.terms[name]} AS ?{self.fresh[name]})"))

    def _variable(self, place: int, token: _Token) -> None:
        name = token.text[1:]
        if name not in self._scope.bound:
            return
        before = self.tokens[place - 1].text.upper()
        named = before == "AS" or self._is_column_of_values(place)
        if self._in_clause():
            if named or self._scope.clause.name == "values":
                raise QueryError(f"?{name} is computed by the query, so it cannot be bound")
            if self.parens[-1] == 0 and self._scope.clause.name in {"select", "group", "order"}:
                self._scope.clause.removed.append(token)
                return
        if named:
            self._rename(place, token)
        elif before == "(" and self.tokens[place - 2].text.upper() == "BOUND":
            self.edits.append((self.tokens[place - 2].start, self.tokens[place + 1].end, "true"))
        else:
            self.edits.append((token.start, token.end, f" {self.terms[name]} "))

    def _is_column_of_values(self, place: int) -> bool:
        while place > 0 and self.tokens[place - 1].kind == "variable":
            place -= 1
        if place > 1 and self.tokens[place - 1].text == "(":
            place -= 1
        return place > 0 and self.tokens[place - 1].text.upper() == "VALUES"

    def _rename(self, place: int, token: _Token) -> None:
        """``BIND(… AS ?name)`` and ``VALUES ?name {…}`` stay, under another name that must have the term."""
        name = token.text[1:]
        self.edits.append((token.start, token.end, f"?{self.fresh[name]}"))
        closing = ")" if self.tokens[place - 1].text.upper() == "AS" else "}"
        end = next(found.end for found in self.tokens[place:] if found.text == closing and found.kind == "sign")
        self.edits.append((end, end, f" FILTER(sameTerm(?{self.fresh[name]}, {self.terms[name]}))"))
