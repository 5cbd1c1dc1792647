"""What follows from the ontology: the closed lists in Python, and the reference page of the vocabulary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
SJ = "https://w3id.org/sojourn/ns#"
SCHEMA = "https://schema.org/"
POSITION = URIRef(SCHEMA + "position")
LANGUAGES = ("en", "zh", "ru")
ALIGNMENTS = {
    RDFS.subClassOf: "subclass of",
    RDFS.subPropertyOf: "subproperty of",
    SKOS.exactMatch: "same as",
    SKOS.closeMatch: "close to",
    SKOS.broadMatch: "narrower than",
    SKOS.narrowMatch: "wider than",
    SKOS.relatedMatch: "related to",
}
"""The properties by which a term is aligned to others, with the words for them."""

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


def version() -> str:
    """The version of the vocabulary."""
    return text(ontology(), URIRef(SJ[:-1]), OWL.versionInfo)


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
    lines = [TERMS_HEAD, f"VERSION = {quoted(version())}"]
    lines += ['"""Version of the vocabulary."""', "", "SCHEMES: dict[str, dict[str, Concept]] = {"]
    for name, scheme in schemes(graph).items():
        lines.append(f"    {quoted(name)}: {{")
        for node in members(graph, scheme):
            notation = text(graph, node, SKOS.notation)
            values = (notation, *labels(graph, node), text(graph, node, SKOS.definition, "en"))
            lines.append(f"        {quoted(notation)}: Concept({listed(values)}),")
        lines.append("    },")
    lines += ["}", '"""The closed lists: short name of the scheme, then notation."""', ""]
    lines += ["PROFESSIONS: dict[str, ProfessionTerm] = {"]
    lines += [f"    {quoted(key)}: ProfessionTerm({values})," for key, values in profession_rows()]
    lines += ["}", '"""The occupations by key."""', "", "TERMS: dict[str, Label] = {"]
    for node in of_type(graph, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        lines.append(f"    {quoted(node.removeprefix(SJ))}: Label({listed(labels(graph, node))}),")
    lines += ["}", '"""The classes and properties by the last segment of their IRI."""', ""]
    return "\n".join(lines)


def profession_rows() -> Iterator[tuple[str, str]]:
    """The occupations, by key, as the arguments of their constructor."""
    graph = professions()
    for node in sorted(graph.subjects(RDF.type, URIRef(SJ + "Profession")), key=str):
        key = text(graph, node, SKOS.notation)
        aliases = sorted(str(value) for value in graph.objects(node, SKOS.altLabel))
        codes = sorted(str(value) for value in graph.objects(node, URIRef(SJ + "isco08")))
        reason = text(graph, node, URIRef(SJ + "noIscoBecause"), "en")
        plain = listed([key, *labels(graph, node)])
        yield key, f"{plain}, {as_tuple(aliases)}, {as_tuple(codes)}, {quoted(reason)}"


def quoted(value: str) -> str:
    """A text as Python writes it, in double quotes and with every script as it is."""
    return json.dumps(value, ensure_ascii=False)


def listed(values: Iterable[str]) -> str:
    """Texts as arguments."""
    return ", ".join(quoted(value) for value in values)


def as_tuple(values: list[str]) -> str:
    """Texts as a tuple."""
    return f"({listed(values)}{',' if len(values) == 1 else ''})"


PAGE_HEAD = """# The vocabulary

Version {version}, namespace `https://w3id.org/sojourn/ns#`, prefix `sj:`. Written by `tools/build_docs.py` from
`ontology/sojourn.ttl` and `ontology/professions.ttl`; change it there.

`w3id.org/sojourn` is a placeholder until it is registered: nothing resolves there, and the software fetches nothing
from it.

