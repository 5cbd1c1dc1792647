"""The scripts of the page in as few letters as they can be, made by terser from the files in ``assets/reader``.

They are made here and not when a picture is drawn, because terser needs node, which we ask of nobody. A file whose
first line names the digest of what it would be made of is left as it is.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from sojourn.renderers import shell
from vocabulary_docs import ROOT

BUILT = ROOT / "src/sojourn/renderers/assets/built"
_TERSER = ROOT / "node_modules/.bin/terser"


def _made(name: str) -> str:
    plain = shell.PLAIN[name]()
    first, there = f"/* {shell.digest(plain)} */", BUILT / name
    if there.is_file() and there.read_text(encoding="utf-8").startswith(f"{first}\n"):
        return there.read_text(encoding="utf-8")
    if not _TERSER.exists():
        sys.exit(f"{name} has to be made anew, and terser is not installed: run 'npm ci' first")
    command = [str(_TERSER), "--compress", "passes=2", "--mangle", "--ecma", "2022"]
    run = subprocess.run(command, input=plain, capture_output=True, text=True, check=True)
    return f"{first}\n{run.stdout.strip()}\n"


FILES = [(BUILT / name, partial(_made, name)) for name in shell.PLAIN]
"""The files, each with the function that makes its text."""
