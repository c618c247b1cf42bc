"""An API as Specloom understands it: frozen values, no OpenAPI dictionary, no Python name."""
