"""The rules of the field, checked: which statements break a shape of ``ontology/shapes.ttl``, and what to do about it.

Shapes are compiled: each of their rules becomes one question to Oxigraph that gives a set of nodes, and the sets
are put together as the shapes are (:mod:`sojourn.rdf.shapes.checking`). What is not compiled is left to pySHACL
(:mod:`sojourn.rdf.shapes.fallback`), which also is what the tests hold the compiled way to.
"""

from __future__ import annotations

from sojourn.rdf.shapes.graph import SHAPES
from sojourn.rdf.shapes.problems import ShapeProblem
from sojourn.rdf.shapes.validating import by_pyshacl, not_compiled, validate, validate_store

__all__ = ["SHAPES", "ShapeProblem", "by_pyshacl", "not_compiled", "validate", "validate_store"]
