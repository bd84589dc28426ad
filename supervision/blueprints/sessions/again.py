"""A form for something new that is sent a second time with other words: both can stand."""

from __future__ import annotations

import uuid

from flask import render_template, request

from supervision.language import gettext as _

LEFT_OUT = frozenset({"csrf_token", "another", "again"})


def key(first: uuid.UUID) -> uuid.UUID:
    """The key of the new thing: the form's own, or another when both are to stand."""
    another = request.form.get("another", "")[:50]
    return uuid.uuid5(first, another) if another else first


def leave() -> bool:
    """Whether the person chose to leave the second one out."""
    return request.form.get("again") == "leave"


def page_for(action: str, *, mine: str, there: str, place: str) -> tuple[str, int]:
    """The clash page of a list: what was sent now, and what the same form put there before (409).

    Args:
        action: where the form goes; everything else that was typed goes along.
        place: where it stands, as in “the agenda”.
    """
    body = render_template(
        "sessions/again.html",
        title=_("Two things for %(place)s", place=place),
        mine=mine,
        there=there,
        place=place,
        action=action,
        carried=[
            (name, value) for name, value in request.form.items(multi=True) if name not in LEFT_OUT
        ],
        another=request.form.get("another", "")[:49] + "+",
    )
    return body, 409
