"""Shapes tried on facts: sets of nodes that break them, put together as the shapes are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sojourn.rdf.shapes.facts import LINK, Facts, Nodes, as_set
from sojourn.rdf.shapes.literals import Term
from sojourn.rdf.shapes.paths import HOLDERS, IN_GRAPH, RDF_TYPE, Path, Step, can_stay, pattern
from sojourn.rdf.shapes.reading import Qualified, Shape, Targets
from sojourn.rdf.shapes.values import ValueRule
from sojourn.vocabulary import PREFIXES


class Checker:
    """Tries shapes on facts.

    Args:
        facts: The data.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def focus(self, targets: Targets) -> Nodes:
        """The nodes on which a shape is tried."""
        facts = self.facts
        found = facts.gathered(targets.nodes)
        for iri in targets.classes:
            found |= facts.instances(iri)
        for iri in targets.subjects_of:
            found |= facts.having(Step(iri))
        for iri in targets.objects_of:
            found |= facts.values(Step(iri))
        return found

    def scope(self, targets: Targets) -> str:
        """A pattern that binds ``?this`` to the nodes on which a shape is tried; empty where it would not be simple."""
        if targets.nodes or targets.objects_of:
            return ""
        ways = [f"?this <{RDF_TYPE}> <{name}> ." for iri in targets.classes for name in self.facts.classes(iri)]
        ways += [pattern(Step(iri), "?this", "?any") for iri in targets.subjects_of]
        return ways[0] if len(ways) == 1 else ""

    def results(self, shape: Shape, nodes: Nodes, scope: str = "") -> Iterator[tuple[Shape, Nodes]]:
        """The findings of a shape: each with the shape that makes it and the nodes that it is about."""
        if shape.off or not nodes:
            return
        yield shape, self._own(shape, nodes, scope) | self._nodes(shape, nodes)
        for part in (*shape.properties, *shape.nodes):
            yield from self.results(part, self._values(shape, nodes), scope if shape.path is None else "")

    def broken(self, shape: Shape, nodes: Nodes, scope: str = "") -> Nodes:
        """Those of some nodes that do not conform to a shape."""
        if shape.off or not nodes:
            return 0
        found = self._own(shape, nodes, scope) | self._nodes(shape, nodes)
        for part in shape.properties:
            found |= self._back(shape, nodes, self._broken_values(shape, part, nodes, scope))
        return found

    def _nodes(self, shape: Shape, nodes: Nodes) -> Nodes:
        """Those with a value that does not conform to a shape of ``sh:node``."""
        found = 0
        for part in shape.nodes:
            found |= self._back(shape, nodes, self._broken_values(shape, part, nodes, ""))
        return found

    def _broken_values(self, shape: Shape, part: Shape, nodes: Nodes, scope: str) -> Nodes:
        return self.broken(part, self._values(shape, nodes), scope if shape.path is None else "")

    def _values(self, shape: Shape, nodes: Nodes) -> Nodes:
        """The values of some nodes: the nodes themselves for a shape without a path."""
        if shape.path is None:
            return nodes
        facts = self.facts
        if can_stay(shape.path):
            return _union(facts.walked(shape.path, nodes).values())
        pairs = facts.pairs(shape.path)
        if nodes == facts.having(shape.path):
            return facts.values(shape.path)
        return _union(pairs.get(number, ()) for number, _ in facts.terms(nodes))

    def _back(self, shape: Shape, nodes: Nodes, bad: Nodes) -> Nodes:
        """Those of some nodes that have one of these values."""
        if shape.path is None or not bad:
            return bad & nodes
        if can_stay(shape.path):
            walked = self.facts.walked(shape.path, nodes)
        else:
            walked = {number: set(values) for number, values in self.facts.pairs(shape.path).items()}
        return as_set(n for n, values in walked.items() if any(bad >> value & 1 for value in values)) & nodes

    def _own(self, shape: Shape, nodes: Nodes, scope: str) -> Nodes:
        """Those that break what the shape itself asks, without its ``sh:property`` and ``sh:node``."""
        found = self._logic(shape, nodes, scope)
        for query in shape.queries:
            found |= self.facts.gathered(row[0] for row in self.facts.solutions(query.text))
        if shape.path is None:
            found |= self._of_node(shape, nodes)
        elif can_stay(shape.path):
            found |= self._of_walk(shape, shape.path, nodes)
        else:
            found |= self._of_path(shape, shape.path, nodes, scope)
        return found & nodes

    def _logic(self, shape: Shape, nodes: Nodes, scope: str) -> Nodes:
        if not (shape.either or shape.every or shape.just_one or shape.never or shape.allowed is not None):
            return 0
        values = self._values(shape, nodes)
        inner = scope if shape.path is None else ""
        bad = 0
        for group in shape.either:
            left = values
            for part in group:
                left = self.broken(part, left, inner)
            bad |= left
        for group in shape.every:
            for part in group:
                bad |= self.broken(part, values, inner)
        for part in shape.never:
            bad |= values & ~self.broken(part, values, inner)
        for group in shape.just_one:
            bad |= values & ~self._exactly_one(group, values, inner)
        if shape.allowed is not None:
            bad |= values & self._open(shape.allowed)
        return self._back(shape, nodes, bad)

    def _exactly_one(self, group: list[Shape], values: Nodes, scope: str) -> Nodes:
        once = twice = 0
        for part in group:
            conforms = values & ~self.broken(part, values, scope)
            twice |= once & conforms
            once |= conforms
        return once & ~twice

    def _open(self, allowed: frozenset[str]) -> Nodes:
        """The nodes that have a property beyond those allowed."""
        listed = ", ".join(f"<{iri}>" for iri in sorted(allowed))
        resource = f"<{PREFIXES['rdfs']}Resource>"
        outside = f"?p NOT IN ({listed}) && " if listed else ""
        found = self.facts.nodes(f"?this ?p ?o FILTER({outside}!(?p = <{RDF_TYPE}> && ?o = {resource}))")
        if IN_GRAPH not in allowed:
            for holder in HOLDERS:
                found |= self.facts.nodes(f"GRAPH ?g {{ ?this <{RDF_TYPE}> <{holder}> }}")
        return found

    def _of_node(self, shape: Shape, nodes: Nodes) -> Nodes:
        facts = self.facts
        found = 0
        for rule in shape.values:
            found |= as_set(number for number, term in facts.terms(nodes) if not rule.keeps(term))
        for iri in shape.classes:
            found |= nodes & ~facts.instances(iri)
        for term in shape.has:
            found |= nodes & ~facts.gathered([term])
        for iri in shape.equals:
            others = facts.pairs(Step(iri))
            found |= as_set(n for n, _ in facts.terms(nodes) if set(others.get(n, ())) != {n})
        for iri in shape.disjoint:
            found |= facts.nodes(f"{pattern(Step(iri), '?this', '?w')} FILTER(sameTerm(?this, ?w))")
        return found

    def _of_walk(self, shape: Shape, path: Path, nodes: Nodes) -> Nodes:
        """A path that may stay where it is, node by node."""
        facts = self.facts
        walked = facts.walked(path, nodes)
        members = [facts.instances(iri) for iri in shape.classes]
        wanted = [facts.number(term) for term in shape.has]
        equal = [facts.pairs(Step(iri)) for iri in shape.equals]
        apart = [facts.pairs(Step(iri)) for iri in shape.disjoint]
        after = [(rule, facts.pairs(Step(rule.beside))) for rule in shape.orders]

        def bad(number: int, values: set[int]) -> bool:
            terms = [facts.term(value) for value in values]
            return (
                len(values) < shape.least
                or (shape.most is not None and len(values) > shape.most)
                or any(not rule.keeps(term) for rule in shape.values for term in terms)
                or any(not held >> value & 1 for held in members for value in values)
                or any(value not in values for value in wanted)
                or any(set(others.get(number, ())) != values for others in equal)
                or any(values & set(others.get(number, ())) for others in apart)
                or any(not r.keeps(v, facts.term(o)) for r, os in after for v in terms for o in os.get(number, ()))
                or (shape.one_per_language and _language_twice(terms))
            )

        found = as_set(number for number, values in walked.items() if bad(number, values))
        for qualified in shape.qualified:
            found |= self._miscounted(qualified, {n: list(values) for n, values in walked.items()}, nodes)
        return found

    def _of_path(self, shape: Shape, path: Path, nodes: Nodes, scope: str) -> Nodes:
        facts = self.facts
        walk = pattern(path, "?this", "?v")
        scope = facts.few(nodes) or scope
        found = self._counted(shape, path, nodes)
        for rule in shape.values:
            found |= self._breaking(rule, f"{scope} {walk}")
        for iri in shape.classes:
            found |= self._back(shape, nodes, facts.values(path) & ~facts.instances(iri))
        for term in shape.has:
            found |= nodes & ~facts.nodes(pattern(path, "?this", str(term)))
        for iri in shape.equals:
            found |= as_set({link >> LINK for link in facts.links(path) ^ facts.links(Step(iri))})
        for iri in shape.disjoint:
            found |= facts.nodes(f"{scope} {pattern(Step(iri), '?this', '?w')} {walk} FILTER(sameTerm(?v, ?w))")
        for order in shape.orders:
            other = pattern(Step(order.beside), "?this", "?w")
            suspects = facts.rows("?this ?v ?w", f"{scope} {walk} {other} FILTER(!COALESCE({order.surely}, false))")
            found |= facts.gathered([this for this, value, later in suspects if not order.keeps(value, later)])
        if shape.one_per_language:
            again = pattern(path, "?this", "?w")
            same = 'LANG(?v) != "" && LCASE(LANG(?v)) = LCASE(LANG(?w)) && !sameTerm(?v, ?w)'
            found |= facts.nodes(f"{scope} {walk} {again} FILTER({same})")
        for qualified in shape.qualified:
            found |= self._miscounted(qualified, facts.pairs(path), nodes)
        return found

    def _counted(self, shape: Shape, path: Path, nodes: Nodes) -> Nodes:
        facts = self.facts
        found = 0
        if shape.least:
            found |= nodes & ~facts.having(path)
        if shape.least > 1:
            counts = facts.counts(path)
            found |= nodes & ~as_set(n for n, many in counts.items() if many >= shape.least)
        if shape.most == 0:
            found |= facts.having(path)
        elif shape.most is not None:
            found |= as_set(n for n, many in facts.counts(path).items() if many > shape.most)
        return found

    def _breaking(self, rule: ValueRule, where: str) -> Nodes:
        """The nodes with a value that breaks a rule: suspects by SPARQL, each looked at."""
        condition = "" if rule.surely == "false" else f"FILTER(!COALESCE({rule.surely}, false))"
        suspects = self.facts.rows("?this ?v", f"{where} {condition}")
        return self.facts.gathered([this for this, value in suspects if not rule.keeps(value)])

    def _miscounted(self, qualified: Qualified, pairs: dict[int, list[int]], nodes: Nodes) -> Nodes:
        values = _union(pairs.values())
        conforms = values & ~self.broken(qualified.shape, values)
        for sibling in qualified.siblings:
            conforms &= self.broken(sibling, values)
        found = []
        for number, _ in self.facts.terms(nodes):
            many = sum(conforms >> value & 1 for value in pairs.get(number, ()))
            if many < (qualified.least or 0) or (qualified.most is not None and many > qualified.most):
                found.append(number)
        return as_set(found)


def _language_twice(terms: list[Term]) -> bool:
    languages = [language.lower() for term in terms if (language := getattr(term, "language", None))]
    return len(languages) > len(set(languages))


def _union(groups: Iterable[Iterable[int]]) -> Nodes:
    return as_set({number for group in groups for number in group})
