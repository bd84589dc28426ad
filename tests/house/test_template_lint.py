"""Each rule of the template lint finds what it is for, and leaves the rest alone."""

from __future__ import annotations

import pytest

from scripts.lint_templates import faults

PAGE = '{% extends "layouts/page.html" %}{% block main %}BODY{% endblock %}'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{{ words | safe }}", "the filter safe"),
        ("{% filter safe %}x{% endfilter %}", "the filter safe"),
        ("{% autoescape false %}x{% endautoescape %}", "autoescape"),
        ("{{ Markup('x') }}", "Markup"),
        ("<script>go()</script>", "a script without src"),
        ("<style>p{}</style>", "a style element"),
        ("<p class='{{ x }}' style='top:0'>x</p>", "a style attribute"),
        ('<p{% if x > 1 %} onclick="go()"{% endif %}>x</p>', "a script in an attribute"),
        ('<a href="javascript:go()">x</a>', "a script in an address"),
        ('<input placeholder="Name">', "a placeholder"),
        ("{% if can_share(actor, thing) %}x{% endif %}", "can_share()"),
        ("{% if access.can_share(thing) %}x{% endif %}", "can_share()"),
        ('<img src="https://cdn.example/x.png" alt="">', "someone else's"),
        ('<link href="//cdn.example/x.css">', "someone else's"),
        ("{{ link('https://cdn.example/x') }}", "someone else's"),
        ("{% if %}", "cannot read"),
    ],
)
def test_a_fault_is_found(body: str, said: str) -> None:
    found = faults("asks/read.html", PAGE.replace("BODY", body))
    assert [said in reason for _, reason in found] == [True]


def test_lines_are_told() -> None:
    found = faults("asks/read.html", PAGE.replace("BODY", "{# a\nb #}\n{% if\nx %}<p style='x'>"))
    assert [line for line, _ in found] == [4]


@pytest.mark.parametrize(
    "body",
    [
        '<script src="{{ asset("app.js") }}" defer></script>',
        '<p class="style on">On = off; style of work. It can_ wait.</p>',
        "{# <p style='x'> https://cdn.example #}",
        "{% if page.can_share %}<p>x</p>{% endif %}",
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "{{ page.words }}",
    ],
)
def test_the_rest_is_left_alone(body: str) -> None:
    assert faults("asks/read.html", PAGE.replace("BODY", body)) == []


@pytest.mark.parametrize(
    ("name", "source", "count"),
    [
        ("components/tag.html", "{% macro tag() %}x{% endmacro %}", 0),
        ("components/tag.html", "{% macro a() %}x{% endmacro %}{% macro b() %}{% endmacro %}", 1),
        ("components/tag.html", "<p>x</p>", 1),
        ("home/page.html", "<p>x</p>", 1),
        ("home/page.html", '{% extends "elsewhere.html" %}', 1),
        ("home/page.html", '{% extends "layouts/page.html" %}', 0),
        ("home/_row.html", "<li>x</li>", 0),
        ("layouts/page.html", "<html></html>", 0),
    ],
)
def test_components_and_pages(name: str, source: str, count: int) -> None:
    assert len(faults(name, source)) == count
