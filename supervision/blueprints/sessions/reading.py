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
from supervision.blueprints.sessions import presenters
from supervision.domain.actions import Look
from supervision.domain.asks import AskKind
from supervision.domain.reviews import Direction
from supervision.domain.sections import SECTIONS
from supervision.queries import recordings, reflections, sessions
from supervision.services import sessions as services

NOT_OPEN = "Something that is not open to you"


def context(actor: Actor, supervision_session: Any) -> dict[str, Any]:
    """Everything that the page of a session draws."""
    parts = sessions.parts(actor, supervision_session)
    return {
        **frame(actor, supervision_session, parts),
        "last_time": [
            _earlier(actor, parts, action)
            for action in last_time(actor, supervision_session, parts)
        ],
        "since": since(actor, supervision_session, parts),
        "sections": _sections(parts),
        "sections_note": _sections_note(actor, supervision_session, parts),
        "sign": sign(actor, supervision_session, parts),
    }


def frame(actor: Actor, supervision_session: Any, parts: Any) -> dict[str, Any]:
    """What both pages show of a session around its words."""
    ended = ended_for(actor, supervision_session)
    other = other_name(actor, parts)
    state = supervision_session.state
    signed = state == "signed"
    return {
        "id": supervision_session.id,
        "title": presenters.title(
            actor, parts.supervisee.name, parts.supervisor.name, supervision_session.starts_at
        ),
        "lead": presenters.lead(actor, supervision_session),
        "tag": ("Closed", "") if ended and not signed else presenters.STATES[state],
        "readers": presenters.readers(
            other, sessions.above(actor, supervision_session), ended=ended
        ),
        "agenda": [_agenda_row(item) for item in sessions.agenda(actor, supervision_session)],
        "actions": [_action(actor, parts, action) for action in parts.actions],
        "since_heading": "Since you last met"
        if looks_back(actor, supervision_session)
        else "What you talked about",
        "can_add": access.can_add(actor, supervision_session),
        "can_write": access.can_write(actor, supervision_session),
        "state": state,
        "other": other,
        "ended": ended,
    }


def ended_for(actor: Actor, supervision_session: Any) -> bool:
    """Whether the relation of this session has ended."""
    key = supervision_session.relation_id
    return actor.supervision_of(key) is None and actor.supervision_by(key) is None


def other_name(actor: Actor, parts: Any) -> str:
    """Whichever of the two the reader is not."""
    mine = parts.supervisor.person_id == actor.person_id
    return parts.supervisee.name if mine else parts.supervisor.name


def last_time(actor: Actor, supervision_session: Any, parts: Any) -> Any:
    """The actions of earlier sessions: those still open, until the record is closed."""
    return sessions.earlier_actions(
        actor,
        supervision_session,
        [look.action_id for look in parts.looks],
        still_open=access.can_add(actor, supervision_session),
    )


def looks_back(actor: Actor, supervision_session: Any) -> bool:
    """Whether the page offers what has come since the two last met."""
    open_ = supervision_session.state in ("planned", "writing")
    return open_ and access.can_add(actor, supervision_session)


def since(actor: Actor, supervision_session: Any, parts: Any) -> list[dict[str, Any]]:
    """What was shared and recorded since the two last met, until the draft is shared; from then
    on what was talked about. Rows with `kind` and `key`, to be ticked while the record is open."""
    rows: list[dict[str, Any]] = []
    if looks_back(actor, supervision_session):
        start = sessions.before(actor, supervision_session)
        for row in reflections.shared_through(actor, supervision_session.relation_id, start):
            rows.append(_reflection(actor, row.id, row.title, row))
        for row in recordings.by_author_since(actor, parts.supervisee.person_id, start, most=10):
            rows.append(_recording(row.id, f"Person {row.code}", row))
    known = {row["key"] for row in rows}
    more = [key for key in parts.reflection_ids if key not in known]
    rows += [
        _reflection(actor, key, title) for key, title in reflections.titles(actor, more).items()
    ]
    others = [key for key in parts.recording_ids if key not in known]
    rows += [_recording(key, label) for key, label in recordings.labels(actor, others)]
    linked = {*parts.reflection_ids, *parts.recording_ids}
    for row in rows:
        row["linked"] = row["key"] in linked
        row["tag"] = ("Talked about", "settled") if row["linked"] else None
    unseen = len(linked - {row["key"] for row in rows})
    rows += [{"kind": "", "key": None, "name": NOT_OPEN, "linked": True}] * unseen
    return rows


