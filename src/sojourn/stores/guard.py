"""What a SPARQL text may do here: reach nothing outside the store, and not crash the engine.

The engine sends ``SERVICE`` wherever it finds it, has no switch against it, and needs no space around a keyword:
``?o.SERVICE<…>``, ``1SERVICE<…>`` and ``SERVICEex:x`` all work. So the text is read as the engine reads it, everything
in which the word is harmless (strings, comments, IRIs, variables, names) is blanked; what is left must be free of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sojourn.errors import QueryError
from sojourn.vocabulary import PREFIXES

MAX_BYTES = 65_536
"""Longest query taken [bytes]."""
MAX_DEPTH = 200
"""Deepest nesting of brackets taken; the engine's recursion crashes the process in the thousands."""
MAX_REPEATS = 1_000
"""Most operators of one recursive kind (``UNION``, ``!``, ``OPTIONAL``, …) taken."""
MAX_TERMS = 4_000
"""Most terms outside ``VALUES`` taken; lists of 8,000 crash the process."""

_ESCAPED = r"\\[_~.\-!$&'()*+,;=/?\#@%]"
_NAMES = rf"""
      [?$]\w+                                                               # variables
    | @[A-Za-z]+(?:-[A-Za-z0-9]+)*                                          # language tags
    | (?<![\w.\-])_:\w(?:[\w.\-]*[\w\-])?                                   # blank nodes
    | :(?:(?:[\w:%]|{_ESCAPED})(?:(?:[\w.:%\-]|{_ESCAPED})*(?:[\w:%\-]|{_ESCAPED}))?)?  # names after their prefix
"""
TOKEN = re.compile(
    rf"""
      (?P<text>'''(?:[^'\\]|\\.|'(?!''))*'''|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"
             |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<comment>\#[^\r\n]*)
    | (?P<name>{_NAMES})
    """,
    re.VERBOSE | re.DOTALL,
)
_NO_VALUE = "(?!true|false)"
_SURE = re.compile(
    rf"<(?:/|>|{_NO_VALUE}(?:[A-Za-z][\w.+\-]*://|[A-Za-z][\w\-]*[/?~@=;,&]"
    rf"|[A-Za-z_:][\w.:%\-]*(?:>|/{_NO_VALUE}[A-Za-z][\w\-]*[/>])))",
    re.IGNORECASE,
)
"""How an IRI begins that cannot be ``<``, more or less, and what is compared; ``?a<5&&?b>`` can."""
_NO_NAME = re.compile(r"[^\w.:%\-]")
_PROLOGUE = re.compile(r"(?<![\w?$:.%@\-])(?:PREFIX[ \t]+[^\s:]*[ \t]*:|BASE)[ \t]*\Z", re.IGNORECASE)
_MARK = "\ue000"
"""Stands where a term was blanked."""
_LINE_END = re.compile(r"[\r\n]|\Z")
_NOT_LINE_END = re.compile(r"[^\n]")
_SERVICE = re.compile(r"(?:(?<![^\W\d])|(?<=true)|(?<=false))SERVICE", re.IGNORECASE)
_IN_NAME = re.compile("service", re.IGNORECASE)
_DECLARED = re.compile(r"PREFIX\s*([^\s:]*)\s*:\s*<([^>]*)>", re.IGNORECASE)
_PREFIX_BEFORE = re.compile(r"[\w.\-]*\Z")
_CHANGES = re.compile(
    r"(?<![\w.\-])(LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)(?![\w.\-]*:|[\w\-])", re.IGNORECASE
)
_FROM = re.compile(r"(?<![\w.\-])FROM(?![\w.\-]*:)", re.IGNORECASE)
_VALUES = re.compile(r"\bVALUES\b[^{}]{0,500}\{[^{}]*\}", re.IGNORECASE)
_BRACKET = re.compile(r"[{}()\[\]]")
_TERM = re.compile(rf"{_MARK}|[^\s{_MARK}(){{}}\[\];,.]+")
_RECURSIVE = (
    *(("UNION",), ("OPTIONAL",), ("MINUS",), ("AS",), ("!",)),
    *(("||", "&&"), ("/", "|", "^"), ("*", "+", "-"), (";",)),
)
"""Operators of one kind, of which the engine puts each into the one before."""
_LOCAL = "Ask that machine itself, or load its answer as a file."
_READ_ONLY = "Queries only read. Change the claim sheets and build anew."


def check(query: str) -> bool:
    """Refuses a text that reaches outside, changes something, or is nested so deep that the engine would crash.

    Returns:
        Whether the query chooses its own graphs (``FROM``); then the union must not be its default graph.

    Raises:
        QueryError: With line and column of the offending word, or the limit that is passed.
    """
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise QueryError(f"the query has {size:,} bytes", advice=f"At most {MAX_BYTES:,} are taken.")
    bare = blanked(query)
    inside, unread, unsaid = _uncertain(query)
    if _IN_NAME.search(query):
        _check_services(query, bare, unsaid)
    change = _CHANGES.search(bare)
    if change:
        advice = (
            "Build a store from the file with 'sojourn build'." if change.group(1).upper() == "LOAD" else _READ_ONLY
        )
        raise _refused(query, change.group(1).upper(), change.start(), advice)
    _check_size(bare[:unread], inside + query[unread:])
    return _FROM.search(bare) is not None


