"""What a change of the tree will do, in plain words, before it is made: people, never content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain.tree import DAY
from supervision.language import gettext as _
from supervision.language import ngettext


def not_before(actor: Actor, day: date) -> str:
    """Which days may be chosen, from the first one that may."""
    if day > actor.today:
        return _("It began today: this can be done from tomorrow on.")
    if day == actor.today:
        return _("Today. It was changed or begun today, so no day before can be chosen.")
    return _("Today or a day before, back to %(day)s.", day=when.day_in_full(day))


def after(actor: Actor, days: tuple[date, date]) -> str:
    """The same for what ends: from the day of the last change, or the day after the first one."""
    first, last = days
    return not_before(actor, last if last > first else first + DAY)


def service_added(actor: Actor, name: str, day: date) -> list[str]:
    return [
        _("%(name)s is there from %(day)s on.", name=name, day=when.weekday(actor, day)),
        _("It has no teams yet."),
    ]


def team_added(actor: Actor, name: str, service: str, day: date) -> list[str]:
    return [
        _(
            "%(name)s is there from %(day)s on, in %(service)s.",
            name=name,
            day=when.weekday(actor, day),
            service=service,
        ),
        _("Nobody is in it yet."),
    ]


def renamed(actor: Actor, old: str, new: str, day: date) -> list[str]:
    return [
        _(
            "%(old)s is called %(new)s from %(day)s on.",
            old=old,
            new=new,
            day=when.weekday(actor, day),
        ),
        _("Nobody moves, and nobody can read more or less than before."),
        _("Reports of the time before keep the name %(old)s.", old=old),
    ]


def moved(actor: Actor, team: str, service: str, day: date, people: int) -> list[str]:
    return [
        _(
            "%(team)s stands in %(service)s from %(day)s on.",
            team=team,
            service=service,
            day=when.weekday(actor, day),
        ),
        ngettext(
            "One person goes along, and can read what they could before.",
            "%(n)s people go along, and can read what they could before.",
            people,
            n=say.capital(say.number(people)),
        )
        if people
        else _("Nobody is in it."),
        _before(team),
    ]


def team_merged(actor: Actor, team: str, into: str, day: date, people: int) -> list[str]:
    weekday = when.weekday(actor, day)
    return [
        ngettext(
            "One person moves from %(team)s to %(into)s: from %(day)s on they can read what is "
            "shared with %(into)s.",
            "%(n)s people move from %(team)s to %(into)s: from %(day)s on they can read what is "
            "shared with %(into)s.",
            people,
            n=say.capital(say.number(people)),
            team=team,
            into=into,
            day=weekday,
        )
        if people
        else _("Nobody is in %(team)s, so nobody moves.", team=team),
        _last_day(actor, team, day),
        _stays(team),
        _before(team),
    ]


def service_merged(
    actor: Actor, service: str, into: str, day: date, teams: Sequence[str]
) -> list[str]:
    return [
        ngettext(
            "One team stands in %(into)s from %(day)s on: %(teams)s.",
            "%(n)s teams stand in %(into)s from %(day)s on: %(teams)s.",
            len(teams),
            n=say.capital(say.number(len(teams))),
            into=into,
            day=when.weekday(actor, day),
            teams=say.names(teams),
        )
        if teams
        else _("No team is open in %(service)s, so no team moves.", service=service),
        _("Whoever is in a team stays in it, and can read what they could before."),
        _last_day(actor, service, day),
        _before(service),
    ]


def team_closed(actor: Actor, team: str, day: date, people: int) -> list[str]:
    return [
        ngettext(
            "One person is in %(team)s. From %(day)s on they are not, and stay in other teams "
            "alone.",
            "%(n)s people are in %(team)s. From %(day)s on they are not, and stay in other teams "
            "alone.",
            people,
            n=say.capital(say.number(people)),
            team=team,
            day=when.weekday(actor, day),
        )
        if people
        else _("Nobody is in %(team)s.", team=team),
        _last_day(actor, team, day),
        _stays(team),
        _before(team),
    ]


def service_closed(actor: Actor, service: str, day: date) -> list[str]:
    return [_last_day(actor, service, day), _before(service)]


def _last_day(actor: Actor, name: str, day: date) -> str:
    return _(
        "%(name)s closes, and is not opened again. Its last day is %(day)s.",
        name=name,
        day=when.weekday(actor, day - DAY),
    )


def _stays(team: str) -> str:
    return _(
        "What was shared with %(team)s stays where it was written: nobody new can read it, and "
        "nobody reads it through that team any more. Whoever wrote it still can.",
        team=team,
    )


def _before(name: str) -> str:
    return _("Reports of the time before keep %(name)s where it was.", name=name)
