"""The Python in the README and the guides runs as it stands there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
BLOCKS = [
    pytest.param(found, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, found in enumerate(re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL))
]


@pytest.mark.parametrize("block", BLOCKS)
def test_python_in_the_docs_runs(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "docs" / "tutorial" / "port-amber", tmp_path / "my-study")
    if "read_csv" in block or "read_file" in block:
        import sojourn

        sojourn.open().export("claims.csv")
        sojourn.open().export("flows.geojson")
    exec(compile(block, "docs", "exec"), {})  # noqa: S102 - our own pages, run as a reader would run them


def test_the_sparql_of_the_readme_gives_both_figures() -> None:
    import sojourn

    (query,) = re.findall(r"```sparql\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    rows = list(sojourn.open().query(query))
    assert {row["id"] for row in rows} == {"S0-19", "S0-20"}
