"""The parts that the operations of ``/openapi.json`` share: schemas of answers, refusals, headers and parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.queries.named import listings, load, names
from sojourn.server.questions import MEDIA, UNMARKED
from sojourn.server.site import LANGUAGES

if TYPE_CHECKING:
    from sojourn.queries.headers import NamedQuery
    from sojourn.queries.results import Column

JSON = "application/json"
HTML = "text/html"
TEXT = {"type": "string"}
ERRORS = {
    400: "A parameter is missing, unknown, malformed or ambiguous.",
    401: "The server asks for a token, and none or a wrong one was shown.",
    403: "The host or the origin is not one of this server's, or the request would change or leave the graph.",
    404: "There is nothing of that name.",
    406: "The answer does not come in a format that Accept takes.",
    413: "The request is too large, or the answer is and its form could not say that it is cut.",
    414: "The address is too long.",
    429: "Too many connections, or wrong tokens, come from there; Retry-After says when to try again.",
    500: "The request crashed its worker; others are not affected.",
    503: "All workers are busy; Retry-After says when to try again.",
    504: "The answer took longer than a request may take.",
    507: "The answer needs more memory than a request may take.",
}
"""Every status of a refusal, in words."""


def components() -> dict[str, Any]:
    """All of them, as ``components`` of the description."""
    return {"schemas": _schemas(), "responses": _refused(), "headers": _told_headers(), "parameters": _parameters()}


def _schemas() -> dict[str, Any]:
    """What answers are made of."""
    text = TEXT
    return {
        "Error": {
            "type": "object",
            "required": ["error", "where", "advice", "limits"],
            "properties": {
                "error": text | {"description": "What is wrong."},
                "where": text | {"description": "The parameter, or where in the query; may be empty."},
                "advice": text | {"description": "What to do about it; may be empty."},
                "limits": {"type": "object", "description": "What a request may cost."},
            },
        },
        "Thing": {
            "type": "object",
            "required": ["id", "label"],
            "description": "A thing with its name.",
            "properties": {
                "id": text | {"description": "Its IRI, shortened where it has a prefix."},
                "label": text | {"description": "What it is called."},
            },
        },
        "Cell": {
            "description": "A text, a number, yes or no, a thing; null where nothing is stated.",
            "anyOf": [
                {"type": ["string", "number", "boolean", "null"]},
                {"$ref": "#/components/schemas/Thing"},
            ],
        },
        "Results": _results(),
        **{name: _answer(load(name)) for name in [*names(), *listings()]},
    }


def _results() -> dict[str, Any]:
    """The schema of SPARQL results in JSON."""
    term = {
        "type": "object",
        "required": ["type", "value"],
        "properties": {"type": {"enum": ["uri", "literal"]}, "value": TEXT, "xml:lang": TEXT, "datatype": TEXT},
    }
    row = {"type": "object", "additionalProperties": term}
    names = {"type": "array", "items": TEXT}
    return {
        "type": "object",
        "description": "SPARQL 1.1 results in JSON: one variable a column; what is not stated is not bound.",
        "required": ["head", "results"],
        "properties": {
            "head": {"type": "object", "required": ["vars"], "properties": {"vars": names}},
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {"bindings": {"type": "array", "items": row}},
            },
            "truncated": {"type": "string", "enum": ["rows", "bytes"]},
        },
    }


def _refused() -> dict[str, Any]:
    """Every way to fail."""
    return {
        str(status): {
            "description": words,
            "content": {
                JSON: {"schema": {"$ref": "#/components/schemas/Error"}},
                HTML: {"schema": TEXT},
            },
        }
        for status, words in ERRORS.items()
    }


def _told_headers() -> dict[str, Any]:
    """What the headers of files tell."""
    return {
        "Sojourn-Rows": {"description": "How many rows it has.", "schema": {"type": "integer"}},
        "Sojourn-Truncated": {
            "description": "By which limit it was cut; absent when it is whole.",
            "schema": {"type": "string", "enum": ["rows", "bytes"]},
        },
    }


def _parameters() -> dict[str, Any]:
    """What many operations take."""
    return {
        "lang": {
            "name": "lang",
            "in": "query",
            "description": f"Language of names and figures: {', '.join(LANGUAGES)}; that of the browser otherwise.",
            "schema": {"type": "string"},
            "examples": {lang: {"value": lang} for lang in LANGUAGES},
        },
        "ending": {
            "name": "ending",
            "in": "path",
            "required": True,
            "description": "In which form: rows, marks for QGIS and Gephi, or a chart. Rows as `srj` are SPARQL "
            "results in JSON: every term with its type and language.",
            "schema": {"type": "string", "enum": list(MEDIA.values())},
        },
        "truncate": {
            "name": "truncate",
            "in": "query",
            "description": "1 to take the first rows of an answer that is too large, in a form that cannot say that it "
            f"is cut ({', '.join(UNMARKED)}); it is refused with 413 otherwise.",
            "schema": {"type": "string", "enum": ["0", "1"], "default": "0"},
        },
        "page": {
            "name": "page",
            "in": "query",
            "description": "Which screen of rows a page shows; files hold all rows, up to the limit.",
            "schema": {"type": "integer", "minimum": 1, "maximum": 999_999, "default": 1},
        },
    }


def _answer(query: NamedQuery) -> dict[str, Any]:
    """The schema of an answer in JSON."""
    cell = {"$ref": "#/components/schemas/Cell"}
    row = {
        "type": "object",
        "required": [column.name for column in query.columns],
        "properties": {column.name: {**cell, "description": column_words(column)} for column in query.columns},
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "required": ["answer"],
        "properties": {
            "answer": {"type": "array", "items": row},
            "note": {"type": "string", "description": "What it means that there are no rows."},
            "truncated": {"type": "string", "enum": ["rows", "bytes"]},
        },
    }


def column_words(column: Column) -> str:
    """What a column holds, and its unit."""
    return f"{column.description}{f' [{column.unit}]' if column.unit else ''}"
