"""Our scripts as TypeScript's compiler reads them: every type in JSDoc, as strictly as it can."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
READER = ROOT / "src" / "sojourn" / "renderers" / "assets" / "reader"
COMPILER = ROOT / "node_modules" / ".bin" / "tsc"
LONGEST_FILE, LONGEST_FUNCTION = 400, 40


def missing(what: str) -> None:
    if os.environ.get("SOJOURN_REQUIRE_NODE") == "1":
        pytest.fail(f"the scripts must be checked here, and {what}: install Debian's 'nodejs' and 'npm', run 'npm ci'")
    pytest.skip(what)


def test_the_compiler_finds_nothing_to_complain_about() -> None:
    if shutil.which("node") is None:
        missing("there is no node on this machine")
    if not COMPILER.exists():
        missing("TypeScript is not installed here")
    run = subprocess.run(
        [COMPILER, "--project", ROOT / "tsconfig.json"], capture_output=True, text=True, timeout=120, check=False
    )
    assert (run.returncode, run.stdout) == (0, "")


def test_no_lock_file_names_a_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
    named = [line for line in lock.splitlines() if "://" in line]
    assert [line for line in named if '"url": "https://github.com/sponsors/' not in line] == [], (
        "only who may be thanked"
    )


@pytest.mark.parametrize("path", sorted(READER.glob("*.js")), ids=lambda path: path.name)
def test_a_script_is_short_and_safe(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for never in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "TODO"):
        assert never not in text
    assert not re.search(r"""setAttribute\(["'](?:style|on\w+)["']""", text)
    assert not re.search(r"\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts)\b", text)


def test_every_name_that_the_parts_share_is_declared_once() -> None:
    """All parts stand in one scope: a second one of the same name would end the page."""
    declared: dict[str, list[str]] = {}
    for path in READER.glob("*.js"):
        for name in re.findall(r"^(?:const|let|function|class) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            declared.setdefault(name, []).append(path.name)
    assert {name: sorted(files) for name, files in declared.items() if len(files) > 1} == {}
