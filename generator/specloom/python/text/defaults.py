"""What servers take for a value that is left out (JSON Schema 2020-12, `default`).

It is told, and never sent: what a caller leaves out is left out.
"""


def default_sentence(value: object) -> str:
    """Tell a default; "" for one that a sentence has no room for."""
    match value:
        case bool():
            return f"The server's default is {str(value).lower()}."
        case int() | float():
            return f"The server's default is {value}."
        case str():
            return f'The server\'s default is "{value}".'
    return ""
