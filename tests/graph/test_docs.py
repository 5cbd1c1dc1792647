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
    if "://127.0.0.1:" not in found and ".example.org" not in found
]
"""Those that ask a server are run by ``tests/server/test_ways_in.py``, which has one."""


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


PROSE = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]


def anchors(page: Path) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PROSE, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_docs_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link} names no heading"
