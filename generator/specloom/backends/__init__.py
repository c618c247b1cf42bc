"""Hooks of build backends (PEP 517): a client is generated when a project is built."""
