"""Finds the command, loads only that, and turns errors into one clear message and an exit code.

Exit codes: 0 fine, 1 findings, 2 bad input, 130 stopped by the user, 143 told to end.
"""

from __future__ import annotations

import os
import sys

from sojourn import __version__
from sojourn.errors import SojournError

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    import argparse
    import signal
    from collections.abc import Callable, Sequence
    from threading import Thread
    from types import FrameType
    from typing import Protocol

    class Command(Protocol):
        """What each module of :mod:`sojourn.cli.commands` offers."""

        EXAMPLES: str

        def configure(self, parser: argparse.ArgumentParser) -> None:
            """Adds the command's options."""

        def run(self, options: argparse.Namespace) -> int:
            """Does the work and returns the exit code."""


COMMANDS = {
    "ask": "ask one of the named questions; without a name, list them",
    "query": "run SPARQL of your own",
    "compare": "compare figures: which speak of the same thing, which cannot all be true, and why others differ",
    "draw": "draw an interactive picture: one HTML file, complete in itself",
    "serve": "serve SPARQL, and pages to read and search, over HTTP",
    "export": "write the graph for another tool: TriG, CSV, GraphML, GEXF, GeoJSON, …",
    "reconcile": "tell what the sources imply together, and what cannot all be true",
    "new": "make the template of a study",
    "check": "check a study: sheet, shapes, and the passages it cites",
    "locate": "fill in the character offsets and digests of the cited passages",
    "build": "build the TriG of studies, or a store on disk",
    "import": "import an official table, or one of your own, into a store",
    "verify": "read a store again, every byte of it, and tell what is wrong",
}
"""The commands and what they do, in the order of the help."""

_MODULES = {"import": "import_"}
"""Modules that cannot be called as their command is."""

_WRITING = frozenset(("build", "import"))
"""Commands that write a store, and clean up before they end."""

_ended: list[int] = []
"""The signal by which the command was told to end."""

_WIDTH = 100
"""Width of the help [columns]."""

_HELP = """\
usage: sojourn COMMAND [OPTIONS]

Who moved where, how many, when, and who says so: a knowledge graph of migration in which every
figure knows its source. Without a study or a store, commands use the graph that ships with sojourn.

commands:
{commands}

options:
  -h, --help     show this help; 'sojourn COMMAND --help' for one command
  --version      show the version

examples:
  sojourn ask stock-by-count --population Russians --place China
  sojourn query -e 'SELECT ?place ?low WHERE {{ ?a sj:place ?place ; sj:low ?low }}'
  sojourn draw -o graph.html
"""


def run() -> None:
    """Runs the command line and leaves at once: taking a graph in memory apart would take as long as answering."""
    try:
        code = main()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError as error:
        code = _told(error)
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    loading = _load_ahead(given)
    try:
        return _dispatch(given)
    except (SojournError, UnicodeError, OSError, KeyboardInterrupt) as error:
        return _told(error)
    finally:
        if loading:
            loading.join()


def _told(error: BaseException) -> int:
    """Tells what went wrong in one message, and returns the exit code."""
    if isinstance(error, SojournError):
        from sojourn.cli.tables import visible  # what a file says must not steer the terminal

        return _complain("\n".join(visible(line) for line in str(error).split("\n")))
    if isinstance(error, KeyboardInterrupt):
        _complain("\nStopped; nothing was left half-written.")
        return 143 if _ended else 130
    if isinstance(error, BrokenPipeError):
        # The reader has gone (``sojourn query … | head``): not an error, and nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    if isinstance(error, UnicodeError):
        return _complain(f"a text cannot be read or shown in this locale: {error}\n  Set LC_ALL=C.UTF-8, for example.")
    reason = error.strerror if isinstance(error, OSError) else ""
    return _complain(f"the output cannot be written: {reason or error}")


def _load_ahead(given: list[str]) -> Thread | None:
    """Loads the shipped graph beside the reading of the command line, which takes as long; ``None`` if not needed."""
    if not given or given[0] not in {"ask", "query"} or {"--store", "--help", "-h"} & set(given):
        return None
    from sojourn.graph.opening import load_ahead

    return load_ahead()


def _dispatch(given: list[str]) -> int:
    if not given or given[0] in {"-h", "--help", "help"}:
        sys.stdout.write(help_text())
        return 0
    if given[0] in {"--version", "-V"}:
        sys.stdout.write(f"sojourn {__version__}\n")
        return 0
    name = given[0]
    if name not in COMMANDS:
        return _complain(_unknown(name))
    command = _command(name)
    options = parser_of(name, command, given[1:]).parse_args(given[1:])
    _ended.clear()
    before = _hear_end() if name in _WRITING else None
    try:
        return command.run(options)
    except Exception as error:
        from sojourn.stores.faults import of_engine

        named = getattr(options, "store", None) or getattr(options, "output", None) or ""
        told = of_engine(error, named if isinstance(named, str) else named[0])
        if told is None:
            raise
        raise told from None
    finally:
        if before is not None:
            import signal

            signal.signal(signal.SIGTERM, before)


def _hear_end() -> signal.Handlers | Callable[[int, FrameType | None], object] | int | None:
    """Makes a request to end (SIGTERM) what Ctrl-C is, so that a command cleans up; what was done with it before."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        return None

    def end(number: int, _: object) -> None:
        _ended.append(number)
        raise KeyboardInterrupt

    return signal.signal(signal.SIGTERM, end)


def _command(name: str) -> Command:
    # importlib, which does the same, would be one more package to load in a cold start
    command: Command = __import__(f"sojourn.cli.commands.{_MODULES.get(name, name)}", fromlist=("run",))
    return command


def help_text() -> str:
    """The help of the program as a whole."""
    listed = "\n".join(f"  {name:<9} {what}" for name, what in COMMANDS.items())
    return _HELP.format(commands=listed)


def parser_of(name: str, command: Command | None = None, given: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser of one command, with its help and examples; some commands take more options the more is given."""
    import argparse

    def formatter(prog: str) -> argparse.HelpFormatter:
        # A width of our own, because argparse would import shutil to measure the terminal even when no help is shown.
        return argparse.RawDescriptionHelpFormatter(prog, width=_WIDTH)

    argparse._ = str  # type: ignore[attr-defined] # its few words have no translations; to look for some takes 2 ms
    command = command or _command(name)
    what = COMMANDS[name]
    parser = argparse.ArgumentParser(
        prog=f"sojourn {name}",
        description=f"{what[0].upper()}{what[1:]}.",
        epilog="examples:\n" + command.EXAMPLES,
        formatter_class=formatter,
        allow_abbrev=False,
    )
    command.configure(parser)
    if hasattr(command, "configure_for"):
        command.configure_for(parser, given)
    return parser


def _unknown(name: str) -> str:
    from rapidfuzz import process

    nearest = process.extractOne(name, list(COMMANDS), score_cutoff=60)
    hint = f"Did you mean 'sojourn {nearest[0]}'? " if nearest else ""
    return f"there is no command {name!r}\n  {hint}'sojourn --help' lists them."


def _complain(message: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"{message}\n")
    return 2
