"""Homes of accounts without practice: whose place it is, what they see, one thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import current_app, url_for

from supervision.access import administration
from supervision.access.actor import Actor
from supervision.blueprints.home import looking_after
from supervision.blueprints.home.nexts import lead
from supervision.blueprints.home.shape import Next, Row
from supervision.language import gettext as _
from supervision.queries.directory_waiting import Waiting, waiting


@dataclass(frozen=True)
class Part:
    """One of the account's offices: what it is for, what it sees and what it never sees."""

    heading: str
    text: str
    sees: str
    never: str
    waits: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Office:
    title: str
    lead: str
    next: Next
    parts: tuple[Part, ...]


def office(actor: Actor) -> Office:
    """Home for an account without practice."""
    waits = waiting(actor) if administration.administers(actor) else Waiting()
    made = {
        "auditor": _auditor,
        "governance": _governance,
        "administrator": partial(_administrator, waits),
    }
    parts = tuple(make(actor) for role, make in made.items() if role in actor.roles)
    return Office(
        title=_("Hello, %(name)s", name=actor.known_as),
        lead=lead(actor),
        next=_next(actor, waits),
        parts=parts or (_nobody_yet(actor),),
    )


def _next(actor: Actor, waits: Waiting) -> Next:
    """The one thing to do: what waits for whoever looks after people; the log for whoever looks
    after that; otherwise the rules."""
    if administration.administers(actor):
        return looking_after.next_step(waits)
    if "governance" in actor.roles and "account.log" in current_app.view_functions:
        return Next(
            _("Who has read what"),
            _("The log says who opened whose words, and on which day. It holds none of the words."),
            _("Open the log of reads"),
            url_for("account.log"),
            _("Who can read what"),
            url_for("help.who_can_read"),
        )
    return Next(
        _("Who can read what"),
        _("The rules that the software keeps, in plain sentences, for everyone alike."),
        _("Read the rules"),
        url_for("help.who_can_read"),
    )


def _auditor(actor: Actor) -> Part:
    return Part(
        _("Audits at %(organisation)s", organisation=actor.organisation),
        _(
            "Nothing is open to you yet. When you are asked to look at a sample, it stands here "
            "from its first day to its last."
        ),
        _("You see the library of good practice, as everyone does."),
        _(
            "You do not see reflections, supervision records or what people record about someone, "
            "nor how many there are."
        ),
    )


def _governance(actor: Actor) -> Part:
    return Part(
        _("Information governance at %(organisation)s", organisation=actor.organisation),
        _("You look after who can read, and who has read."),
        _("You see who opened what kind of thing and when, and the library of good practice."),
        _("You do not see what was read: nothing in this account opens what people write."),
    )


def _administrator(waits: Waiting, actor: Actor) -> Part:
    return Part(
        _("Looking after people at %(organisation)s", organisation=actor.organisation),
        _("You look after people, teams, who supervises whom, and how the organisation does it."),
        _(
            "You see who works here, in which team and role, who supervises whom, and who gave "
            "each of these."
        ),
        _("You do not see what people write, nor how much: this account opens none of it."),
        tuple(looking_after.rows(waits)),
    )


def _nobody_yet(actor: Actor) -> Part:
    return Part(
        _("Nothing is set up for you yet"),
        _(
            "Ask whoever administers %(organisation)s to add you to a team.",
            organisation=actor.organisation,
        ),
        _("Once you are in a team, this page holds what is next for you."),
        _("Nobody can see anything of yours: there is nothing yet."),
    )
