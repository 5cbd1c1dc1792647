"""Our scripts as few letters: no comments, no indentation, and names of our own as short as they can be.

It understands the JavaScript that our scripts are written in, which is less than the whole language: no labels, no
``with``, every statement ends with a semicolon. A name is renamed in all of its uses at once: those that are declared
outside every function through the whole script, the others within the outermost statement that they stand in. So it
does not matter which of two scopes a name belongs to. A property is never renamed, and ``{ low }`` becomes ``{low:a}``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from string import ascii_letters, digits

_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<line>\n)|(?P<blank>[^\S\n]+)
    |(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\.?\d(?:[\w.]|(?<=e)[-+])*)
    |(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<sign>>>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--
      |[-+*/%&|^]=|\*\*|<<|>>|.)""",
    re.DOTALL | re.VERBOSE,
)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KEYWORDS = _words(
    """
    async await break case catch class const continue default delete do else extends false finally for function
    get if in instanceof let new null of return set super switch this throw true try typeof undefined var void
    while yield
    """
)
_BEFORE_PATTERN = _words("return typeof case in of delete void throw else await")
"""Words after which a slash begins a pattern."""
_BEFORE_BLOCK = frozenset([")", "=>", ";", "{", "}", "else", "do", "try", "catch", "finally", ""])
"""What stands before a brace that opens a block, and no object."""
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_DECLARING = frozenset(["const", "let", "var", "function", "class", "catch"])
_BRANCHING = frozenset(["if", "for", "while", "switch"])
_GLOBAL = _words(
    """
    CSS Intl Math Number Object addEventListener atob blur close closed confirm console document event fetch
    find focus frames globalThis history innerHeight innerWidth length location matchMedia name navigator open
    origin outerWidth parent performance print prompt removeEventListener screen scroll scrollTo scrollX
    scrollY self status stop top window
    """
)
"""Names of the browser that a script could use beside its own; they stay, so that none is taken for another."""


@dataclass(slots=True)
class _Token:
    """A part of a script: its kind (``name``, ``number``, ``text``, ``sign``), and whether a line ended before it."""

    kind: str
    text: str
    after_line: bool = False
    role: str = ""
    """Of a name: ``free`` for a variable, ``short`` for a variable that names a property too, else ``property``."""
    new: str = ""
    """What a variable is called from now on; empty when it keeps its name."""


def squeezed(script: str) -> str:
    """A script that does the same in fewer letters."""
    tokens = list(_tokens(script))
    _give_roles(tokens)
    statements = list(_statements(tokens))
    _rename(statements)
    return _written(tokens)


def _tokens(script: str) -> Iterator[_Token]:
    """The tokens; a template is a text up to ``${``, what stands there, and a text from ``}`` on."""
    at, line, last = 0, False, _Token("sign", "")
    braces: list[bool] = []
    while at < len(script):
        token: _Token | None
        if script[at] == "`" or (script[at] == "}" and braces and braces[-1]):
            if script[at] == "}":
                braces.pop()
            end = _template_end(script, at + 1)
            if script[end - 1] == "{":
                braces.append(True)
            token = _Token("text", script[at:end])
        else:
            token, end = _token_at(script, at, last)
            if token and token.text in "{}" and token.kind == "sign":
                braces.append(False) if token.text == "{" else braces.pop()
        if token is None:
            line = line or "\n" in script[at:end]
        else:
            token.after_line, line, last = line, False, token
            yield token
        at = end


def _token_at(script: str, at: int, last: _Token) -> tuple[_Token | None, int]:
    operand = last.kind in {"number", "text"} or last.text in _CLOSING
    named = last.kind == "name" and last.text not in _BEFORE_PATTERN
    if script[at] == "/" and script[at + 1] not in "/*" and not operand and not named:
        found = _PATTERN.match(script, at)
        if found:
            return _Token("text", found.group()), found.end()
    match = _TOKEN.match(script, at)
    kind = (match and match.lastgroup) or ""
    if match is None or not kind:
        raise ValueError(f"no part of a script: {script[at : at + 40]!r}")
    return (None if kind in {"comment", "line", "blank"} else _Token(kind, match.group())), match.end()


def _template_end(script: str, at: int) -> int:
    found = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{)", re.DOTALL).match(script, at)
    if found is None:
        raise ValueError(f"a template does not end: {script[at : at + 40]!r}")
    return found.end()


def _give_roles(tokens: list[_Token]) -> None:
    """Tells variables from properties, by the brackets around them."""
    inside: list[str] = []
    for number, token in enumerate(tokens):
        before = tokens[number - 1].text if number else ""
        after = tokens[number + 1].text if number + 1 < len(tokens) else ""
        if token.kind == "name" and token.text not in _KEYWORDS:
            token.role = _role(before, after, inside[-1] if inside else "")
        opened = token.text if token.kind == "sign" else token.text[-2:] if token.kind == "text" else ""
        if token.kind == "text" and token.text[0] == "}" and inside:
            inside.pop()
        if opened in {"(", "[", "${"}:
            inside.append(opened)
        elif opened == "{" and token.kind == "sign":
            classes = number > 1 and "class" in {tokens[number - 2].text, tokens[max(number - 4, 0)].text}
            inside.append("class" if classes else "block" if before in _BEFORE_BLOCK else "object")
        elif opened in _CLOSING and token.kind == "sign":
            inside.pop()


