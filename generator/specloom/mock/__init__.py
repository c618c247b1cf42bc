"""Answer HTTP requests as an OpenAPI description says (OpenAPI 3.1.1, Paths Object)."""
