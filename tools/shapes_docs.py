"""The reference page of the shapes: every rule that is checked, in the order of ``ontology/shapes.ttl``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib import RDFS, SH, Graph, URIRef

from vocabulary_docs import ONTOLOGY, SJ

HEAD = """# The rules that are checked

Written by `tools/build_docs.py` from `ontology/shapes.ttl`; change it there. Each rule is a SHACL shape of the
namespace `https://w3id.org/sojourn/ns#` and has a good and a bad example in `tests/shapes/<name>`. A *warning* reports
what is allowed but worth a second look; everything else is an error.
"""


def shapes_page() -> str:
    """``docs/reference/shapes.md``."""
    graph = Graph().parse(ONTOLOGY / "shapes.ttl")
    parts = [HEAD]
    for heading, names in sections():
        parts.append(f"\n## {heading}\n\n| shape | rule | what is wrong, and what to do |\n|---|---|---|\n")
        for name in names:
            node = URIRef(SJ + name)
            warning = " (warning)" if (node, SH.severity, SH.Warning) in graph else ""
            rule = str(graph.value(node, RDFS.label))
            parts.append(f"| `{name}`{warning} | {rule} | {graph.value(node, SH.message)} |\n")
    return "".join(parts)


def sections() -> Iterator[tuple[str, list[str]]]:
    """The names of the shapes under the headings of the file."""
    text = (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8")
    chunks = re.split(r"^# ── (.+?) ─+$", text, flags=re.MULTILINE)
    for heading, chunk in zip(chunks[1::2], chunks[2::2], strict=True):
        yield heading, re.findall(r"^sj:(\w+) a sh:", chunk, flags=re.MULTILINE)