def _role(before: str, after: str, inside: str) -> str:
    if before in {".", "?."} or inside == "class":
        return "property"
    if inside == "object" and before in {"{", ","}:
        return "short" if after in {",", "}", "="} else "property"
    return "property" if inside == "object" and before in {"get", "set", "async"} and after == "(" else "free"


def _statements(tokens: list[_Token]) -> Iterator[list[_Token]]:
    """The outermost statements."""
    depth, start = 0, 0
    for number, token in enumerate(tokens):
        if token.kind == "sign" and token.text in _OPENING:
            depth += 1
        elif token.kind == "sign" and token.text in _CLOSING:
            depth -= 1
        elif token.kind == "sign" and token.text == ";" and not depth:
            yield tokens[start : number + 1]
            start = number + 1
    yield tokens[start:]


def _rename(statements: list[list[_Token]]) -> None:
    """Gives new names to what the script declares: the most frequent have the shortest."""
    variables = [[token for token in one if token.role in {"free", "short"}] for one in statements]
    uses = Counter(token.text for one in variables for token in one)
    outer = {name for one in statements for name in _declared(one, outermost=True)} - _GLOBAL
    inner = [_declared(one) - outer - _GLOBAL for one in statements]
    local = Counter(name for one, names in zip(variables, inner, strict=True) for name in {t.text for t in one} & names)
    taken = _KEYWORDS | _GLOBAL | {name for name in uses if name not in outer and name not in local}
    fresh = [name for name, _ in zip((n for n in _names() if n not in taken), range(len(uses)), strict=False)]
    most = max((len(names) for names in inner), default=0)
    ranked = sorted(outer & uses.keys(), key=lambda name: (-uses[name], name))
    outside = dict(zip(ranked, fresh[most:], strict=False))
    for tokens, names in zip(variables, inner, strict=True):
        own = Counter(token.text for token in tokens if token.text in names)
        inside = dict(zip(sorted(own, key=lambda name: (-own[name], name)), fresh, strict=False))
        for token in tokens:
            token.new = inside.get(token.text) or outside.get(token.text, "")


def _names() -> Iterator[str]:
    for length in count(1):
        for first, *rest in product(ascii_letters, *[ascii_letters + digits] * (length - 1)):
            yield first + "".join(rest)


def _declared(tokens: list[_Token], *, outermost: bool = False) -> frozenset[str]:
    """Names after ``const``, ``let``, ``function`` or ``class``, in patterns after them, and parameters.

    Args:
        tokens: One of the outermost statements.
        outermost: Whether only what it declares for the whole script is wanted.
    """
    found: set[str] = set()
    opened: list[int] = []
    for number, token in enumerate(tokens):
        before = tokens[number - 1].text if number else ""
        if before in _DECLARING and token.role and not (outermost and opened):
            found.add(token.text)
        if token.kind == "sign" and token.text in _OPENING:
            opened.append(number)
        elif token.kind == "sign" and token.text in _CLOSING:
            start = opened.pop()
            after = tokens[number + 1].text if number + 1 < len(tokens) else ""
            lead = tokens[start - 1].text if start else ""
            called = after == "=>" or (after == "{" and lead not in _BRANCHING)
            if lead in _DECLARING or (called and not outermost):
                found |= _bound(tokens[start:number]) if not (outermost and opened) else set()
        elif token.text == "=>" and token.kind == "sign" and tokens[number - 1].role and not outermost:
            found.add(before)
    return frozenset(found)


def _bound(pattern: list[_Token]) -> set[str]:
    """The names that a pattern or a list of parameters binds; what stands after ``=`` is only used."""
    found: set[str] = set()
    depth, usual = 0, 0
    for token in pattern:
        sign = token.text if token.kind == "sign" else ""
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if usual and (depth < usual or (depth == usual and sign == ",")):
            usual = 0
        elif sign == "=" and not usual:
            usual = depth
        elif token.role in {"free", "short"} and not usual:
            found.add(token.text)
    return found


def _written(tokens: list[_Token]) -> str:
    parts: list[str] = []
    last = _Token("sign", "")
    for token in tokens:
        text = token.new or token.text
        if token.role == "short" and token.new:
            text = f"{token.text}:{token.new}"
        worded = {"name", "number"}
        if last.kind in worded and token.kind in worded:
            parts.append("\n" if token.after_line else " ")
        elif token.after_line and _ends(last) and _begins(token):
            parts.append("\n")
        elif last.text in {"+", "-", "++", "--"} and token.text in {"+", "-", "++", "--"}:
            parts.append(" ")
        parts.append(text)
        last = token
    return "".join(parts) + "\n"


def _ends(token: _Token) -> bool:
    return token.kind != "sign" or token.text in _CLOSING


def _begins(token: _Token) -> bool:
    return (
        token.kind in {"name", "number"} or (token.kind == "text" and token.text[0] != "}") or token.text in {"{", "["}
    )
