"""The wheel alone is enough: ontology and studies travel with it, and it answers in an empty environment."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def sojourn(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed into an environment that had nothing."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    locked = [*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")]
    for command in (locked, [*pip, "--no-deps", str(wheel)]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return scripts / "sojourn"


def ask(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True, check=False)


def test_the_ontology_the_studies_the_questions_and_the_page_are_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for needed in (
        *(f"sojourn/shipped/ontology/{name}" for name in ("sojourn.ttl", "shapes.ttl", "professions.ttl")),
        *(
            f"sojourn/shipped/graphs/{name}/{name}.trig"
            for name in ("russians-to-china", "rust-belt", "beijing-foreigners")
        ),
        "sojourn/shipped/graphs/registry/registry.trig",
        "sojourn/queries/named/stock-by-count.rq",
        "sojourn/queries/listings/claims.rq",
        "sojourn/py.typed",
    ):
        assert needed in names
    assert not [name for name in names if name.endswith(".txt") and "sources" in name]


def test_an_empty_environment_answers_a_question(sojourn: Path, tmp_path: Path) -> None:
    command = [str(sojourn), "ask", "stock-by-count", "--population", "Россияне", "--place", "中国", "--format", "csv"]
    done = ask(command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "16000" in done.stdout
    assert "40000" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_an_empty_environment_draws_and_checks(sojourn: Path, tmp_path: Path) -> None:
    drawn = ask([str(sojourn), "draw", "-o", "graph.html"], tmp_path)
    assert drawn.returncode == 0, drawn.stderr
    assert (tmp_path / "graph.html").stat().st_size > 100_000
    made = ask([str(sojourn), "new", "my-study"], tmp_path)
    assert made.returncode == 0, made.stderr
    checked = ask([str(sojourn), "check", "my-study"], tmp_path)
    assert "Traceback" not in checked.stderr