def sign(actor: Actor, supervision_session: Any, parts: Any) -> dict[str, Any]:
    """The panel of signatures; `shown` is what a signature on this page would name."""
    at: dict[uuid.UUID, Any] = {}
    shown = ""
    if access.can_read_sections(actor, supervision_session):
        present = services.content_hash(supervision_session, parts)
        shown = present.hex()
        at = {
            s.person_id: s.signed_at for s in parts.signatures if bytes(s.content_hash) == present
        }
    mine = parts.supervisee.person_id == actor.person_id
    names = ("you", parts.supervisor.name) if mine else (parts.supervisee.name, "you")
    signed = actor.person_id in at
    return {
        "first": names[0],
        "first_signed": parts.supervisee.person_id in at,
        "second": names[1],
        "second_signed": parts.supervisor.person_id in at,
        "sentence": _sentence(actor, supervision_session, parts, at),
        "shown": shown,
        "can": access.can_sign(actor, supervision_session) and not signed,
    }


def _sentence(actor: Actor, supervision_session: Any, parts: Any, at: Any) -> str:
    other = other_name(actor, parts)
    state = supervision_session.state
    mine = at.get(actor.person_id)
    theirs = next((when_ for key, when_ in at.items() if key != actor.person_id), None)
    if state == "signed":
        if not (mine and theirs):
            return (
                "What is stored here is not what was signed. Tell whoever looks after your "
                "organisation’s records."
            )
        return (
            f"You signed this {_on(actor, mine)}, and {other} {_on(actor, theirs)}. Nothing in it "
            "changes any more."
        )
    if ended_for(actor, supervision_session):
        return (
            f"This was not signed before your supervision with {other} ended. It is closed as it "
            "stands."
        )
    if state != "shared":
        if access.can_share(actor, supervision_session):
            return (
                f"Nobody has signed yet. {other} reads the draft first, and can add their own "
                "words or say where they see it differently. Then you both sign the same text."
            )
        return f"Nobody has signed yet. You both sign once {other} has shared the draft."
    if mine:
        return (
            f"You signed this {_on(actor, mine)}. {other} has not signed yet. If either of you "
            "changes anything, you both sign again."
        )
    if theirs:
        return (
            f"{other} signed this {_on(actor, theirs)}. Sign it too if it says what you both "
            f"mean. If you change anything, {other} signs again."
        )
    return (
        "Nobody has signed yet. Either of you can still change it. Then you both sign the same "
        "text."
    )


def _on(actor: Actor, moment: Any) -> str:
    near = when.near(actor, moment)
    return near if near in ("today", "yesterday") else f"on {near}"


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
        if ended_for(actor, supervision_session):
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


def _reflection(actor: Actor, key: uuid.UUID, title: str, row: Any = None) -> dict[str, Any]:
    note = "Reflection"
    if row is not None:
        note += f", {when.day(actor, row.written_at)}."
        if row.ask_kind and row.ask_state in ("waiting", "answered"):
            note += f" {row.author} {AskKind(row.ask_kind).would_like}."
    return {
        "kind": "reflections",
        "key": key,
        "name": title,
        "words": True,
        "href": url_for("reflections.read", reflection_id=key),
        "note": note,
    }


def _recording(key: uuid.UUID, label: str, row: Any = None) -> dict[str, Any]:
    note = "Outcome recording"
    if row is not None:
        went = f"{Direction(row.last_direction).words}: " if row.last_direction else ""
        note += f". {went}“{row.what_matters}”"
    return {
        "kind": "recordings",
        "key": key,
        "name": label,
        "href": url_for("recordings.read", recording_id=key),
        "note": note,
    }
