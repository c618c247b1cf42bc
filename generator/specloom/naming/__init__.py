"""Every Python name of a generated package, decided once for the whole document."""
