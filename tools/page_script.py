"""The scripts of the page in as few letters as they can be, made by terser and zopfli from ``assets/reader``.

They are made here and not when a picture is drawn, because terser needs node, which we ask of nobody, and zopfli takes
its time: what it deflates is 4 % smaller than zlib's. A file whose first line names the digest of what it would be made
of is left as it is.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial

from sojourn.renderers import embedding, shell
from vocabulary_docs import ROOT

BUILT = ROOT / "src/sojourn/renderers/assets/built"
_TERSER = ROOT / "node_modules/.bin/terser"
_TABLE = re.compile(r"^const (WORDS_OF_\w+) = (\[$.*?^\]);$", re.MULTILINE | re.DOTALL)
"""Our words in three languages: English, Chinese, Russian, and English that bends with a number."""
_ENGLISH = """
const bent = eval(process.argv[1]).filter((row) => row[3]).map((row) => [row[0], "", "", row[3]]);
console.log(JSON.stringify(bent));
"""


def _shortened(plain: str) -> str:
    if not _TERSER.exists():
        sys.exit("the scripts of the page have to be made anew, and terser is not installed: run 'npm ci' first")
    command = [str(_TERSER), "--compress", "passes=3,pure_getters,unsafe_arrows", "--mangle", "--ecma", "2022"]
    return subprocess.run(command, input=plain, capture_output=True, text=True, check=True).stdout.strip()


def _in_english(plain: str) -> str:
    """The script without what is said in Chinese and Russian."""

    def kept(table: re.Match[str]) -> str:
        run = subprocess.run(["node", "-e", _ENGLISH, table[2]], capture_output=True, text=True, check=True)
        return f"const {table[1]} = {run.stdout.strip()};"

    return _TABLE.sub(kept, plain)


def _packed(plain: str, *, translated: bool) -> str:
    from zopfli.zlib import compress

    style, script = plain.split("\0")
    short = _shortened(script if translated else _in_english(script))
    return embedding.letters(compress(f"{style}\0{short}".encode()))


def _made(name: str, make: Callable[[str], str]) -> str:
    plain = shell.PLAIN[name]()
    first, there = f"/* {shell.digest(plain)} */", BUILT / name
    if there.is_file() and (kept := there.read_text(encoding="utf-8")).startswith(f"{first}\n"):
        return kept
    return f"{first}\n{make(plain)}\n"


_READERS: dict[str, Callable[[str], str]] = {
    shell.reader_name(network=network, translated=translated): partial(_packed, translated=translated)
    for network in (False, True)
    for translated in (True, False)
}
FILES = [(BUILT / name, partial(_made, name, make)) for name, make in {**_READERS, "loader.js": _shortened}.items()]
"""The files, each with the function that makes its text."""
