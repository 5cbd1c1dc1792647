"""Which tests of the W3C are run, and why some of them do not pass; ``docs/reference/sparql.md`` tells it to people."""

from __future__ import annotations

from dataclasses import dataclass, field

_VALUES = "the engine's store keeps the value of a number, a truth value or a date, not how it was written"
_FUNCTION = "the engine refuses a query with a function that it does not know, instead of leaving the value unbound"
_EMPTY = "the engine finds no path of length zero from a term that is not in the graph"
_GRAPH = "the engine does not carry the variable of `GRAPH` into a subquery, `VALUES` or `MINUS` inside"
_LANGUAGE = "the engine keeps the language tag that all texts share"
_SCOPE = "the engine binds the variable of `GRAPH` too late for `OPTIONAL` and `FILTER` inside"
_DATES = "the engine compares a date with a time zone with one without"

_FOLDERS_11 = (
    *("aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation"),
    *("project-expression", "property-path", "subquery"),
)
_FOLDERS_10 = (
    *("algebra", "ask", "basic", "bnode-coreference", "boolean-effective-value", "bound", "cast", "construct"),
    *("dataset", "distinct", "expr-builtin", "expr-equals", "expr-ops", "graph", "i18n", "open-world", "optional"),
    *("optional-filter", "reduced", "regex", "solution-seq", "sort", "triple-match", "type-promotion"),
)


@dataclass(frozen=True)
class Part:
    """Some folders of the suites.

    Attributes:
        title: What they are called.
        folders: The folders.
        count: How many tests about queries are in them.
        failing: Tests that do not pass, with the reason.
    """

    title: str
    folders: tuple[str, ...]
    count: int
    failing: dict[str, str] = field(default_factory=dict)


PARTS = (
    Part(
        "SPARQL 1.1 query evaluation",
        tuple(f"sparql11/{name}" for name in _FOLDERS_11),
        234,
        {
            **dict.fromkeys(("aggregates/agg-groupconcat-04", "aggregates/agg-groupconcat-06"), _LANGUAGE),
            **dict.fromkeys(
                ("aggregates/agg-empty-group-count-graph", "bindings/graph", "negation/graph-minus"), _GRAPH
            ),
            **{f"cast/cast-{name}": _VALUES for name in ("bool", "decimal", "double", "float", "int", "string")},
            "functions/bnode01": "the engine makes the same blank node of the same text in every row",
            **{
                f"property-path/zero_or_{often}_set_{end}": _EMPTY
                for often in ("one", "more")
                for end in ("start", "end")
            },
        },
    ),
    Part("SPARQL 1.1 query syntax", ("sparql11/syntax-query",), 94, {"syntax-query/test_4": _FUNCTION}),
    Part("SPARQL 1.1 result formats", ("sparql11/csv-tsv-res", "sparql11/json-res"), 10),
    Part(
        "SPARQL 1.0 query evaluation",
        tuple(f"sparql10/{name}" for name in _FOLDERS_10),
        283,
        {
            **{f"distinct/distinct-{number}": _VALUES for number in (1, 9)},
            **{f"expr-builtin/dawg-str-{number}": _VALUES for number in (1, 2)},
            **{f"expr-builtin/sameTerm-{name}": _VALUES for name in ("simple", "eq", "not-eq")},
            "expr-builtin/case-insensitive-booleans": "the engine takes `true` and `false` in small letters only",
            **{f"expr-equals/eq-graph-{number}": _VALUES for number in (1, 2)},
            **{f"graph/graph-{name}": _SCOPE for name in ("optional", "variable-scope")},
            "open-world/open-eq-01": _VALUES,
            **{f"open-world/date-{number}": _DATES for number in (2, 3)},
        },
    ),
    Part(
        "SPARQL 1.0 query syntax",
        tuple(f"sparql10/syntax-sparql{number}" for number in range(1, 6)),
        199,
        {
            "syntax-sparql1/syntax-expr-05": _FUNCTION,
            **{f"syntax-sparql1/syntax-order-0{number}": _FUNCTION for number in (5, 6)},
            **{f"syntax-sparql2/syntax-function-0{number}": _FUNCTION for number in range(1, 5)},
            "syntax-sparql3/syn-bad-26": "SPARQL 1.1 allows what SPARQL 1.0 did not",
        },
    ),
)
"""The parts that are run."""
