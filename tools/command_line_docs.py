"""The pages that show the program at work: the reference of its commands, and the answer in the README."""

from __future__ import annotations

import re
from pathlib import Path

import sojourn
from sojourn.cli.main import COMMANDS, help_text, parser_of
from sojourn.cli.tables import table

ROOT = Path(__file__).parent.parent

_HEAD = (
    "# Command line\n\nWritten by `tools/build_docs.py` from the program itself. Exit codes: 0 fine, 1 findings, "
    "2 bad input, 130 stopped by the user, 143 told to end. Results go to standard output, remarks to standard error.\n"
)
_BLOCK = re.compile(r"(<!-- answer:begin -->\n).*?(<!-- answer:end -->)", re.DOTALL)


def command_line_page() -> str:
    """Every command with its options and examples, as ``--help`` shows them."""
    parts = [
        _HEAD,
        f"## sojourn\n\n```text\n{help_text().rstrip()}\n```\n",
    ]
    parts.extend(f"## sojourn {name}\n\n```text\n{parser_of(name).format_help().rstrip()}\n```\n" for name in COMMANDS)
    return "\n".join(parts)


def readme() -> str:
    """The README with the answer that the shipped graph gives today."""
    answer = sojourn.open().ask.stock_by_count(population="Russians", place="China").in_words()
    kept = [i for i, name in enumerate(answer.header) if name in {"assertion", "figure", "when", "method", "said by"}]
    shown = table([answer.header[i] for i in kept], [[row[i] for i in kept] for row in answer.rows])
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return _BLOCK.sub(lambda found: f"{found[1]}\n```text\n{shown}\n```\n\n{found[2]}", text)
