"""The floor: a signed-in page of the service's own frame, as long as another page, drawn from
constants. What a page costs above it is what the page itself asks and draws."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template, request

from bench.asking import Reader

PATH = "/floor"
PAGE = """{% extends "layouts/page.html" %}
{% set title = "Floor" %}
{% block main %}
<ul class="app-rows">
{% for name, href, note in rows %}<li class="app-row"><a href="{{ href }}">{{ name }}</a>
<span class="app-second">{{ note }}</span></li>
{% endfor %}</ul>
<p>{{ rest }}</p>
{% endblock %}"""
ROWS = [
    (f"A reflection of day {number}", f"/reflections/{number:032x}", f"{number} November, Person")
    for number in range(1_500)
]


def init_app(app: Flask) -> None:
    """Add the page, which exists in the bench only."""
    template = app.jinja_env.from_string(PAGE)

    def floor() -> Any:
        rows, rest = (int(request.args.get(name, "0")) for name in ("rows", "rest"))
        return render_template(template, rows=ROWS[:rows], rest="x" * rest)

    app.add_url_rule(PATH, "floor", floor)


def as_long_as(reader: Reader, path: str) -> str:
    """The address of the floor with as many letters as a page."""
    wanted = len(reader.get(path).body)
    rows = 0
    while rows < len(ROWS) and len(reader.get(f"{PATH}?rows={rows + 1}").body) <= wanted:
        rows += 1
    short = wanted - len(reader.get(f"{PATH}?rows={rows}").body)
    return f"{PATH}?rows={rows}&rest={max(short, 0)}"