The assertion is the node: kind, population, places, period, value, hedge, measure and evidence hang on it. There is one
named graph per source, one for the registry of places, populations, agents and sources, one for what is derived, and
one for this vocabulary. *On* and *values* say where a property is meant to stand and what it holds; they are guidance
and infer nothing. The rules that are checked are on a [page of their own](shapes.md).
"""


def vocabulary_page() -> str:
    """``docs/reference/vocabulary.md``."""
    parts = [PAGE_HEAD.format(version=version())]
    for heading, names in sections():
        parts.append(f"\n## {heading}\n")
        parts += [term_entry(URIRef(SJ + name)) for name in names]
    parts.append("\n## Closed lists\n")
    parts.append(
        "\nThe IRI of a member is `sj:<list>-<notation>`, such as `sj:hedge-moreThan`; a sheet writes the notation.\n"
    )
    parts += [scheme_entry(name, node) for name, node in schemes(ontology()).items()]
    parts.append(professions_entry())
    return "".join(parts)


def sections() -> Iterator[tuple[str, list[str]]]:
    """The classes and properties under the headings of the ontology, in its order."""
    known = {node.removeprefix(SJ) for node in of_type(ontology(), OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)}
    chunks = re.split(r"^# ── (.+?) ─+$", (ONTOLOGY / "sojourn.ttl").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for heading, chunk in zip(chunks[1::2], chunks[2::2], strict=True):
        names = [name for name in re.findall(r"^sj:(\w+) a ", chunk, flags=re.MULTILINE) if name in known]
        if names:
            yield heading, names


def term_entry(node: URIRef) -> str:
    """One class or property."""
    graph = ontology()
    name = node.removeprefix(SJ)
    kind = "class" if (node, RDF.type, OWL.Class) in graph else "property"
    lines = [f'\n<a id="{name}"></a>\n', f"### sj:{name}\n", f"{kind} · {' · '.join(labels(graph, node))}\n"]
    lines += [f"{definition}  " for definition in labels(graph, node, SKOS.definition)]
    lines += ["", *facts(node), ""]
    return "\n".join(lines)


def facts(node: URIRef) -> Iterator[str]:
    """Where a term stands, what it holds, an example, and its alignment, as a list."""
    graph = ontology()
    for predicate, words in (("domainIncludes", "On"), ("rangeIncludes", "Values")):
        values = shown(graph.objects(node, URIRef(SCHEMA + predicate)))
        if predicate == "rangeIncludes":
            values = [*values, *(f"in {one}" for one in shown(graph.objects(node, RDFS.seeAlso)))]
        if values:
            yield f"- {words}: {', '.join(values)}"
    yield f"- Example: {text(graph, node, SKOS.example, 'en')}"
    aligned = "; ".join(alignments(node))
    if aligned:
        yield f"- Alignment: {aligned}"
    note = text(graph, node, SKOS.scopeNote, "en")
    if note:
        yield f"- Note: {note}"


def alignments(node: Node) -> Iterator[str]:
    """What a term is aligned to, with the words for how."""
    for predicate, words in ALIGNMENTS.items():
        values = shown(ontology().objects(node, predicate))
        if values:
            yield f"{words} {', '.join(values)}"


def shown(nodes: Iterable[Node]) -> list[str]:
    """IRIs with their prefixes, as code, in alphabetical order."""
    return sorted(f"`{ontology().namespace_manager.normalizeUri(str(node))}`" for node in nodes)


def scheme_entry(name: str, scheme: Node) -> str:
    """One closed list as a table."""
    graph = ontology()
    title = str(scheme).removeprefix(SJ)
    lines = [f'\n<a id="{title}"></a>\n', f"### {name}: sj:{title}\n", f"{' · '.join(labels(graph, scheme))}\n"]
    lines += [f"{definition}  " for definition in labels(graph, scheme, SKOS.definition)]
    lines += ["", "| notation | English | 中文 | русский | definition | example |", "|---|---|---|---|---|---|"]
    for node in members(graph, scheme):
        values = [f"`{text(graph, node, SKOS.notation)}`", *labels(graph, node)]
        definition = text(graph, node, SKOS.definition, "en")
        aligned = "; ".join(alignments(node))
        values += [f"{definition} ({aligned})" if aligned else definition, text(graph, node, SKOS.example, "en")]
        lines.append(f"| {' | '.join(values)} |")
    return "\n".join([*lines, ""])


def professions_entry() -> str:
    """The occupations as a table."""
    graph = professions()
    lines = [
        "\n## Professions\n",
        "IRIs `profession:<key>`. Codes are those of ISCO-08 of the International Labour Organization; a sheet may",
        "also name any code of `ontology/isco08.csv`.",
        "",
        "| key | English | 中文 | русский | ISCO-08, or why there is none |",
        "|---|---|---|---|---|",
    ]
    for node in sorted(graph.subjects(RDF.type, URIRef(SJ + "Profession")), key=str):
        codes = ", ".join(sorted(str(value) for value in graph.objects(node, URIRef(SJ + "isco08"))))
        reason = text(graph, node, URIRef(SJ + "noIscoBecause"), "en")
        lines.append(
            f"| `{text(graph, node, SKOS.notation)}` | {' | '.join(labels(graph, node))} | {codes or reason} |"
        )
    return "\n".join([*lines, ""])
