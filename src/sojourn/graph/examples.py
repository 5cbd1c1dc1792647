"""The named questions as SPARQL that anybody can run and change: parameters filled in, nothing hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sojourn.errors import BadInput
from sojourn.queries.named import bind, load, rows_wanted
from sojourn.stores.guard import TOKEN
from sojourn.stores.remote.binding import bound
from sojourn.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from sojourn.stores.store import Store

_PLAIN = re.compile(r"[a-z]+:(?:[A-Za-z0-9_](?:[A-Za-z0-9_\-]*))")
_DECLARED = re.compile(r"^PREFIX\s.*\n?", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(r"^#\+.*\n?", re.MULTILINE)
_WHOLE = re.compile(r'"(-?\d+)"\^\^xsd:integer')
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)| +(?=[ \t]*$)", re.MULTILINE)
_LONG = re.compile(r"^SELECT .{100,}$", re.MULTILINE)


def example(store: Store, name: str) -> str:
    """A named question with the parameters of its first example, as a query of its own.

    Where the graph does not know what an example names, all parameters stay variables: the query then answers for
    whatever they may be.

    Raises:
        NotFound: If there is no question of that name.
    """
    query = load(name)
    given = query.examples[0]
    body = _DECLARED.sub("", _HEADER.sub("", query.text))
    told = [query.question]
    try:
        body = bound(body, bind(store, query, given))
        most = rows_wanted(query, given)
        told += [", ".join(f"{parameter}: {value}" for parameter, value in given.items())] if given else []
    except BadInput:
        most = None
    code = _LONG.sub(_wrapped, _GAP.sub(" ", _shortened(body)).strip())
    limit = f"\nLIMIT {most}" if most else ""
    return "".join(f"# {line}\n" for line in told) + _prefixes(code) + f"{code}{limit}\n"


def _shortened(body: str) -> str:
    """The query with short names for the IRIs that have one."""

    def short(found: re.Match[str]) -> str:
        if found.lastgroup != "iri":
            return found.group()
        name = shorten(found.group()[1:-1])
        return name if _PLAIN.fullmatch(name) else found.group()

    return _WHOLE.sub(r"\1", TOKEN.sub(short, body))


def _wrapped(line: re.Match[str]) -> str:
    from textwrap import fill

    return fill(line.group(), 110, subsequent_indent="       ", break_long_words=False, break_on_hyphens=False)


def _prefixes(code: str) -> str:
    """The declarations of the prefixes that a query uses, so that it runs anywhere."""
    used = [name for name in PREFIXES if re.search(rf"(?<![\w:?$]){name}:", code)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used)
