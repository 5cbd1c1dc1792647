"""Who asks: from the environment or a netrc, never from a command line, and never shown."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from base64 import b64encode
from typing import TYPE_CHECKING

from sojourn.errors import StoreError

if TYPE_CHECKING:
    from sojourn.stores.remote.address import Address

USER, PASSWORD, TOKEN = "SOJOURN_SPARQL_USER", "SOJOURN_SPARQL_PASSWORD", "SOJOURN_SPARQL_TOKEN"
ADVICE = f"Set {USER} and {PASSWORD}, or {TOKEN}, or name the host in a netrc."
_PAIR = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_SCHEME = re.compile(r"(?:^|,\s*)(Basic|Digest|Bearer)\b", re.IGNORECASE)
_NETRC = "Correct it, and let only yourself read it (chmod 600)."
_HASHES = {"MD5": "md5", "MD5-SESS": "md5", "SHA-256": "sha256", "SHA-256-SESS": "sha256"}


class Credentials:
    """A name and a password, or a token, for one server.

    Once the server has asked, every further request carries what it asked for.
    """

    def __init__(self, address: Address, user: str = "", password: str = "", token: str = "") -> None:
        self._address = address
        self._user = user
        self._password = password
        self._token = token
        self._digest: dict[str, str] = {}
        self._count = 0
        self._basic = False

    def __repr__(self) -> str:
        return f"<Credentials for {self._address.host}>"

    def __bool__(self) -> bool:
        return bool(self._user or self._token)

    @property
    def kind(self) -> str:
        """What is shown to the server, for messages."""
        return "token" if self._token else "name and password"

    def header(self, method: str, target: str) -> str:
        """The ``Authorization`` of a request; empty as long as the server has not asked."""
        if self._token:
            self._keep_private()
            return f"Bearer {self._token}"
        if self._basic:
            pair = f"{self._user}:{self._password}".encode()
            return f"Basic {b64encode(pair).decode()}"
        return self._answer(method, target) if self._digest else ""

    def challenged(self, challenges: list[str]) -> bool:
        """Takes in what the server asks for; whether it makes sense to ask once more.

        Raises:
            StoreError: If the password would travel unencrypted.
        """
        if self._token or not self._user:
            return False
        offers: dict[str, dict[str, str]] = {}
        for challenge in challenges:
            starts = list(_SCHEME.finditer(challenge))
            for start, after in zip(starts, [*starts[1:], None], strict=True):
                text = challenge[start.end() : after.start() if after else None]
                offers.setdefault(start.group(1).casefold(), {k.casefold(): a or b for k, a, b in _PAIR.findall(text)})
        digest = offers.get("digest", {})
        if digest.get("nonce") and digest.get("algorithm", "MD5").upper() in _HASHES:
            again = not self._digest or digest.get("stale", "").casefold() == "true" or self._count > 1
            self._digest, self._count = digest, 0
            return again
        if "basic" in offers and not self._basic:
            self._keep_private()
            self._basic = True
            return True
        return False

    def _keep_private(self) -> None:
        if not self._address.is_private:
            raise StoreError(
                "the password or token would travel unencrypted, so nothing was sent",
                where=str(self._address),
                advice="Use an https:// address.",
            )

    def _answer(self, method: str, target: str) -> str:
        """Digest access authentication (RFC 7616)."""
        asked = self._digest
        algorithm = asked.get("algorithm", "MD5")
        realm, nonce = asked.get("realm", ""), asked["nonce"]

        def hashed(text: str) -> str:
            return hashlib.new(_HASHES[algorithm.upper()], text.encode(), usedforsecurity=False).hexdigest()

        self._count += 1
        own, count = secrets.token_hex(8), f"{self._count:08x}"
        secret = hashed(f"{self._user}:{realm}:{self._password}")
        if algorithm.upper().endswith("-SESS"):
            secret = hashed(f"{secret}:{nonce}:{own}")
        request = hashed(f"{method}:{target}")
        fields = {"username": self._user, "realm": realm, "nonce": nonce, "uri": target}
        if "auth" in re.split(r"[\s,]+", asked.get("qop", "")):
            fields["response"] = hashed(f"{secret}:{nonce}:{count}:{own}:auth:{request}")
            tail = f', qop=auth, nc={count}, cnonce="{own}"'
        else:
            fields["response"] = hashed(f"{secret}:{nonce}:{request}")
            tail = ""
        if "opaque" in asked:
            fields["opaque"] = asked["opaque"]
        quoted = ", ".join(f'{name}="{_quoted(value)}"' for name, value in fields.items())
        return f"Digest {quoted}, algorithm={algorithm}{tail}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def credentials_for(address: Address) -> Credentials:
    """What the environment, or else a netrc (``NETRC`` or ``~/.netrc``), says for a server.

    Raises:
        StoreError: If a netrc cannot be used, or a value cannot be sent.
    """
    token = os.environ.get(TOKEN, "")
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if not token and not user:
        user, password = _from_netrc(address.host)
    if any(ord(character) < 32 or ord(character) == 127 for character in token + user + password):
        raise StoreError("a name, password or token holds a control character", where=str(address))
    if not token.isascii():
        raise StoreError(f"{TOKEN} holds more than ASCII", where=str(address))
    return Credentials(address, user, password, token)


def _from_netrc(host: str) -> tuple[str, str]:
    import netrc

    try:
        found = netrc.netrc(os.environ.get("NETRC") or None).authenticators(host)
    except FileNotFoundError:
        return "", ""
    except netrc.NetrcParseError as error:
        place = f"{error.filename}:{error.lineno}" if error.lineno else str(error.filename)
        raise StoreError("this netrc cannot be used", where=place, advice=_NETRC) from None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise StoreError(f"cannot be read: {why}", where="netrc", advice=_NETRC) from None
    return (found[0] or "", found[2] or "") if found else ("", "")
