"""What every page carries around its own content, and how a page is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, get_flashed_messages, render_template, request, url_for

from supervision import identity
from supervision.access import library
from supervision.access.actor import Actor


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Chrome:
    """The frame of a page: who is signed in, where they can go, what has just happened."""

    person: str | None
    organisation: str | None
    nav: tuple[Link, ...]
    account: tuple[Link, ...]
    footer: tuple[Link, ...]
    notices: tuple[str, ...]
    sign_out_url: str


# Label, endpoint, and the blueprint whose pages it stands for.
PLACES = (
    ("Home", "home.home", "home"),
    ("Supervision", "sessions.overview", "sessions"),
    ("Reflections", "reflections.overview", "reflections"),
    ("Outcomes", "recordings.overview", "recordings"),
    ("Good practice", "library.overview", "library"),
)


def chrome() -> dict[str, Any]:
    """The context of every template."""
    person = identity.someone()
    return {
        "chrome": Chrome(
            person=person.known_as if person else None,
            organisation=person.organisation if person else None,
            nav=_nav(person) if person else (),
            account=(),
            footer=(Link("Who can read what", url_for("home.who_can_read")),) if person else (),
            notices=tuple(get_flashed_messages()),
            sign_out_url=url_for("auth.sign_out"),
        )
    }


def _nav(person: Actor) -> tuple[Link, ...]:
    allowed = {"home"}
    if person.practises:
        allowed |= {"sessions", "reflections", "recordings"}
    if library.reads_library(person):
        allowed |= {"library"}
    return tuple(
        Link(label, url_for(endpoint), request.blueprint == place)
        for label, endpoint, place in PLACES
        if place in allowed
    )


def notice(text: str) -> None:
    """Say on the next page what has just happened."""
    flash(text)


def page(template: str, **context: Any) -> str:
    """Draw a page."""
    return render_template(template, **context)


def put_right(template: str, **context: Any) -> tuple[str, int]:
    """Draw a form again, with what was typed and what to put right."""
    return render_template(template, **context), 422
