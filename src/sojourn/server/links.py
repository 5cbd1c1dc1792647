"""Addresses within the server, as its pages write them: language kept, prefix of a proxy kept, names escaped."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from sojourn.vocabulary import ID, family_of, key_of

if TYPE_CHECKING:
    from starlette.requests import Request

FAMILIES = ("place", "population", "profession", "agent", "source")
"""The families of things that have a page of their own, beside claims."""

_ASSETS = Path(__file__).parent / "assets"
_SAFE = "~@:"


def path_of(iri: str) -> str:
    """The path of the page about a thing: ``/place/CN-BJ``, ``/claim/flow-1a2b``; empty when it has none."""
    family = family_of(iri)
    if family == "assertion":
        return f"/claim/{quote(iri.removeprefix(ID).partition('/')[2], safe=_SAFE)}"
    return f"/{family}/{quote(key_of(iri), safe=_SAFE)}" if family in FAMILIES else ""


class Links:
    """The addresses that a page writes for one request.

    Attributes:
        prefix: Path under which a proxy shows the server, without a slash at its end; mostly empty.
    """

    def __init__(self, request: Request, languages: tuple[str, ...], public: str = "") -> None:
        self.prefix = urlsplit(public).path.rstrip("/")
        self._path = "/" + quote(request.url.path.lstrip("/"), safe="/" + _SAFE)  # with two it would name a host
        self._query = request.query_params.multi_items()
        asked = request.query_params.get("lang", "")
        self.lang = asked if asked in languages else ""

    def to(self, path: str, **values: object) -> str:
        """An address: ``to("/search", q="Harbin", page=2)``; the empty are left out, the language is kept."""
        plain, fragment, name = path.partition("#")
        wanted = {key: str(value) for key, value in values.items() if value not in {"", None}}
        if self.lang and "lang" not in values:
            wanted["lang"] = self.lang
        return f"{self.prefix}{plain}{_query(list(wanted.items()))}{fragment}{name}"

    def about(self, iri: str, **values: object) -> str:
        """The address of the page about a thing; empty when it has none."""
        path = path_of(iri)
        return self.to(path, **values) if path else ""

    def here(self, **values: object) -> str:
        """The address of this very page with some parameters changed: ``here(lang="zh")``, ``here(page=3)``."""
        kept = [(key, value) for key, value in self._query if key not in values]
        changed = [(key, str(value)) for key, value in values.items() if value not in {"", None}]
        return f"{self.prefix}{self._path}{_query(kept + changed)}"

    def asset(self, name: str) -> str:
        """The address of one of our own style sheets or scripts; it changes with the file."""
        return f"{self.prefix}/assets/{name}?v={_digest(name)}"

    def known(self) -> Mapping[str, object]:
        """What templates know of addresses."""
        return {"to": self.to, "about": self.about, "here": self.here, "asset": self.asset, "kept_lang": self.lang}


def _query(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


def _digest(name: str) -> str:
    file = _ASSETS / name
    stamp = file.stat().st_mtime_ns
    if _DIGESTS.get(name, (0, ""))[0] != stamp:
        _DIGESTS[name] = (stamp, sha256(file.read_bytes()).hexdigest()[:10])
    return _DIGESTS[name][1]


_DIGESTS: dict[str, tuple[int, str]] = {}
"""When a file was last changed and the digest that was taken then."""
