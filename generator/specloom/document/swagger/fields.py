"""Tell which Object of Swagger 2.0 each value is (see `document.objects`).

Where an Object has the fields of its namesake in OpenAPI 3, it has its entry.
"""

from specloom.document.load import Document
from specloom.document.objects import FIELDS, OPENAPI, Grammar, Table

_FIELDS: Table = {
    **FIELDS,
    "Swagger": {
        "info": "Info",
        "paths": "Paths",
        "definitions": "{Schema",
        "parameters": "{Parameter",
        "responses": "{Response",
        "securityDefinitions": "{Security Scheme",
        "security": "[Security Requirement",
        "tags": "[Tag",
        "externalDocs": "External Documentation",
    },
    "Path Item": {
        "get": "Operation",
        "put": "Operation",
        "post": "Operation",
        "delete": "Operation",
        "options": "Operation",
        "head": "Operation",
        "patch": "Operation",
        "parameters": "[Parameter",
    },
    "Operation": {
        "externalDocs": "External Documentation",
        "parameters": "[Parameter",
        "responses": "Responses",
        "security": "[Security Requirement",
    },
    "Parameter": {"schema": "Schema", "items": "Items"},
    "Header": {"items": "Items"},
    "Items": {"items": "Items"},
    "Response": {"headers": "{Header", "schema": "Schema"},
    "Security Scheme": {},
}

SWAGGER = Grammar("Swagger", _FIELDS)


def grammar_of(document: Document) -> Grammar:
    """Give the grammar that a description is written in."""
    return SWAGGER if document.is_swagger else OPENAPI
