"""The actions of earlier sessions, as the pages of a later one say them."""

from __future__ import annotations

import uuid
from typing import Any

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain.actions import Look
from supervision.language import gettext as _
from supervision.queries import sessions

KINDS = {Look.DONE: "settled", Look.CARRY_ON: "", Look.LET_GO: ""}


def last_time(actor: Actor, supervision_session: Any, parts: Any) -> Any:
    """The actions of earlier sessions: those still open, until the record is closed."""
    return sessions.earlier_actions(
        actor,
        supervision_session,
        [look.action_id for look in parts.looks],
        still_open=access.can_add(actor, supervision_session),
    )


def row(actor: Actor, parts: Any, action: Any) -> dict[str, Any]:
    """An action with what was said of it in this session, or whose it is and by when."""
    looks = {look.action_id: Look(look.result) for look in parts.looks}
    look = looks.get(action.id)
    whose = owner(actor, action.owner_id, action.owner)
    passed = passed_over(actor, parts, action)
    return {
        "words": action.words,
        "owner_name": action.owner,
        "owner": "" if look else whose,
        "note": _note(_looked_at(actor, action, whose), passed) if look else passed,
        "note_by_name": _note(_looked_at(actor, action, action.owner), passed) if look else passed,
        "due": "" if look else due(actor, action),
        "tag": (say.it(look.words), KINDS[look]) if look else None,
    }


def choice(actor: Actor, parts: Any, action: Any) -> dict[str, str]:
    """An action as something to be looked at again: what it says, and the note beneath."""
    day = _("By %(day)s", day=when.near(actor, action.due_on)) if action.due_on else ""
    passed = passed_over(actor, parts, action)
    return {
        "legend": _(
            "%(name)s: %(words)s",
            name=owner(actor, action.owner_id, action.owner),
            words=action.words,
        ),
        "note": _note(day, passed),
    }


def passed_over(actor: Actor, parts: Any, action: Any) -> str:
    """Where an action was agreed that comes from other supervision; empty for all others."""
    if action.agreed_with is None:
        return ""
    names = {"name": action.agreed_with, "day": when.day(actor, action.agreed_at)}
    if action.owner_id in (parts.supervisor.person_id, parts.supervisee.person_id):
        return _("Agreed with %(name)s on %(day)s", **names)
    if action.goes_on:
        return _("Promised on %(day)s by %(name)s, whose supervision this covers", **names)
    return _("Promised on %(day)s by %(name)s, who supervised before", **names)


def due(actor: Actor, action: Any) -> str:
    return _("by %(day)s", day=when.day(actor, action.due_on)) if action.due_on else ""


def owner(actor: Actor, owner_id: uuid.UUID, name: str) -> str:
    return _("You") if owner_id == actor.person_id else name


def _note(first: str, second: str) -> str:
    """Both, one after the other, where there are two."""
    return (
        _("%(first)s. %(second)s", first=first, second=second)
        if first and second
        else (first or second)
    )


def _looked_at(actor: Actor, action: Any, name: str) -> str:
    if not action.due_on:
        return name
    return _("%(name)s, by %(day)s", name=name, day=when.near(actor, action.due_on))
