"""Read, overlay, resolve and diagnose OpenAPI descriptions; no Python text is made here."""
