"""How the tests of the network look into its picture: what is shown where, in pixels of the window."""

from __future__ import annotations

from typing import Any

from tests.renderers.conftest import Opened

NET = """
  const net = sojourn.drawers.get("network").nets.get(0), data = sojourn.data;
  const box = net.holder.firstElementChild.getBoundingClientRect();
  const at = (x, y) => {
    const here = net.vis.canvasToDOM({x, y});
    return {x: here.x + box.left, y: here.y + box.top};
  };
  const {names, rows} = data.network.arrows;
  const arrows = rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
  const edges = net.frame.edges.filter((edge) => !net.vis.body.edges[edge.id].options.hidden);
  const nodes = net.frame.nodes.filter((node) => node.id.startsWith("n") && !net.vis.body.nodes[node.id].options.hidden)
    .map((node) => Number(node.id.slice(1)));
"""

SHOWN_ARROWS = f"() => {{ {NET} return edges.map((edge) => arrows[Number(edge.id.slice(1))].key); }}"
SHOWN_NODES = f"() => {{ {NET} return nodes.map((node) => data.nodes[node].key); }}"
STRONG_MOVES = f"""() => {{ {NET}
  return edges.filter((edge) => net.vis.body.edges[edge.id].options.color.opacity === 1)
    .map((edge) => arrows[Number(edge.id.slice(1))]).filter((arrow) => arrow.type === "arrow")
    .map((arrow) => data.details[arrow.claim].id);
}}"""
MIDDLE = f"""(id) => {{ {NET}
  const claim = data.details.findIndex((one) => one.id === id);
  const number = arrows.findIndex((one) => one.claim === claim && one.type === "arrow");
  const {{x, y}} = net.vis.body.edges[`a${{number}}`].edgeType.getPoint(0.5);
  return at(x, y);
}}"""
LABEL = f"""(key) => {{ {NET}
  const spot = net.spots.find((one) => data.nodes[one.node].key === key);
  return at(spot.label[0], spot.label[1]);
}}"""
BOLTS = f"""() => {{ {NET}
  return net.bolts.filter((one) => one.claims.some((claim) => net.shown[claim])).map((one) => ({{
    ...at(one.x, one.y), claims: one.claims.map((claim) => data.details[claim].id),
  }}));
}}"""
FIGURES = f"""() => {{ {NET}
  return net.frame.figures.map(([, , x, y, w, h]) => {{
    const a = at(x - w / 2, y - h / 2), b = at(x + w / 2, y + h / 2);
    return {{left: a.x, top: a.y, right: b.x, bottom: b.y}};
  }});
}}"""
LABELS = f"""() => {{ {NET}
  const pen = document.createElement("canvas").getContext("2d");
  return net.spots.filter((spot) => nodes.includes(spot.node)).map((spot) => {{
    const size = Math.max(12, 11 / Math.min(1, net.scale));
    pen.font = `${{size}}px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif`;
    const [x, y, w, h] = spot.label;
    const a = at(x - w / 2, y - h / 2), b = at(x + w / 2, y + h / 2);
    return {{
      name: spot.lines.join(" "), left: a.x, top: a.y, right: b.x, bottom: b.y,
      need: Math.max(...spot.lines.map((line) => pen.measureText(line).width)), room: w,
      mark: at(spot.at[0], spot.at[1]), radius: spot.at[2] * net.scale, scale: net.scale,
    }};
  }});
}}"""
PIXELS = "() => document.querySelector('.net canvas').toDataURL()"
CHOOSE = "(id) => sojourn.choose({claim: sojourn.data.details.findIndex((one) => one.id === id)})"
CHOOSE_ALL = """async ([nodes, claims, step]) => {
  for (const [kind, count] of [["node", nodes], ["claim", claims]])
    for (let number = 0; number < count; number += step) {
      sojourn.choose({[kind]: number});
      await new Promise((done) => setTimeout(done));
    }
  sojourn.choose({});
}"""
OPEN_NODE = "(key) => sojourn.choose({node: sojourn.data.nodes.findIndex((one) => one.key === key)})"
NOTHING_CHOSEN = "() => sojourn.state.chosen.claim < 0 && sojourn.state.chosen.node < 0 && !sojourn.state.chosen.bundle"


def click(opened: Opened, script: str, name: str) -> None:
    """Clicks where something of the picture is drawn."""
    at: dict[str, float] = opened.run(script, name)
    opened.run("(y) => scrollBy(0, y - innerHeight / 3)", at["y"])
    at = opened.run(script, name)
    opened.page.mouse.click(at["x"], at["y"])


def shown_rows(opened: Opened) -> list[str]:
    """The claims of the table, in its order."""
    rows = opened.page.locator("#table tr[data-claim]:not([hidden])").all()
    return [str(row.get_attribute("data-claim")) for row in rows]


def unfold(opened: Opened) -> None:
    """Unfolds the filters, which are folded on a phone."""
    more = opened.page.get_by_role("button", name="Filters and view")
    if more.is_visible() and more.get_attribute("aria-expanded") != "true":
        more.click()


def tick(opened: Opened, facet: str, key: str) -> None:
    """Ticks a value of a filter by hand; on a phone, the filters are unfolded first."""
    unfold(opened)
    opened.page.locator(f"details[data-facet={facet}] summary").click()
    opened.page.locator(f"details[data-facet={facet}] input[value='{key}']").check()
    opened.page.keyboard.press("Escape")


def settled(opened: Opened) -> Opened:
    """Waits until what was chosen is drawn."""
    opened.run("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
    return opened


def rows_of(opened: Opened, selector: str) -> list[dict[str, Any]]:
    """Bounding boxes of elements with their names."""
    found: list[dict[str, Any]] = opened.run(
        """(selector) => [...document.querySelectorAll(selector)].map((one) => {
          const {left, top, right, bottom, width, height} = one.getBoundingClientRect();
          return {name: one.getAttribute("aria-label"), left, top, right, bottom, width, height};
        })""",
        selector,
    )
    return found
