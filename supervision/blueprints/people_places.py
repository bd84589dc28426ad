"""The row of links under the title of the pages on which people are looked after."""

from __future__ import annotations

from flask import current_app, url_for

from supervision.access import administration
from supervision.access.actor import Actor
from supervision.blueprints.pages import Link
from supervision.language import lazy_gettext as _l

# Name, label, endpoint. An address that is not there is left out.
PLACES = (
    ("people", _l("People"), "people.index"),
    ("teams", _l("Teams"), "teams.overview"),
    ("supervision", _l("Who supervises whom"), "standing.lines"),
    ("second-looks", _l("Waiting for a second look"), "standing.second_looks"),
    ("settings", _l("Settings"), "settings.overview"),
)


def places(actor: Actor, current: str = "") -> tuple[Link, ...]:
    """The links, for whoever looks after people; nobody else sees any.

    Args:
        current: the name of the place that the page is.
    """
    if not administration.sees_people(actor):
        return ()
    return tuple(
        Link(str(label), url_for(endpoint), name == current)
        for name, label, endpoint in PLACES
        if endpoint in current_app.view_functions
    )