def blanked(query: str, keep: str = "") -> str:
    """The text with a mark and spaces in place of every token that is no code; all offsets stay as they are."""

    def blank(found: re.Match[str]) -> str:
        if found.lastgroup == keep:
            return found.group()
        if found.lastgroup == "iri" and _hides(found.group()):
            return found.group().replace("#", " ")
        mark = {"comment": " ", "name": found.group()[0]}.get(found.lastgroup or "", _MARK)
        rest = found.group()[1:]
        spaces = " " * len(rest) if "\n" not in rest else _NOT_LINE_END.sub(" ", rest)
        return (mark if mark in " :" else _MARK) + spaces

    return TOKEN.sub(blank, query)


def _hides(iri: str) -> bool:
    """Whether it may be a comparison, the word, and a comment: ``FILTER(?a<5)SERVICE#>``."""
    comment = iri.rfind("#")
    return comment > 0 and "service" in iri[max(iri.find(")"), 0) : comment].lower() and ")" in iri[:comment]


def doubtful(query: str, *, are_iris: bool = True) -> Iterator[re.Match[str]]:
    """What looks like an IRI, and is a comparison if it stands in an expression: only the engine knows.

    Args:
        query: The text.
        are_iris: Whether the text goes on after such an IRI, or already after its ``<``.
    """
    at = 0
    while found := TOKEN.search(query, at):
        at = found.end()
        if found.lastgroup != "iri" or _SURE.match(found.group()):
            continue
        if not _PROLOGUE.search(query[max(0, found.start() - 256) : found.start()]):
            yield found
            at = at if are_iris else found.start() + 1


def as_iris(query: str) -> str:
    """The text with escapes in what looks like an IRI, and may not be one: either it means the same, or nothing."""
    parts, done = [], 0
    for found in doubtful(query):
        escaped = _NO_NAME.sub(lambda sign: f"\\u{ord(sign[0]):04X}", found.group()[1:-1])
        parts += [query[done : found.start() + 1], escaped]
        done = found.end() - 1
    return "".join([*parts, query[done:]])


def _uncertain(query: str) -> tuple[str, int, int]:
    """What may be code although it looks like IRIs, or like texts and comments after them.

    A quote or a ``#`` in such an IRI may begin a text or a comment, and then all that follows is something else.

    Returns:
        What is in the IRIs, from where on nothing is known, and from where on texts may be code; the length of the
        query where there is no such place.
    """
    inside, unread = [], len(query)
    line = last = -1
    for found in doubtful(query):
        text = found.group()
        if "'" not in text and "#" not in text:
            inside.append(text[1:-1])
            continue
        unread = min(unread, found.start())
        if found.end() > line and (ended := _LINE_END.search(query, found.end())):
            line = ended.start()
            last = max(query.rfind("'''", 0, line), query.rfind('"""', 0, line))
        if "'" in text or last >= found.end():
            return " ".join(inside), unread, found.start()
    return " ".join(inside), unread, len(query)


def _check_services(query: str, bare: str, unsaid: int) -> None:
    """Refuses ``SERVICE``, also where the engine would find it in a name that it cannot resolve.

    Raises:
        QueryError: At the word; from the place ``unsaid`` on, wherever it stands.
    """
    code = blanked(query, keep="iri")
    found = _SERVICE.search(bare) or _IN_NAME.search(query, unsaid)
    position = found.start() if found else -1
    for name in TOKEN.finditer(query):
        if name.lastgroup == "name" and name.group()[0] == ":" and _IN_NAME.search(name.group()):
            prefix = _PREFIX_BEFORE.search(query, max(0, name.start() - 256), name.start())
            if not _resolves(prefix.group() if prefix else "", code):
                position = name.start() + 1 if position < 0 else min(position, name.start() + 1)
    if position >= 0:
        advice = f"SERVICE would send the question to another machine. {_LOCAL}"
        if position >= unsaid:
            advice += " If it is no word of the query here: write spaces around '<', and \\u0027 for ' in an IRI."
        raise _refused(query, "SERVICE", position, advice)


def _resolves(prefix: str, code: str) -> bool:
    """Whether every name with this prefix is an IRI, so that the engine takes it as one name."""
    namespaces = [iri for name, iri in _DECLARED.findall(code) if name == prefix] or [PREFIXES.get(prefix, "")]
    return all(iri.endswith(("/", "#")) for iri in namespaces)


def _refused(query: str, word: str, position: int, advice: str) -> QueryError:
    line = query.count("\n", 0, position) + 1
    column = position - query.rfind("\n", 0, position)
    return QueryError(f"{word} is refused", advice=advice, line=line, column=column)


def _check_size(bare: str, unread: str) -> None:
    """Refuses what is nested too deep, or too long; in ``unread`` brackets and operators count wherever they stand."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(bare):
        depth += 1 if bracket in "{([" else -1
        deepest = max(deepest, depth)
    deepest += sum(map(unread.count, "{(["))
    if deepest > MAX_DEPTH:
        raise QueryError(f"brackets are nested {deepest} deep", advice=f"At most {MAX_DEPTH} are taken.")
    upper = bare.upper() + unread.upper()
    for operators in _RECURSIVE:
        count = sum(upper.count(operator) for operator in operators)
        if count > MAX_REPEATS:
            raise QueryError(f"{count:,} operators of one kind", advice=f"At most {MAX_REPEATS:,} are taken.")
    terms = len(_TERM.findall(_VALUES.sub("", bare))) + len(_TERM.findall(unread))
    if terms > MAX_TERMS:
        advice = f"At most {MAX_TERMS:,} are taken, beside those in VALUES; move long lists there."
        raise QueryError(f"the query has {terms:,} terms", advice=advice)
