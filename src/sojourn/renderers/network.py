"""The network: one HTML file, drawn by vis-network as pyvis ships it, that asks nothing of anybody.

pyvis is used for its data, its options and its bundle; its template is not, because it loads styles from elsewhere and
runs what stands in titles. Physics stay off: every position comes from :mod:`sojourn.drawing.layout`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import zlib
from functools import cache
from importlib import resources
from pathlib import Path

from sojourn.drawing.layout import TALL, WIDE
from sojourn.drawing.view import View
from sojourn.errors import BadInput, NotAvailable
from sojourn.outputs import write_whole
from sojourn.renderers.page import Plain, legend_samples, page_data

SCRIPTS = ("page.js", "findings.js", "marks.js", "picture.js", "evidence.js", "controls.js")
"""Our scripts, in the order in which they are joined into one."""

MOST_LINES = 5_000
"""A picture with more lines than this would neither be read nor drawn in a reasonable time."""


def render(view: View, *, heading: str | None = None) -> str:
    """A view as one complete HTML file.

    Args:
        view: What is drawn.
        heading: Stands over the picture; the title of the view when not given. Any text: it is shown, never run.

    Raises:
        BadInput: If the view has more lines than :data:`MOST_LINES`.
        NotAvailable: If pyvis is not installed or brings no bundle.
    """
    import jinja2

    if len(view.arrows) > MOST_LINES:
        raise BadInput(
            f"this graph has {len(view.arrows):,} lines; the network is made for {MOST_LINES:,} at most",
            advice="Draw a study of it, or the answer to a question about one place.",
        )

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(asset), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    bundle, script, style = vis_bundle(), our_script(), asset("network.css")
    title = heading if heading is not None else view.title
    return environment.get_template("network.html").render(
        title=title,
        view=view,
        legend=legend_samples(view),
        articles=len({claim.source for claim in view.claims}),
        places=sum(node.key.startswith("place:") for node in view.nodes),
        policy=policy(scripts=(bundle, script), styles=(style,)),
        style=style,
        bundle=packed(bundle),
        script=script,
        data=json_in_html(page_data(view, (WIDE, TALL))),
    )


def write(view: View, path: str | os.PathLike[str], *, heading: str | None = None) -> Path:
    """Writes a view as an HTML file, all of it or nothing.

    Args:
        view: What is drawn.
        path: The file; what stood there is replaced.
        heading: As for :func:`render`.

    Raises:
        BadInput: If the view has more lines than :data:`MOST_LINES`.
        StoreError: If the folder is not there or cannot be written to.
    """
    target = Path(path)
    page = render(view, heading=heading).encode("utf-8", "replace")
    write_whole(target, page)
    return target


def json_in_html(data: Plain) -> str:
    """JSON that may stand inside ``<script type="application/json">``: no character of it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text.encode("utf-8", "backslashreplace").decode()


def policy(*, scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """The Content-Security-Policy of the page: these scripts, these styles, and no request of any kind."""
    allowed = {"script-src": scripts, "style-src": styles}
    parts = [f"{name} {' '.join(_hash(text) for text in texts)}" for name, texts in allowed.items()]
    return "; ".join(["default-src 'none'", *parts, "img-src data:", "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def packed(text: str) -> str:
    """A script as compressed base64, which the page unpacks itself: a third of its size."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


@cache
def asset(name: str) -> str:
    """One of the files beside this module."""
    return resources.files("sojourn.renderers").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def our_script() -> str:
    """Our scripts as one, without their comments."""
    joined = "\n".join(asset(name) for name in SCRIPTS)
    bare = re.sub(r"^\s*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)\n", "", joined, flags=re.DOTALL | re.MULTILINE)
    return '(() => {\n"use strict";\n' + re.sub(r"^\s+", "", bare, flags=re.MULTILINE) + "})();\n"


@cache
def vis_bundle() -> str:
    """The vis-network bundle of the installed pyvis: the newest, without the address of its source map.

    Raises:
        NotAvailable: If pyvis is not installed, or brings no bundle that can stand in a page.
    """
    import importlib.util

    spec = importlib.util.find_spec("pyvis")
    found = sorted(Path(spec.origin).parent.glob("lib/vis-*/vis-network.min.js")) if spec and spec.origin else []
    if not found:
        raise NotAvailable(
            "pyvis, which draws the network, is not installed", advice="Install it with 'pip install pyvis'."
        )
    text = re.sub(r"//# sourceMappingURL=\S*", "", found[-1].read_text(encoding="utf-8"))
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise NotAvailable(
            f"the bundle {found[-1].name} of this pyvis cannot stand inside a page", advice="Install pyvis 0.3.2."
        )
    return text.strip() + "\n"
