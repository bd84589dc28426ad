"""How a group's page shows what people will do, each to whom it is for."""

from __future__ import annotations

from typing import Any

from flask import url_for
from wtforms import SelectChoice

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.sessions.forms_groups import PromiseForm
from supervision.domain.actions import ActionState, Look
from supervision.language import gettext as _
from supervision.queries import groups

TAGS = {ActionState.DONE: (Look.DONE, "settled"), ActionState.LET_GO: (Look.LET_GO, "")}


def rows(actor: Actor, supervision_session: Any, parts: groups.GroupParts) -> list[dict[str, Any]]:
    """The actions that the reader may read, with what they may say of each."""
    return [
        _row(actor, supervision_session, parts, one)
        for one in groups.promises(actor, supervision_session)
    ]


def under_way(actor: Actor, supervision_session: Any) -> bool:
    """Whether the meeting has begun, so that actions can be agreed on its page."""
    return supervision_session.state != "planned" or supervision_session.starts_at <= actor.now


def offer(form: PromiseForm, parts: groups.GroupParts) -> None:
    """Whoever the convener can ask."""
    form.owner.choices = [SelectChoice(str(p.person_id), p.name) for p in parts.participants]


def _row(
    actor: Actor, supervision_session: Any, parts: groups.GroupParts, one: groups.Promise
) -> dict[str, Any]:
    name, closed = parts.name(one.owner_id), TAGS.get(ActionState(one.state))
    return {
        "words": one.words,
        "owner": _("You") if one.owner_id == actor.person_id else name,
        "owner_name": name,
        "due": when.day(actor, one.due_on) if one.due_on else "",
        "tag": (say.it(closed[0].words), closed[1]) if closed else None,
        "to": url_for(
            "sessions.settle_in_group", session_id=supervision_session.id, action_id=one.id
        ),
        "looks": _looks(one),
    }


def _looks(one: groups.Promise) -> list[tuple[str, str]]:
    """What the reader may say of an action now."""
    if not one.can_settle:
        return []
    if one.state != ActionState.OPEN:
        return [(Look.CARRY_ON.value, _("Open it again"))]
    return [(Look.DONE.value, _("Mark it as done")), (Look.LET_GO.value, _("Let it go"))]
