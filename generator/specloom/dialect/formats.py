"""Name the formats that are asserted (JSON Schema 2020-12, Validation, section 7.3).

The function of a format is in `embedded`, and called like it: `is_date_time`.
"""

ASSERTED = frozenset(
    {
        "date",
        "date-time",
        "duration",
        "email",
        "hostname",
        "idn-email",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "iri",
        "iri-reference",
        "json-pointer",
        "regex",
        "relative-json-pointer",
        "time",
        "uri",
        "uri-reference",
        "uri-template",
        "uuid",
    }
)
"""Any other format is an annotation, as the standard wants it."""
