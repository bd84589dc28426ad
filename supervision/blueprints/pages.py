"""What every page carries around its own content, and how a page is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, get_flashed_messages, render_template, request, url_for

from supervision import identity
from supervision.access import administration, library, reads
from supervision.access.actor import Actor
from supervision.language import lazy_gettext as _l


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
    language: str  # BCP 47, for readers aloud


# Label, endpoint, and the blueprint whose pages it stands for.
PLACES = (
    (_l("Home"), "home.home", "home"),
    (_l("Supervision"), "sessions.overview", "sessions"),
    (_l("Reflections"), "reflections.overview", "reflections"),
    (_l("Outcomes"), "recordings.overview", "recordings"),
    (_l("Good practice"), "library.overview", "library"),
    (_l("People"), "people.index", "people"),
)

# The doors at which people are looked after, which all stand under one place.
LOOKED_AFTER = frozenset({"people", "teams", "standing", "imports", "settings"})

# Label, endpoint, and whom it is for.
ACCOUNT = (
    (_l("My details"), "account.details", "everyone"),
    (_l("My actions"), "account.actions", "practice"),
    (_l("Where I am signed in"), "account.sign_ins", "everyone"),
    (_l("Change password"), "account.password", "everyone"),
    (_l("What I can see, and why"), "standing.what_i_see", "everyone"),
    (_l("Who has read what I wrote"), "account.reads", "practice"),
    (_l("What I have not saved"), "unsaved.overview", "everyone"),
    (_l("What I deleted"), "account.deleted", "practice"),
    (_l("Take what I wrote with me"), "account.my_writing", "practice"),
    (_l("Who has read what"), "account.log", "log"),
)

FOOTER = (
    (_l("Who can read what"), "help.who_can_read"),
    (_l("Your information"), "help.your_information"),
    (_l("Accessibility"), "help.accessibility"),
    (_l("Help"), "help.tasks"),
)


def chrome() -> dict[str, Any]:
    """The context of every template."""
    person = identity.someone()
    return {
        "chrome": Chrome(
            person=person.known_as if person else None,
            organisation=person.organisation if person else None,
            nav=_nav(person) if person else (),
            account=_account(person) if person else (),
            footer=tuple(Link(str(label), url_for(endpoint)) for label, endpoint in FOOTER),
            notices=tuple(get_flashed_messages()),
            sign_out_url=url_for("auth.sign_out"),
            language=identity.locale().replace("_", "-"),
        )
    }


def _nav(person: Actor) -> tuple[Link, ...]:
    allowed = {"home"}
    if person.practises:
        allowed |= {"sessions", "reflections", "recordings"}
    if library.reads_library(person):
        allowed |= {"library"}
    if administration.sees_people(person):
        allowed |= {"people"}
    return tuple(
        Link(str(label), url_for(endpoint), _place() == place)
        for label, endpoint, place in PLACES
        if place in allowed
    )


def _place() -> str | None:
    """The place of the page that is drawn: people are looked after in several."""
    return "people" if request.blueprint in LOOKED_AFTER else request.blueprint


def _account(person: Actor) -> tuple[Link, ...]:
    """What is a person's own, behind their name; for some, what goes with their role."""
    allowed = {"everyone"}
    if person.practises:
        allowed |= {"practice"}
    if reads.looks_after(person):
        allowed |= {"log"}
    return tuple(
        Link(str(label), url_for(endpoint), request.endpoint == endpoint)
        for label, endpoint, whom in ACCOUNT
        if whom in allowed
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
