"""Writes the files that follow from others: the closed lists in Python, and the pages of docs/reference.

``python tools/build_docs.py`` writes them; ``--check`` writes nothing, names those that are out of date, and exits
with 1 if there are any.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
SJ = "https://w3id.org/sojourn/ns#"
POSITION = URIRef("https://schema.org/position")
LANGUAGES = ("en", "zh", "ru")

TERMS_HEAD = '''"""The closed lists, the professions and the labels of all terms, as plain Python data.

Written by ``tools/build_docs.py`` from ``ontology/*.ttl``; change it there. Importing it parses no RDF.
"""

# ruff: noqa: E501 - one entry a line, however long, so that a change of the ontology shows as a change of lines
# fmt: off

from __future__ import annotations

from typing import NamedTuple


class Concept(NamedTuple):
    """A member of a closed list.

    Attributes:
        notation: What a sheet or a command line writes (``moreThan``).
        en: English label.
        zh: Chinese label, simplified.
        ru: Russian label.
        definition: What it means, in English.
    """

    notation: str
    en: str
    zh: str
    ru: str
    definition: str


class ProfessionTerm(NamedTuple):
    """An occupation, or a word used like one.

    Attributes:
        key: Last segment of its IRI.
        en: English label.
        zh: Chinese label, simplified.
        ru: Russian label.
        aliases: Other spellings, in any of the three languages.
        isco08: ISCO-08 codes; empty when there is none.
        no_isco_because: Why there is no code; empty when there is one.
    """

    key: str
    en: str
    zh: str
    ru: str
    aliases: tuple[str, ...]
    isco08: tuple[str, ...]
    no_isco_because: str


class Label(NamedTuple):
    """What a class or a property is called, by language."""

    en: str
    zh: str
    ru: str

'''


@cache
def ontology() -> Graph:
    """The vocabulary: ``sojourn.ttl``."""
    return Graph().parse(ONTOLOGY / "sojourn.ttl")


@cache
def professions() -> Graph:
    """The occupations: ``professions.ttl``."""
    return Graph().parse(ONTOLOGY / "professions.ttl")


def text(graph: Graph, subject: Node, predicate: URIRef, language: str = "") -> str:
    """The one value of a property, in a language when given; empty when there is none."""
    for value in sorted(graph.objects(subject, predicate), key=str):
        if isinstance(value, Literal) and (not language or value.language == language):
            return str(value)
    return ""


def labels(graph: Graph, subject: Node, predicate: URIRef = RDFS.label) -> list[str]:
    """The values of a property in English, Chinese and Russian."""
    return [text(graph, subject, predicate, language) for language in LANGUAGES]


def schemes(graph: Graph) -> dict[str, URIRef]:
    """The closed lists by their short names, in alphabetical order."""
    found = {text(graph, node, SKOS.notation): node for node in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    return {name: node for name, node in sorted(found.items()) if isinstance(node, URIRef)}


def members(graph: Graph, scheme: Node) -> list[Node]:
    """The members of a closed list in the order of the ontology."""
    return sorted(graph.subjects(SKOS.inScheme, scheme), key=lambda node: int(text(graph, node, POSITION)))


def of_type(graph: Graph, *types: URIRef) -> list[URIRef]:
    """The classes or properties of our namespace, by name."""
    found = {node for kind in types for node in graph.subjects(RDF.type, kind)}
    return sorted(node for node in found if isinstance(node, URIRef) and node.startswith(SJ))


def terms_module() -> str:
    """``src/sojourn/vocabulary/terms.py``."""
    graph = ontology()
    lines = [TERMS_HEAD, f"VERSION = {text(graph, URIRef(SJ[:-1]), OWL.versionInfo)!r}"]
    lines += ['"""Version of the vocabulary."""', "", "SCHEMES: dict[str, dict[str, Concept]] = {"]
    for name, scheme in schemes(graph).items():
        lines.append(f"    {name!r}: {{")
        for node in members(graph, scheme):
            notation = text(graph, node, SKOS.notation)
            values = (notation, *labels(graph, node), text(graph, node, SKOS.definition, "en"))
            lines.append(f"        {notation!r}: Concept{values!r},")
        lines.append("    },")
    lines += ["}", '"""The closed lists: short name of the scheme, then notation."""', ""]
    lines += ["PROFESSIONS: dict[str, ProfessionTerm] = {"]
    lines += [f"    {key!r}: ProfessionTerm{values!r}," for key, values in profession_rows()]
    lines += ["}", '"""The occupations by key."""', "", "TERMS: dict[str, Label] = {"]
    for node in of_type(graph, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        lines.append(f"    {node.removeprefix(SJ)!r}: Label{tuple(labels(graph, node))!r},")
    lines += ["}", '"""The classes and properties by the last segment of their IRI."""', ""]
    return "\n".join(lines)


def profession_rows() -> Iterable[tuple[str, tuple[object, ...]]]:
    """The occupations as tuples, by key."""
    graph = professions()
    for node in sorted(graph.subjects(RDF.type, URIRef(SJ + "Profession")), key=str):
        key = text(graph, node, SKOS.notation)
        aliases = tuple(sorted(str(value) for value in graph.objects(node, SKOS.altLabel)))
        codes = tuple(sorted(str(value) for value in graph.objects(node, URIRef(SJ + "isco08"))))
        reason = text(graph, node, URIRef(SJ + "noIscoBecause"), "en")
        yield key, (key, *labels(graph, node), aliases, codes, reason)


PAGES: list[tuple[Path, Callable[[], str]]] = [
    (ROOT / "src/sojourn/vocabulary/terms.py", terms_module),
]
"""The files that follow from others, each with the function that makes its text."""


def main(arguments: list[str]) -> int:
    """Writes every page, or with ``--check`` names those that are out of date."""
    stale = []
    for path, make in PAGES:
        made = make()
        if path.is_file() and path.read_text(encoding="utf-8") == made:
            continue
        stale.append(path)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made, encoding="utf-8")
    for path in stale:
        state = "is out of date; run tools/build_docs.py" if "--check" in arguments else "written"
        print(f"{path.relative_to(ROOT)} {state}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
