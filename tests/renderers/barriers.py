"""What axe-core, the library of rules by which web pages are accessible, finds in an open page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from tests.drawing.sample import SOAK
from tests.renderers.conftest import Opened

WHOLE = {"exclude": [["#table tr[data-claim]:nth-child(n+11)"]]}
"""The page with the first ten rows of its table: the other rows are of one make."""
OWN = {"include": [["#panes"], ["#legend"], ["#evidence"]]}
"""What a renderer draws, and what is told of it."""
CHANGED = WHOLE if SOAK else {"include": [["#controls"], ["#panes"], ["#evidence"]]}
"""What a choice changes."""
FIND = """async (context) => {
  const { violations } = await axe.run(context, { resultTypes: ["violations"] });
  const told = ({ html }) => html.slice(0, 160);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(told).join(" ")}`);
}"""


def barriers(opened: Opened, context: object = None) -> list[str]:
    """The rules that are broken in a page, or in a part of it, each with the first elements that break it."""
    if not opened.run("() => 'axe' in globalThis"):
        opened.run(Axe().axe_script)
    found: list[str] = opened.run(FIND, context or WHOLE)
    return found
