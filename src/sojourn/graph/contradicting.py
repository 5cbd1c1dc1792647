"""Contradictions and comparisons as plain data for pages: what is said, by whom, why it cannot be or does not meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sojourn.errors import NotFound
from sojourn.graph.limits import MOST
from sojourn.graph.reconciling import MOST_LOOKED_THROUGH
from sojourn.stores.store import claims_of
from sojourn.vocabulary import PREFIXES, key_of

if TYPE_CHECKING:
    from fractions import Fraction

    from sojourn.audit.comparing import Namer, Report
    from sojourn.audit.reconciling.results import Conditional, Contradiction, Implied, Reconciliation, Statement, Whole
    from sojourn.graph.facade import Graph
    from sojourn.stores.store import Store

MOST_TOLD = 50
"""So many contradictions are looked for, at most."""
MOST_PAIRS = 200
"""So many pairs of a claim with others are told, the comparable ones first."""

_IDS = f"""
PREFIX sj: <{PREFIXES["sj"]}> PREFIX dcterms: <{PREFIXES["dcterms"]}>
SELECT ?id ?claim ?source WHERE {{
  ?claim a sj:Assertion ; dcterms:identifier ?id OPTIONAL {{ ?claim sj:source ?source }}
}}"""
_FEW_IDS = f"""
PREFIX dcterms: <{PREFIXES["dcterms"]}> SELECT ?claim ?id WHERE {{ ?claim dcterms:identifier ?id }}"""


def contradictions(graph: Graph, asked: Mapping[str, str], lang: str = "en") -> dict[str, Any]:
    """Everything that reconciliation finds, with the IRIs of the claims.

    Args:
        graph: The graph.
        asked: ``place``, ``population``, ``at`` and ``reading`` of :meth:`sojourn.Graph.reconcile`.
        lang: Language of names and of comparisons; the words around names in the arithmetic are English.

    Returns:
        ``large`` (whether the graph is too large to take all its figures together) and, if not, ``figures``,
        ``reading``, ``contradictions``, ``all_found``, ``give_way``, ``implied``, ``wholes``, ``conditional``,
        ``groups`` (figures about the same people in the same place) and, of some people or some place, ``pairs``;
        only ``nothing`` where no source gives a figure for what was asked.

    Raises:
        NotFound: If nothing of that name is in the graph.
        BadInput: If a setting is malformed.
    """
    from sojourn.audit.reconciling.running import NOTHING
    from sojourn.graph.wording_comparisons import namer

    if claims_of(graph.store) > min(MOST["reconcile"], MOST_LOOKED_THROUGH):
        return {"large": True, "claims": claims_of(graph.store)}
    try:
        result = graph.reconcile(
            place=asked["place"],
            population=asked["population"],
            at=asked["at"],
            reading=asked["reading"] or "logical",
            most=MOST_TOLD,
            lang=lang,
        )
    except NotFound as error:
        if error.what != NOTHING:
            raise
        return {"large": False, "nothing": True}
    told = _Told(graph.store)
    report = graph.compare(place=asked["place"] or None, population=asked["population"] or None)
    names = namer(graph.store, report.world, lang)
    found = {"groups": told.groups(report, names), "pairs": told.pairs(report, names)}
    return {"large": False, "nothing": False, **told.result(result), **found}


def compared(graph: Graph, first: str, second: str, lang: str = "en") -> dict[str, Any]:
    """Two claims, or one claim and all others, facet by facet.

    Args:
        graph: The graph.
        first: The id of a claim.
        second: The id of another; all others when empty.
        lang: Language of names and sentences.

    Returns:
        ``claims`` (id and IRI), ``counts`` (pairs by verdict), ``pairs`` (as ``sojourn compare --format json`` gives
        them) and ``more`` (how many pairs are not told).

    Raises:
        NotFound: If there is no such claim.
        BadInput: If a claim states no figure, or both are the same.
    """
    from sojourn.audit.comparing.report import record
    from sojourn.graph.wording_comparisons import namer, paragraph
    from sojourn.queries.naming import resolve

    report = graph.compare(first, second or None)
    iris = {typed: resolve(graph.store, "assertion", typed.strip()) for typed in (first, second) if typed}
    pairs = sorted(report.listed, key=lambda pair: (not pair.contradicts, not pair.comparable))
    names = namer(graph.store, report.world, lang)
    told = [record(pair, names) | {"text": paragraph(pair, names)} for pair in pairs[:MOST_PAIRS]]
    return {
        "claims": [{"typed": typed, "iri": iri, "label": _id(graph.store, iri)} for typed, iri in iris.items()],
        "counts": {verdict.value: count for verdict, count in report.counts.items() if count},
        "pairs": told,
        "more": len(pairs) - len(told),
    }


def _id(store: Store, iri: str) -> str:
    import pyoxigraph as ox

    from sojourn.queries.running import select

    rows = select(store, _FEW_IDS, {"claim": ox.NamedNode(iri)}).values()
    return rows[0]["id"] or key_of(iri) if rows else key_of(iri)


class _Told:
    """Tells findings as plain data; claims with their IRIs."""

    def __init__(self, store: Store) -> None:
        from sojourn.queries.running import select

        self._iris: dict[str, str] = {}
        for row in select(store, _IDS).values():
            source = key_of(row["source"] or "")
            self._iris[row["id"] or ""] = self._iris[f"{source}/{row['id']}"] = row["claim"] or ""

    def result(self, result: Reconciliation) -> dict[str, Any]:
        return {
            "figures": result.claims,
            "reading": result.reading,
            "contradictions": [self._contradiction(item) for item in result.contradictions],
            "all_found": result.all_found,
            "give_way": [
                {"claim": self._claim(claim), "amount": _amount(change), "unit": unit}
                for claim, change, unit in result.relaxation
            ],
            "set_aside": self._claims(result.set_aside),
            "implied": [self._implied(item) for item in result.implied],
            "wholes": [self._whole(item) for item in result.wholes],
            "conditional": [self._conditional(item) for item in result.conditional],
        }

    def groups(self, report: Report, names: Namer) -> list[dict[str, Any]]:
        """Figures about the same people in the same place, each with what it is."""
        from sojourn.graph.wording_comparisons import described

        return [
            {
                "about": ", ".join(filter(None, (names.kind(group[0]), names.people(group[0]), names.where(group[0])))),
                "claims": [
                    self._claim(figure.id) | {"said": described(figure, names).removeprefix(figure.id).lstrip(" :：")}
                    for figure in group
                ],
            }
            for group in report.groups
        ]

    def pairs(self, report: Report, names: Namer) -> list[dict[str, Any]]:
        """The pairs that were compared one by one, without those about different things."""
        from sojourn.audit.comparing import Verdict
        from sojourn.graph.wording_comparisons import paragraph

        few = [pair for pair in report.listed if pair.verdict is not Verdict.DIFFERENT][:MOST_PAIRS]
        return [
            {
                "first": self._claim(pair.first.id),
                "second": self._claim(pair.second.id),
                "text": paragraph(pair, names),
            }
            for pair in few
        ]

    def _claim(self, identifier: str) -> dict[str, str]:
        return {"label": identifier.rpartition("/")[2], "id": identifier, "iri": self._iris.get(identifier, "")}

    def _claims(self, identifiers: Iterable[str]) -> list[dict[str, str]]:
        return [self._claim(identifier) for identifier in identifiers]

    def _statement(self, item: Statement) -> dict[str, Any]:
        return {"claim": self._claim(item.claim), "figure": item.figure, "source": item.source, "root": item.root}

    def _contradiction(self, item: Contradiction) -> dict[str, Any]:
        return {
            "key": ",".join(item.claims),
            "claims": self._claims(item.claims),
            "said": [self._statement(one) for one in item.said],
            "rules": [_rule(name) for name in item.rules],
            "steps": list(item.steps),
            "quantities": list(item.cells),
        }

    def _implied(self, item: Implied) -> dict[str, Any]:
        return {
            "quantity": item.name,
            "interval": item.interval.words(),
            "said": [self._statement(one) for one in item.said],
            "rests_on": self._claims(item.rests_on),
            "rules": [_rule(name) for name in item.rules],
            "steps": list(item.steps),
        }

    def _whole(self, item: Whole) -> dict[str, Any]:
        from sojourn.audit.reconciling.telling import shortfall

        return {
            "whole": item.name,
            "interval": item.whole.words(),
            "parts": list(item.parts),
            "stated_sum": item.stated_sum.words(),
            "parts_sum": item.parts_sum.words(),
            "short": shortfall(item.short),
            "claims": self._claims(item.claims),
            "beside": [self._statement(one) | {"because": why} for one, why in item.beside],
        }

    def _conditional(self, item: Conditional) -> dict[str, Any]:
        return {
            "assumptions": list(item.assumptions),
            "contradictions": [self._contradiction(one) for one in item.contradictions],
            "implied": [self._implied(one) for one in item.implied],
        }


def _rule(name: str) -> str:
    from sojourn.audit.reconciling.telling import rule_words

    return rule_words(name)


def _amount(change: Fraction) -> str:
    from sojourn.audit.reconciling.readings import amount

    return amount(change)
