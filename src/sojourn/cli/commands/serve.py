"""``sojourn serve``: SPARQL and pages over HTTP."""

from __future__ import annotations

from sojourn.cli.output import say

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from sojourn.server.settings import Settings
    from sojourn.workers.limits import Limits

TOKEN = "SOJOURN_TOKEN"  # noqa: S105 - the name of a variable, not a token
"""The variable of the environment that holds the token."""

EXAMPLES = """\
  sojourn serve                                  the shipped graph, at http://127.0.0.1:8000
  sojourn serve STORE --port 9000                a store; --port 0 lets the system choose
  sojourn serve my-study other.ttl               studies and files, in memory
  sojourn serve STORE --seconds 30 --rows 100000 --workers 8
  sojourn serve STORE --public https://migration.example.org --proxied --log serve.log
                                                 behind a proxy on this machine
  sojourn serve STORE --host 0.0.0.0 --token-file token
                                                 for other machines, which must know the token
"""

_SHORTEST = 16
"""Least characters of a token."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn serve``."""
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="a store, or studies and RDF files")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port (8000); 0 lets the system choose")
    parser.add_argument("--log", metavar="FILE", default="", help="append the log to a file, not to standard error")
    add = parser.add_argument_group("who may ask").add_argument
    add("--host", default="127.0.0.1", metavar="ADDRESS", help="address (127.0.0.1); any other needs a token")
    add("--token-file", metavar="FILE", help=f"file with the token that clients must show; or set {TOKEN}")
    add("--public", metavar="URL", default="", help="URL under which people reach it, behind a proxy")
    add("--allow-host", action="append", default=[], metavar="NAME", help="another name it may be called by")
    add("--cors", action="append", default=[], metavar="ORIGIN", help="a site whose pages may read it; * for all")
    add("--proxied", action="store_true", help="the proxy in front says who asks (X-Forwarded-For)")
    _configure_limits(parser)


def _configure_limits(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("what one request may cost").add_argument
    add("--seconds", type=float, default=10.0, metavar="N", help="longest work on it [s] (10)")
    add("--memory", type=int, default=1_024, metavar="N", help="memory for it [MiB] (1024)")
    add(
        "--rows",
        type=int,
        default=10_000,
        metavar="N",
        help="rows of an answer; a longer one is cut or refused (10000)",
    )
    add(
        "--size",
        type=float,
        default=16.0,
        metavar="N",
        help="size of an answer; a longer one is cut or refused [MB] (16)",
    )
    add("--query-size", type=float, default=64.0, metavar="N", help="size of a query [KiB] (64)")
    add = parser.add_argument_group("how much at once").add_argument
    add("--workers", type=int, default=4, metavar="N", help="processes that answer (4)")
    add("--waiting", type=int, default=5_000, metavar="N", help="requests that wait for one; more are refused (5000)")
    add("--patience", type=float, default=60.0, metavar="N", help="longest wait for one [s] (60)")
    add("--connections", type=int, default=8_192, metavar="N", help="open connections (8192)")
    add("--per-client", type=int, default=256, metavar="N", help="open connections of one client elsewhere (256)")
    add("--grace", type=float, default=30.0, metavar="N", help="wait for running requests at the end [s] (30)")


def run(options: argparse.Namespace) -> int:
    """Serves until it is told to end."""
    import signal

    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end_at_once)
    try:
        return _served(options)
    finally:
        signal.signal(signal.SIGINT, before)


def _end_at_once(number: int, frame: object) -> None:
    """Ends the process until the server hears signals itself; nothing is under way yet.

    An exception would not do: while Python imports, one in some hundreds is told as "ignored" and the server goes on.
    """
    import os
    import signal
    import sys

    del frame
    if sys.stderr is not None and sys.stderr.isatty():
        os.write(2, b"\r\x1b[K\x1b[?25h")  # what says that it is starting has hidden the cursor
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


