"""What the graph knows of one claim: what is said, how sure, about whom, through whom, and what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.drawing import citing
from sojourn.drawing.view import Cited
from sojourn.errors import NotFound
from sojourn.graph.described import Facts, Json, claim_rows, facts, first, iris_in, named, rows
from sojourn.graph.peers import peers
from sojourn.graph.wording import concept_words
from sojourn.vocabulary import key_of, notation_of

if TYPE_CHECKING:
    from sojourn.stores.store import Store

RELATIONS = {
    "explains": ("explains", "explained by"),
    "contrastsWith": ("contrasts with", "contrasted by"),
    "restates": ("restates", "restated by"),
    "supersedes": ("supersedes", "superseded by"),
}
"""How claims stand to each other, in words from this end and from the other."""
_TOWARDS = "SELECT ?relation ?other WHERE { VALUES ?relation { RELATIONS } ?other ?relation ?claim }"
_RESTING = "SELECT ?other WHERE { ?other prov:wasDerivedFrom ?claim ; a sj:DerivedAssertion }"


def claim_dossier(store: Store, iri: str, lang: str) -> Json:
    """Everything that is known of a claim, or of a figure that was computed.

    Args:
        store: Where it is.
        iri: The claim.
        lang: Language of labels, figures and periods.

    Raises:
        NotFound: If the store does not hold it.
    """
    known = facts(store, [iri]).get(iri)
    if known is None or "rdf:type" not in known:
        raise NotFound(f"this graph holds no claim {key_of(iri)!r}", advice="Search for it by its id, such as S1-2.")
    row = claim_rows(store, [iri], lang)[0]
    evidence = _evidence(store, known)
    return {
        **row,
        "family": "assertion",
        "note": first(known, "skos:note"),
        "evidence": {**evidence, "chain": _chain(store, evidence["links"], known, lang)},
        "relations": _relations(store, iri, known, lang),
        "peers": [] if row["derived"] else peers(store, iri, lang),
        "resting": _claims(store, [row["other"] for row in _asked(store, _RESTING, iri)], lang),
        "inputs": _claims(store, iris_in(known, "prov:wasDerivedFrom"), lang) if row["derived"] else [],
        **_computed(store, known, lang),
        "citation": _citation(store, known, evidence),
    }


def cited(store: Store, iri: str) -> Cited:
    """A source as citations need it."""
    known = facts(store, [iri]).get(iri, {})
    url = first(known, "schema:url")
    return Cited(
        key=key_of(iri),
        title=first(known, "dcterms:title") or first(known, "rdfs:label"),
        author="; ".join(cell.value for cell in known.get("dcterms:creator", ())),
        publisher=first(known, "dcterms:publisher"),
        published=first(known, "sj:issued"),
        url=url if url.lower().startswith(("http://", "https://")) else "",
        seen=first(known, "sj:seen") not in {"false", "0"},
        type=first(known, "sj:cslType"),
        edition=first(known, "sj:edition"),
        accessed=first(known, "sj:accessed"),
        lang=first(known, "dcterms:language"),
    )


def citation_of(store: Store, iri: str, where: str = "") -> Json:
    """How a source, or a place in it, is cited: ``plain``, ``bibtex``, ``csl``."""
    made = citing.cite(cited(store, iri), where)
    return {"plain": made.plain, "bibtex": made.bibtex, "csl": made.csl}


def _asked(store: Store, text: str, iri: str) -> list[dict[str, str]]:
    found = rows(store, text, {"claim": iri})
    return [{name: cell.value if cell else "" for name, cell in row.items()} for row in found]


def _claims(store: Store, iris: list[str], lang: str) -> list[Json]:
    return claim_rows(store, sorted(set(iris))[:50], lang)


def _evidence(store: Store, known: Facts) -> Json:
    where = first(known, "sj:evidence")
    here = facts(store, [where]).get(where, {}) if where else {}
    position = first(here, "oa:hasSelector")
    spot = facts(store, [position]).get(position, {}) if position else {}
    number = {name: first(here, f"sj:{name}") for name in ("line", "sentence")}
    return {
        "attribution": notation_of(first(here, "sj:attribution")) or "",
        **{name: int(text) if text.isdigit() else 0 for name, text in number.items()},
        "locator": first(here, "sj:locator"),
        "digest": first(here, "sj:passageDigest"),
        "wording": first(here, "sj:wording"),
        "start": first(spot, "oa:start"),
        "end": first(spot, "oa:end"),
        "links": iris_in(here, "sj:link"),
    }


def _chain(store: Store, links: list[str], known: Facts, lang: str) -> list[Json]:
    """From the source that was read to the root, each step with the ground on which it is made."""
    steps = sorted(facts(store, links).values(), key=lambda step: int(first(step, "sj:step") or 0))
    keys = [first(known, "sj:source"), *(first(step, "sj:linksTo") for step in steps)]
    things = named(store, filter(None, keys), lang)
    seen = facts(store, things, "sj:seen")
    told: list[Json] = [
        {
            "source": things[first(step, "sj:linksTo")],
            "attribution": notation_of(first(step, "sj:attribution")),
            "attribution_words": concept_words(first(step, "sj:attribution"), lang),
            "wording": first(step, "sj:wording"),
        }
        for step in steps
        if first(step, "sj:linksTo")
    ]
    read: Json = {"attribution": "", "attribution_words": "", "wording": ""}
    start = [{"source": things[keys[0]], **read}] if keys[0] else []
    return [{**step, "seen": first(seen.get(step["source"]["iri"], {}), "sj:seen") != "false"} for step in start + told]


def _relations(store: Store, iri: str, known: Facts, lang: str) -> list[Json]:
    """``relation`` (``restates``, ``restated by``, …) and the claim at the other end."""
    pairs = [(words, other) for name, (words, _) in RELATIONS.items() for other in iris_in(known, f"sj:{name}")]
    towards = _TOWARDS.replace("RELATIONS", " ".join(f"sj:{name}" for name in RELATIONS))
    found = _asked(store, towards, iri)
    pairs += [(RELATIONS[row["relation"].rpartition("#")[2]][1], row["other"]) for row in found]
    told = {row["iri"]: row for row in claim_rows(store, [other for _, other in pairs], lang)}
    return [{"relation": name, "claim": told[other]} for name, other in pairs if other in told]


def _computed(store: Store, known: Facts, lang: str) -> Json:
    activity = first(known, "prov:wasGeneratedBy")
    if not activity:
        return {"rule": "", "arithmetic": ""}
    made = facts(store, [activity]).get(activity, {})
    return {"rule": concept_words(first(made, "sj:rule"), lang), "arithmetic": first(made, "sj:arithmetic")}


def _citation(store: Store, known: Facts, evidence: Json) -> Json | None:
    source = first(known, "sj:source")
    if not source:
        return None
    parts = [f"{name} {evidence[name]}" for name in ("line", "sentence") if evidence[name]]
    return citation_of(store, source, ", ".join(parts) or str(evidence["locator"]))
