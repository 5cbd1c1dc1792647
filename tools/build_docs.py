"""Writes the files that follow from others: closed lists in Python, pages of docs/reference, the page's script.

``python tools/build_docs.py`` writes them; ``--check`` writes nothing, names those that are out of date, and exits
with 1 if there are any. ``--help`` and a misspelt option write nothing either.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from command_line_docs import command_line_page, readme
from page_script import FILES
from rules_docs import rules_page
from shapes_docs import shapes_page
from sojourn.queries.page import questions_page
from vocabulary_docs import ROOT, terms_module, vocabulary_page

PAGES: list[tuple[Path, Callable[[], str]]] = [
    (ROOT / "src/sojourn/vocabulary/terms.py", terms_module),
    (ROOT / "docs/reference/vocabulary.md", vocabulary_page),
    (ROOT / "docs/reference/shapes.md", shapes_page),
    (ROOT / "docs/reference/questions.md", questions_page),
    (ROOT / "docs/reference/rules.md", rules_page),
    (ROOT / "docs/reference/command-line.md", command_line_page),
    (ROOT / "README.md", readme),
    *FILES,
]
"""The files that follow from others, each with the function that makes its text."""


def main(arguments: list[str]) -> int:
    """Writes every page, or with ``--check`` names those that are out of date."""
    parser = argparse.ArgumentParser(
        prog="tools/build_docs.py", description="Writes the files that follow from others."
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 and name the files if any is out of date"
    )
    check: bool = parser.parse_args(arguments).check
    stale = []
    for path, make in PAGES:
        made = make()
        if path.is_file() and path.read_text(encoding="utf-8") == made:
            continue
        stale.append(path)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made, encoding="utf-8")
    for path in stale:
        state = "is out of date; run tools/build_docs.py" if check else "written"
        print(f"{path.relative_to(ROOT)} {state}")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
