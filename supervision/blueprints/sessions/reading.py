"""What the page of one session shows, and what the record's page shows of it while it is written.

The page and the hash that a signature names are taken from the same parts, so that people sign
what they have seen.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import url_for

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.sessions import presenters, signatures, since
from supervision.domain.actions import Look
from supervision.domain.sections import SECTIONS
from supervision.queries import sessions


def context(actor: Actor, supervision_session: Any) -> dict[str, Any]:
    """Everything that the page of a session draws."""
    parts = sessions.parts(actor, supervision_session)
    return {
        **frame(actor, supervision_session, parts),
        "last_time": [
            _earlier(actor, parts, action)
            for action in last_time(actor, supervision_session, parts)
        ],
        "since": since.rows(actor, supervision_session, parts),
        "sections": _sections(parts),
        "sections_note": _sections_note(actor, supervision_session, parts),
        "sign": signatures.panel(actor, supervision_session, parts),
    }


def frame(actor: Actor, supervision_session: Any, parts: Any) -> dict[str, Any]:
    """What both pages show of a session around its words."""
    ended = signatures.ended_for(actor, supervision_session)
    other = signatures.other_name(actor, parts)
    state = supervision_session.state
    signed = state == "signed"
    return {
        "id": supervision_session.id,
        "title": presenters.title(
            actor, parts.supervisee.name, parts.supervisor.name, supervision_session.starts_at
        ),
        "lead": presenters.lead(actor, supervision_session),
        "tag": ("Closed", "")
        if ended and not signed
        else presenters.tag(actor, supervision_session),
        "readers": presenters.readers(
            other,
            sessions.above(actor, supervision_session),
            ended=ended,
            draft=state in ("planned", "writing"),
            leads=actor.supervision_of(supervision_session.relation_id) is not None,
        ),
        "agenda": [_agenda_row(item) for item in sessions.agenda(actor, supervision_session)],
        "actions": [_action(actor, parts, action) for action in parts.actions],
        "since_heading": "Since you last met"
        if since.looks_back(actor, supervision_session)
        else "What you talked about",
        "can_add": access.can_add(actor, supervision_session),
        "can_write": access.can_write(actor, supervision_session),
        "state": state,
        "other": other,
        "ended": ended,
    }


def last_time(actor: Actor, supervision_session: Any, parts: Any) -> Any:
    """The actions of earlier sessions: those still open, until the record is closed."""
    return sessions.earlier_actions(
        actor,
        supervision_session,
        [look.action_id for look in parts.looks],
        still_open=access.can_add(actor, supervision_session),
    )


def _sections(parts: Any) -> list[dict[str, str]]:
    """The sections that hold something, in their order."""
    words = {section.name: section.words or "" for section in parts.sections}
    return [
        {"name": section.name, "heading": section.heading, "words": words[section.name]}
        for section in SECTIONS
        if words.get(section.name)
    ]


def _sections_note(actor: Actor, supervision_session: Any, parts: Any) -> str:
    """Why there is nothing to read, where there is nothing."""
    supervisor = parts.supervisor.name
    if not access.can_read_sections(actor, supervision_session):
        if signatures.ended_for(actor, supervision_session):
            return f"{supervisor} did not share a draft of this."
        if supervision_session.state == "planned":
            return (
                f"{supervisor} writes the record when you meet. You can read it once the draft is "
                "shared."
            )
        return f"{supervisor} is still writing this. You can read it once the draft is shared."
    if any(section.words for section in parts.sections):
        if supervision_session.state in ("planned", "writing"):
            return f"{parts.supervisee.name} can read these once you share the draft."
        return ""
    if supervision_session.state == "planned":
        return "Nothing is written yet."
    return "Nothing is written in the three sections."


def _agenda_row(item: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"words": item.words, "by": "You" if item.mine else item.by}
    if item.reflection_id:
        row["note"] = "With the reflection"
        row["note_href"] = url_for("reflections.read", reflection_id=item.reflection_id)
        row["note_link"] = item.reflection
    return row


def _action(actor: Actor, parts: Any, action: Any) -> dict[str, Any]:
    """An action as agreed in this session."""
    return {
        "words": action.words or "",
        "owner": owner(actor, parts, action.owner_id),
        "due": when.day(actor, action.due_on) if action.due_on else "",
    }


def _earlier(actor: Actor, parts: Any, action: Any) -> dict[str, Any]:
    looks = {look.action_id: Look(look.result) for look in parts.looks}
    look = looks.get(action.id)
    kinds = {Look.DONE: "settled", Look.CARRY_ON: "", Look.LET_GO: ""}
    return {
        "words": action.words,
        "owner": "" if look else owner(actor, parts, action.owner_id),
        "note": f"{owner(actor, parts, action.owner_id)}{by_when(actor, action)}" if look else "",
        "due": "" if look or not action.due_on else when.day(actor, action.due_on),
        "tag": (look.words, kinds[look]) if look else None,
    }


def owner(actor: Actor, parts: Any, owner_id: uuid.UUID) -> str:
    return "You" if owner_id == actor.person_id else parts.name(owner_id)


def by_when(actor: Actor, action: Any) -> str:
    return f", by {when.near(actor, action.due_on)}" if action.due_on else ""
