"""The first visit: whose place this is, who can read what one writes, and one thing to do."""

from __future__ import annotations

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.blueprints.home.shape import Welcome
from supervision.language import gettext as _
from supervision.language import ngettext


def welcome(actor: Actor) -> Welcome:
    """What Home says until it is put away."""
    teams = [membership.team for membership in actor.memberships]
    supervisors = list(dict.fromkeys(r.supervisor for r in actor.supervised_by))
    people = list(dict.fromkeys(r.supervisee for r in actor.supervises))
    place = [
        _(
            "This is the place of %(organisation)s for reflection and supervision.",
            organisation=actor.organisation,
        ),
        _("You are in %(teams)s.", teams=say.names(say.team(name) for name in teams))
        if teams
        else _("You are in no team yet."),
        ngettext(
            "%(names)s supervises you.",
            "%(names)s supervise you.",
            len(supervisors),
            names=say.names(supervisors),
        )
        if supervisors
        else _("Nobody is named as your supervisor here yet."),
    ]
    if people:
        place.append(_("You supervise %(names)s.", names=say.names(people)))
    readers = [
        _("A reflection is yours alone until you share it, and you can take it back."),
        _(
            "The record of a supervision session is read by the two of you. A manager above sees "
            "that you met and whether it was signed, and no words."
        ),
        _("Beside each text you find, by name, who can read it."),
    ]
    return Welcome(
        _("Welcome, %(name)s", name=actor.known_as),
        place,
        readers,
        _("Write a first reflection"),
        url_for("reflections.write"),
    )
