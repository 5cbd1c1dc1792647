"""What breaks a rule, in words: the shape, the node, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sojourn.errors import Problem
from sojourn.vocabulary import SJ, shorten


class ShapeProblem(Problem):
    """A statement or entity that breaks a rule.

    Attributes:
        shape: Name of the shape, the last segment of its IRI (``MoreThanShape``).
        node: IRI of the node that breaks it.
    """

    __slots__ = ("node", "shape")

    def __init__(self, where: str, what: str, advice: str, *, level: str, shape: str, node: str) -> None:
        super().__init__(where, f"{what} [{shape}]", advice, level=level)
        self.shape = shape
        self.node = node


@dataclass(frozen=True, slots=True)
class Finding:
    """That a node breaks a shape.

    Attributes:
        shape: IRI of the nearest shape with a name; empty when there is none.
        node: The node, as text.
        message: What is wrong and, after the first full stop, what to do.
        error: Whether it is of severity ``sh:Violation``.
    """

    shape: str
    node: str
    message: str
    error: bool


def in_words(findings: Iterable[Finding], identifier: Callable[[str], str]) -> list[ShapeProblem]:
    """One problem for each node and shape, in the order of where they are; an error outweighs a warning.

    Args:
        findings: What was found.
        identifier: The id of a statement by the text of its node; empty when it is none.
    """
    found: dict[tuple[str, str], ShapeProblem] = {}
    for finding in findings:
        name = finding.shape.removeprefix(SJ) or "unnamed shape"
        before = found.get((name, finding.node))
        if before is not None and (before.level == "error" or not finding.error):
            continue
        what, _, advice = finding.message.partition(". ")
        found[name, finding.node] = ShapeProblem(
            _where(finding.node, identifier),
            what.rstrip("."),
            advice,
            level="error" if finding.error else "warning",
            shape=name,
            node=finding.node,
        )
    return sorted(found.values(), key=lambda problem: (problem.where, problem.shape, problem.node))


def _where(node: str, identifier: Callable[[str], str]) -> str:
    """The id of the statement to which a node belongs, or the short form of its IRI."""
    return identifier(node) or identifier(node.partition("#")[0]) or shorten(node)
