"""The configuration file: find it, read it, and give what it asks for."""