def _served(options: argparse.Namespace) -> int:
    from sojourn.cli.output import working
    from sojourn.server.running import serve

    settings = settings_of(options)
    starting = working("Starting the workers")

    def started(taken: Settings) -> None:
        starting.__exit__(None, None, None)
        what = ", ".join(taken.targets) or "the graph that ships with sojourn"
        say(f"sojourn serves {what} at {taken.url}/ (Ctrl-C ends it)")

    starting.__enter__()
    try:
        serve(settings, started)
    finally:
        starting.__exit__(None, None, None)
    return 0


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that the options say; what is out of the question is refused.

    Raises:
        BadInput: If an option cannot be used.
        StoreError: If the file with the token cannot be read.
    """
    from sojourn.errors import BadInput
    from sojourn.graph.opening import refuse_url
    from sojourn.server.settings import Settings

    for target in options.targets:
        refuse_url(target, "sojourn serve", "Serve a store on this machine; the other server answers by itself.")
    if not 0 <= options.port <= 65_535:
        raise BadInput(
            f"there is no port {options.port}", where="--port", advice="Ports go from 1 to 65535; 0 for any."
        )
    return Settings(
        targets=tuple(options.targets),
        host=options.host,
        port=options.port,
        limits=_limits(options),
        public=_public(options.public),
        hosts=tuple(_name(name) for name in options.allow_host),
        token=_token(options),
        cors=tuple(_origin(origin) for origin in options.cors),
        proxied=options.proxied,
        log=options.log,
        grace=_within(options.grace, "--grace", 0, 3_600),
        connections=int(_within(options.connections, "--connections", 1, 1_000_000)),
        per_client=int(_within(options.per_client, "--per-client", 1, 1_000_000)),
    )


def _limits(options: argparse.Namespace) -> Limits:
    from sojourn.workers.limits import Limits

    return Limits(
        seconds=_within(options.seconds, "--seconds", 0.01, 86_400),
        memory=int(_within(options.memory, "--memory", 16, 10_000_000)),
        rows=int(_within(options.rows, "--rows", 1, 1_000_000_000)),
        size=round(_within(options.size, "--size", 0.001, 2_000) * 1_000_000),
        query=round(_within(options.query_size, "--query-size", 0.1, 1_000) * 1_024),
        workers=int(_within(options.workers, "--workers", 1, 512)),
        waiting=int(_within(options.waiting, "--waiting", 0, 1_000_000)),
        patience=_within(options.patience, "--patience", 0, 3_600),
    )


def _within(value: float, option: str, low: float, high: float) -> float:
    if low <= value <= high:
        return value
    from sojourn.errors import BadInput

    raise BadInput(
        f"{value:g} is out of range", where=option, advice=f"Give a number from {_plain(low)} to {_plain(high)}."
    )


def _plain(number: float) -> str:
    return f"{number:,.3f}".rstrip("0").rstrip(".")


def _public(url: str) -> str:
    from urllib.parse import urlsplit

    from sojourn.errors import BadInput

    advice = "For example: --public https://migration.example.org"
    try:
        parts = urlsplit(url)
        bad = bool(url) and (parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc)
    except ValueError:
        raise BadInput(f"{url!r} is no URL", where="--public", advice=advice) from None
    if bad or parts.query or parts.fragment:
        raise BadInput(f"{url!r} is not the URL of a site", where="--public", advice=advice)
    return url.rstrip("/")


def _name(name: str) -> str:
    from sojourn.errors import BadInput

    if not name or any(letter in name for letter in "/:@* \t"):
        raise BadInput(f"{name!r} is no name of a host", where="--allow-host", advice="Without port: data.example.org")
    return name


def _origin(origin: str) -> str:
    from urllib.parse import urlsplit

    from sojourn.errors import BadInput

    plain = origin.rstrip("/")
    try:
        parts = urlsplit(plain)
        fine = plain == "*" or (bool(parts.hostname) and plain == f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        fine = False
    if not fine:
        raise BadInput(f"{origin!r} is no origin", where="--cors", advice="For example: --cors https://www.example.org")
    return plain.lower()


def _token(options: argparse.Namespace) -> str:
    """The token of the file or of the environment; made and shown where one is needed and a person looks on."""
    import os
    import secrets
    import sys
    from pathlib import Path

    from sojourn.errors import BadInput
    from sojourn.server.settings import on_loopback

    if options.token_file:
        return _checked(_read(Path(options.token_file)), "--token-file")
    if os.environ.get(TOKEN):
        return _checked(os.environ[TOKEN].strip(), TOKEN)
    if on_loopback(options.host):
        return ""
    if sys.stderr is None or not sys.stderr.isatty():
        advice = (
            f"Give --token-file FILE or set {TOKEN}; a token is made only where a person at a terminal can read it."
        )
        raise BadInput(
            f"{options.host} can be reached from elsewhere, and there is no token", where="--host", advice=advice
        )
    made = secrets.token_urlsafe(32)
    say(f"Others can reach {options.host}, so they must show this token, which is not told again:\n  {made}")
    return made


def _read(path: Path) -> str:
    from sojourn.errors import StoreError

    try:
        lines = path.read_text(encoding="utf-8").split()
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        advice = "Name a file that holds the token, for example from: openssl rand -hex 32"
        raise StoreError(f"{path} cannot be read: {reason}", where="--token-file", advice=advice) from None
    if mode & 0o004:
        say(f"--token-file: everyone on this machine can read {path}\n  chmod 600 {path}")
    return lines[0] if len(lines) == 1 else ""


def _checked(token: str, where: str) -> str:
    from sojourn.errors import BadInput

    if len(token) < _SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        what = f"the token must be one word of at least {_SHORTEST} ASCII characters"
        raise BadInput(what, where=where, advice="For example from: openssl rand -hex 32")
    return token
