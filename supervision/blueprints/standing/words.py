"""Roles and kinds of supervision, and what each of them lets somebody see: rules, in sentences."""

from __future__ import annotations

from typing import Any

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

FUNCTIONS = {
    "line": _l("Line supervision"),
    "professional": _l("Professional supervision"),
    "clinical": _l("Clinical supervision"),
}


def supervision_of(function: str, name: str) -> str:
    """“Line supervision of Callum”: whom somebody supervises."""
    return {
        "line": _("Line supervision of %(name)s", name=name),
        "professional": _("Professional supervision of %(name)s", name=name),
        "clinical": _("Clinical supervision of %(name)s", name=name),
    }[function]


def supervision_by(function: str, name: str) -> str:
    """“Line supervision by Morag”: who supervises somebody."""
    return {
        "line": _("Line supervision by %(name)s", name=name),
        "professional": _("Professional supervision by %(name)s", name=name),
        "clinical": _("Clinical supervision by %(name)s", name=name),
    }[function]


def days(actor: Actor, first: Any, last: Any) -> str:
    """“since 3 March”, “from 1 December”, “from 1 to 20 December”: the days of a right."""
    if last is not None and last < first:
        return _("was to begin on %(day)s", day=when.day(actor, first))
    if last is not None:
        return _("%(first)s to %(last)s", first=when.day(actor, first), last=when.day(actor, last))
    if first <= actor.today:
        return _("since %(day)s", day=when.day(actor, first))
    return _("from %(day)s", day=when.day(actor, first))


def given(actor: Actor, one: Any) -> str:
    """Who gave a right and when, who agreed, and who ended it."""
    parts = []
    at = one.given.at
    if one.given.by is None:
        parts.append(_("Set up with the organisation, or before this was noted."))
    elif at is not None:
        parts.append(_("Given by %(name)s on %(day)s.", name=one.given.by, day=when.day(actor, at)))
    if one.given.agreed_by:
        parts.append(_("%(name)s agreed to it.", name=one.given.agreed_by))
    if one.given.reason:
        parts.append(_("Why: “%(reason)s”", reason=one.given.reason))
    if one.ended is not None and one.ended.by is not None:
        day = when.day(actor, one.ended.at)
        parts.append(_("Ended by %(name)s on %(day)s.", name=one.ended.by, day=day))
        if one.ended.reason:
            parts.append(_("Why: “%(reason)s”", reason=one.ended.reason))
    return say.sentences(parts)


def role_gives(code: str) -> str:
    """What a role lets its holder see, and what it does not."""
    return {
        "practitioner": _(
            "Takes part in practice: writes and reads their own reflections and outcome "
            "recordings, takes part in supervision and in groups, and reads the library of good "
            "practice. Reads what is recorded about a person supported whose reference they hold, "
            "and what a colleague shares with them by name."
        ),
        "curator": _(
            "Reads examples that somebody proposes for the library, publishes them, and withdraws "
            "them. Nobody publishes their own. Reflections stay closed to this role."
        ),
        "leader": _(
            "Sees when those whom they line-supervise meet their own people, and whether it was "
            "signed. No words of it. Reads the library of good practice."
        ),
        "auditor": _("Reads the library of good practice. Nothing else is open to this role."),
        "governance": _(
            "Sees who has opened whose words, what kind of thing and when, and the pages about "
            "people, teams, roles, supervision and settings. None of what people write."
        ),
        "administrator": _(
            "Sees and changes people, teams, roles, supervision and settings. None of what people "
            "write, nor how much of it there is."
        ),
    }[code]


def team_gives(team: str) -> str:
    return _(
        "Reads reflections that somebody shares with %(team)s while both are in it.",
        team=say.team(team),
    )


def supervising_gives(name: str, function: str) -> str:
    """What supervising somebody lets one see."""
    both = _(
        "Reads and writes the sessions of this supervision with %(name)s, reads the reflections "
        "that %(name)s shares with them, and what %(name)s has recorded and reviewed, earlier ones "
        "included. Not what %(name)s keeps to themselves, and of supervision with anyone else only "
        "the actions that are still open when it ends or is covered.",
        name=name,
    )
    if function != "line":
        return both
    return say.sentences(
        [
            both,
            _(
                "Where %(name)s supervises others: when they meet and whether it was signed. No "
                "words of it.",
                name=name,
            ),
        ]
    )


def supervised_gives(name: str) -> str:
    """What being supervised lets one see, and who reads it too."""
    return _(
        "Reads and writes the sessions of this supervision, with %(name)s, who reads what is "
        "shared with them and what is recorded. Whoever line-supervises %(name)s sees when these "
        "two meet and whether it was signed. No words of it.",
        name=name,
    )
