"""From the tree to the words that its pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app, url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.language import gettext as _
from supervision.language import ngettext
from supervision.queries.tree import Change, Closed, Member, ServiceOfTree, TeamOfTree

PERSON = "people.read"
NONE = UUID(int=0)


def services(found: Iterable[ServiceOfTree], *, counted: bool) -> list[dict[str, Any]]:
    """Services with their teams.

    Args:
        counted: whether each team says how many people are in it.
    """
    return [
        {
            "id": one.id,
            "name": one.name,
            "href": url_for("teams.service", service_id=one.id),
            "teams": teams(one.teams, counted=counted),
        }
        for one in found
    ]


def in_brief(found: Iterable[ServiceOfTree]) -> list[dict[str, Any]]:
    """Services of a large tree, as items of a list that says how many teams each has."""
    listed = list(found)
    address = _addresses("teams.service", "service_id")
    said = {
        n: say.capital(ngettext("%(n)s team", "%(n)s teams", n, n=say.number(n)))
        for n in {one.open_teams for one in listed}
    }
    return [
        {"name": one.name, "href": address(one.id), "side": said[one.open_teams]} for one in listed
    ]


def teams(found: Sequence[TeamOfTree], *, counted: bool) -> list[dict[str, Any]]:
    """Teams, as items of a list."""
    address = _addresses("teams.read", "team_id")
    said = {n: people(n) for n in {one.people for one in found}} if counted else {}
    return [
        {"name": one.name, "href": address(one.id), "side": said.get(one.people, "")}
        for one in found
    ]


def _addresses(endpoint: str, name: str) -> Callable[[UUID], str]:
    """The addresses of a list, made after one that is asked for: a tree may have hundreds."""
    pattern = url_for(endpoint, **{name: NONE})
    return lambda key: pattern.replace(str(NONE), str(key))


def people(n: int) -> str:
    """“Seven people”, “Nobody”."""
    if n == 0:
        return _("Nobody")
    return say.capital(ngettext("%(n)s person", "%(n)s people", n, n=say.number(n)))


def closed(actor: Actor, found: Iterable[Closed]) -> list[dict[str, Any]]:
    """What is closed: since when, and where it went."""
    return [
        {
            "name": one.name,
            "href": url_for("teams.read", team_id=one.id)
            if one.service is not None
            else url_for("teams.service", service_id=one.id),
            "side": when.day(actor, one.last_day),
            "note": say.sentences(
                [
                    _("A team of %(service)s.", service=one.service)
                    if one.service is not None
                    else _("A service."),
                    _("Merged into %(name)s.", name=one.merged_into) if one.merged_into else "",
                ]
            ),
        }
        for one in found
    ]


def whole_day(day: date) -> str:
    """“23 November 2026”, with the year even when it is this one."""
    return when.day_in_full(day)


def lead(actor: Actor, unit: Any, changes: Sequence[Change]) -> str:
    """Of a unit that is closed: until when it was there, and where it went."""
    if unit.closed_on is None:
        return ""
    into = changes[0].into
    day = when.weekday(actor, unit.closed_on)
    if into:
        return _(
            "This is closed. Its last day was %(day)s. It was merged into %(name)s.",
            day=day,
            name=into,
        )
    return _("This is closed. Its last day was %(day)s.", day=day)


def member(actor: Actor, one: Member) -> dict[str, Any]:
    there = PERSON in current_app.view_functions
    return {
        "name": one.name,
        "href": url_for(PERSON, person_id=one.id) if there else "",
        "side": _("Since %(day)s", day=when.day(actor, one.since)),
    }


def change(actor: Actor, one: Change) -> dict[str, Any]:
    """A change: what it was, from which day, who made it and why."""
    note = ""
    if one.at is not None:
        at = when.in_sentence(actor, one.at)
        note = (
            _("%(name)s noted this %(when)s.", name=one.who, when=at)
            if one.who
            else _("This was noted %(when)s, when it was set up.", when=at)
        )
    return {
        "name": _what(one),
        "side": when.day(actor, one.day),
        "note": note,
        "reason": one.reason,
    }


def _what(one: Change) -> str:
    match one.what:
        case "moved" if one.service:
            return _("%(name)s, in %(service)s from here on", name=one.name, service=one.service)
        case "merged" if one.into:
            return _("Last day. Merged into %(name)s", name=one.into)
        case "merged" | "closed":
            return _("Last day. Closed")
        case "begun" if one.service:
            return _("Begun as %(name)s, in %(service)s", name=one.name, service=one.service)
        case "begun":
            return _("Begun as %(name)s", name=one.name)
    return _("Called %(name)s from here on", name=one.name)
