"""From a Document to an Api: one module for each OpenAPI Object. Past this, no OpenAPI dict."""
