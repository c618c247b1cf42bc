"""Every piece of Python text of a generated package is finished here."""
