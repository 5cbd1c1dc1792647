"""What the Reconciliation Service API 0.2 wants of answers, as JSON Schemas in our own words."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1}


def _object(needed: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**needed, **(optional or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


_NAMED = _object({"id": _TEXT, "name": _TEXT})
_LISTED = _object({"id": _TEXT, "name": _TEXT}, {"description": {"type": "string"}, "broader": {"type": "array"}})
_TEMPLATE: Schema = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
_SERVICE = _object({"service_url": {"type": "string", "pattern": "^https?://"}, "service_path": _TEXT})
_TYPE = _object({"id": _TEXT, "name": _TEXT}, {"broader": {"type": "array", "items": _NAMED, "minItems": 1}})

MANIFEST = _object(
    {
        "versions": {"type": "array", "contains": {"const": "0.2"}},
        "name": _TEXT,
        "identifierSpace": {"type": "string", "pattern": "^https://"},
        "schemaSpace": {"type": "string", "pattern": "^https://"},
    },
    {
        "serviceVersion": _TEXT,
        "documentation": _TEXT,
        "defaultTypes": {"type": "array", "items": _TYPE, "uniqueItems": True},
        "view": _object({"url": _TEMPLATE}),
        "preview": _object({"url": _TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        "suggest": _object({}, {"entity": _SERVICE, "property": _SERVICE, "type": _SERVICE}),
        "extend": _object({}, {"propose_properties": _SERVICE, "property_settings": {"type": "array"}}),
        "batchSize": {"type": "integer", "minimum": 1},
        "authentication": {"type": "object", "required": ["type"]},
    },
)
"""The manifest."""
_FEATURE = _object({"id": _TEXT, "value": {"type": ["number", "boolean"]}})
_CANDIDATE = _object(
    {"id": _TEXT, "name": _TEXT, "score": {"type": "number"}},
    {
        "description": {"type": "string"},
        "match": {"type": "boolean"},
        "type": {"type": "array", "items": _NAMED},
        "features": {"type": "array", "items": _FEATURE},
    },
)
RESULTS: Schema = {
    "type": "object",
    "additionalProperties": _object({"result": {"type": "array", "items": _CANDIDATE}}),
}
"""Candidates for a batch of names."""
SUGGESTED = _object(
    {
        "result": {
            "type": "array",
            "items": _object(
                {"id": _TEXT, "name": _TEXT},
                {
                    "description": {"type": "string"},
                    "notable": {"type": "array", "items": _NAMED},
                    "broader": {"type": "array", "items": _NAMED},
                },
            ),
        }
    }
)
"""Suggested entities, types or properties."""
PROPOSED = _object(
    {"type": {"type": "string"}, "properties": {"type": "array", "items": _LISTED}}, {"limit": {"type": "integer"}}
)
"""Properties of a type."""
_VALUE: Schema = {
    "oneOf": [
        _object({"id": _TEXT, "name": _TEXT}),
        _object({"str": {"type": "string"}}),
        _object({"float": {"type": "number"}}),
    ]
}
EXTENDED = _object(
    {
        "meta": {"type": "array", "items": _object({"id": _TEXT, "name": _TEXT}, {"type": _NAMED})},
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "array", "items": _VALUE}},
        },
    }
)
"""Values of properties for things by id."""


def conforms(answer: object, schema: Schema) -> None:
    """Fails with the place in the answer if it is not as the schema wants it."""
    jsonschema_rs.Draft202012Validator(schema).validate(answer)
