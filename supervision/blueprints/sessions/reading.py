"""What the page of one session shows, and what the record's page shows of it while it is written.

The page and the hash that a signature names are taken from the same parts, so that people sign
what they have seen.
"""

from __future__ import annotations

from typing import Any

from flask import url_for

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.blueprints.sessions import around, looking_back, presenters, signatures, since
from supervision.domain.sections import SECTIONS
from supervision.language import gettext as _
from supervision.queries import sessions


def context(actor: Actor, supervision_session: Any, parts: Any) -> dict[str, Any]:
    """Everything that the page of a session draws."""
    drawn = frame(actor, supervision_session, parts)
    return {
        **drawn,
        "agenda": [_with_taking_off(supervision_session, row) for row in drawn["agenda"]],
        "last_time": [
            looking_back.row(actor, parts, action)
            for action in looking_back.last_time(actor, supervision_session, parts)
        ],
        "since": since.rows(actor, supervision_session, parts),
        "sections": _sections(parts),
        "sections_note": _sections_note(actor, supervision_session, parts),
        "sign": signatures.panel(actor, supervision_session, parts),
        "changes": around.changes(actor, supervision_session),
        "additions": around.additions(actor, supervision_session),
        "can_add_later": access.can_add_after_signing(actor, supervision_session),
        "can_move": access.can_move(actor, supervision_session),
        "can_print": supervision_session.state in ("shared", "signed"),
        "who_has": around.opened(actor, supervision_session),
        "plan_url": plan_url(actor, supervision_session),
    }


def plan_url(actor: Actor, supervision_session: Any) -> str:
    """Where a new date is chosen for a session that was not held; empty otherwise."""
    ended = signatures.ended_for(actor, supervision_session)
    if supervision_session.state != "cancelled" or ended:
        return ""
    return url_for(
        "sessions.plan",
        relation=supervision_session.relation_id,
        kind=supervision_session.kind,
    )


def frame(actor: Actor, supervision_session: Any, parts: Any) -> dict[str, Any]:
    """What both pages show of a session around its words."""
    ended = signatures.ended_for(actor, supervision_session)
    other = signatures.other_name(actor, parts)
    state = supervision_session.state
    settled = state in ("signed", "cancelled")
    return {
        "id": supervision_session.id,
        "title": presenters.title(
            actor, parts.supervisee.name, parts.supervisor.name, supervision_session.starts_at
        ),
        "lead": presenters.lead(actor, supervision_session),
        "tag": (_("Closed"), "")
        if ended and not settled
        else presenters.tag(actor, supervision_session),
        "readers": presenters.readers(
            other,
            sessions.above(actor, supervision_session),
            ended=ended,
            draft=state in ("planned", "writing"),
            leads=actor.supervision_of(supervision_session.relation_id) is not None,
            held=state != "cancelled",
        ),
        "agenda": [
            _agenda_row(item)
            for item in sessions.agenda(actor, supervision_session, parts.on_agenda)
        ],
        "actions": [_action(actor, parts, action) for action in parts.actions],
        "since_heading": _("Since you last met")
        if since.looks_back(actor, supervision_session)
        else _("What you talked about"),
        "can_add": access.can_add(actor, supervision_session),
        "can_write": access.can_write(actor, supervision_session),
        "state": state,
        "other": other,
        "ended": ended,
    }


def _sections(parts: Any) -> list[dict[str, str]]:
    """The sections that hold something, in their order."""
    words = {section.name: section.words or "" for section in parts.sections}
    return [
        {"name": section.name, "heading": say.it(section.heading), "words": words[section.name]}
        for section in SECTIONS
        if words.get(section.name)
    ]


def _sections_note(actor: Actor, supervision_session: Any, parts: Any) -> str:
    """Why there is nothing to read, where there is nothing."""
    supervisor = parts.supervisor.name
    if not access.can_read_sections(actor, supervision_session):
        if signatures.ended_for(actor, supervision_session):
            return _("%(name)s did not share a draft of this.", name=supervisor)
        if supervision_session.state == "planned":
            return _(
                "%(name)s writes the record when you meet. You can read it once the draft is "
                "shared.",
                name=supervisor,
            )
        return _(
            "%(name)s is still writing this. You can read it once the draft is shared.",
            name=supervisor,
        )
    if any(section.words for section in parts.sections):
        if supervision_session.state in ("planned", "writing"):
            return _(
                "%(name)s can read these once you share the draft.", name=parts.supervisee.name
            )
        return ""
    if supervision_session.state == "planned":
        return _("Nothing is written yet.")
    return _("Nothing is written in the three sections.")


def _agenda_row(item: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"words": say.it(item.words), "by": _("You") if item.mine else item.by}
    row["by_name"] = item.by
    if item.can_take_off:
        row["item_id"] = item.id
    if item.reflection_id:
        row["note"] = _("With the reflection")
        row["note_href"] = url_for("reflections.read", reflection_id=item.reflection_id)
        row["note_link"] = item.reflection
    return row


def _with_taking_off(supervision_session: Any, row: dict[str, Any]) -> dict[str, Any]:
    """A row with the address at which the reader takes it off, where they may."""
    if "item_id" not in row:
        return row
    session_id, item_id = supervision_session.id, row["item_id"]
    return {**row, "off": url_for("sessions.take_off", session_id=session_id, item_id=item_id)}


def _action(actor: Actor, parts: Any, action: Any) -> dict[str, Any]:
    """An action as agreed in this session."""
    return {
        "words": action.words or "",
        "owner": looking_back.owner(actor, action.owner_id, parts.name(action.owner_id)),
        "owner_name": parts.name(action.owner_id),
        "due": looking_back.due(actor, action),
    }
