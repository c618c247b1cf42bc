"""Keep templates to placing text: names, `for`, `if` and `include`."""

from pathlib import Path

import pytest

from specloom.custom.placing import refused

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted(TEMPLATES.rglob("*.jinja"))


def problems(text: str) -> list[str]:
    """Return what a template does beyond placing text, by the rule for all templates."""
    return [f"line {line}: {what}" for line, what in refused(text)]


def test_there_are_templates() -> None:
    """The lint has something to look at."""
    assert FILES


@pytest.mark.parametrize(
    "path", FILES, ids=lambda p: p.relative_to(TEMPLATES).as_posix()
)
def test_a_template_only_places_text(path: Path) -> None:
    """Whatever else it would want is a field of its view."""
    assert problems(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ a }} {{ a.b.c }}",
        "{% for x in a.b %}{{ x }}{{ loop.first }}{% else %}-{% endfor %}",
        "{% if a %}1{% elif not a.b %}2{% else %}3{% endif %}",
        "{% include 'client/method.py.jinja' %}",
        "{# a comment #} text",
    ],
)
def test_placing_text_is_allowed(text: str) -> None:
    """These are all that a template may do."""
    assert problems(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ a|upper }}",
        "{{ a() }}",
        "{{ a.b() }}",
        "{{ a['b'] }}",
        "{{ a ~ b }}",
        "{{ a + 1 }}",
        "{{ -a }}",
        "{{ 'text' }}",
        "{{ a.__class__ }}",
        "{{ a.b._private.c }}",
        "{% for x in a.__dict__ %}{% endfor %}",
        "{{ a if b else c }}",
        "{{ [a] }}",
        "{% set a = b %}",
        "{% if a == b %}{% endif %}",
        "{% if a and b %}{% endif %}",
        "{% if a is defined %}{% endif %}",
        "{% if not (a or b) %}{% endif %}",
        "{% for x in a if x %}{% endfor %}",
        "{% for x, y in a %}{% endfor %}",
        "{% for x in a.items() %}{% endfor %}",
        "{% for x in [1] %}{% endfor %}",
        "{% for x in a recursive %}{% endfor %}",
        "{% include name %}",
        "{% include ['a', 'b'] %}",
        "{% import 'a' as b %}",
        "{% from 'a' import b %}",
        "{% extends 'a' %}",
        "{% block a %}{% endblock %}",
        "{% macro a() %}{% endmacro %}",
        "{% filter upper %}{% endfilter %}",
        "{% with a = 1 %}{% endwith %}",
    ],
)
def test_computing_is_refused(text: str) -> None:
    """Each construct that decides or changes anything is found."""
    assert problems(text) != []
