"""The panel of signatures: who has signed, in rounds and in words."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.language import gettext as _
from supervision.services import sessions as services


def panel(actor: Actor, supervision_session: Any, parts: Any) -> dict[str, Any]:
    """The panel of signatures; `shown` is what a signature on this page would name."""
    present = b""
    if access.can_read_sections(actor, supervision_session):
        present = services.content_hash(supervision_session, parts)
    at = _under(parts, present)
    mine = parts.supervisee.person_id == actor.person_id
    you = _("you")
    names = (you, parts.supervisor.name) if mine else (parts.supervisee.name, you)
    signed = actor.person_id in at
    return {
        "first": names[0],
        "first_signed": parts.supervisee.person_id in at,
        "second": names[1],
        "second_signed": parts.supervisor.person_id in at,
        "sentence": _sentence(actor, supervision_session, parts, at),
        "shown": present.hex(),
        "can": access.can_sign(actor, supervision_session) and not signed,
    }


def standing(actor: Actor, supervision_session: Any, parts: Any) -> dict[uuid.UUID, datetime]:
    """Who has signed the record as it stands now, and when."""
    if not parts.signatures or not access.can_read_sections(actor, supervision_session):
        return {}
    return _under(parts, services.content_hash(supervision_session, parts))


def _under(parts: Any, present: bytes) -> dict[uuid.UUID, datetime]:
    """Who has signed a record of this hash, and when."""
    return {s.person_id: s.signed_at for s in parts.signatures if bytes(s.content_hash) == present}


def _sentence(actor: Actor, supervision_session: Any, parts: Any, at: Any) -> str:
    other = other_name(actor, parts)
    state = supervision_session.state
    mine = at.get(actor.person_id)
    theirs = next((when_ for key, when_ in at.items() if key != actor.person_id), None)
    if state == "signed":
        if not (mine and theirs):
            return _(
                "What is stored here is not what was signed. Tell whoever looks after your "
                "organisation’s records."
            )
        return _(
            "You signed this %(mine)s, and %(name)s %(theirs)s. Nothing in it changes any more.",
            mine=when.on(actor, mine),
            name=other,
            theirs=when.on(actor, theirs),
        )
    if ended_for(actor, supervision_session):
        return _(
            "This was not signed before your supervision with %(name)s ended. It is closed as it "
            "stands.",
            name=other,
        )
    if state != "shared":
        if access.can_share(actor, supervision_session):
            return _(
                "Nobody has signed yet. %(name)s reads the draft first, and can add their own "
                "words or say where they see it differently. Then you both sign the same text.",
                name=other,
            )
        return _(
            "Nobody has signed yet. You both sign once %(name)s has shared the draft.", name=other
        )
    if mine:
        return _(
            "You signed this %(mine)s. %(name)s has not signed yet. If either of you changes "
            "anything, you both sign again.",
            mine=when.on(actor, mine),
            name=other,
        )
    if theirs:
        return _(
            "%(name)s signed this %(theirs)s. Sign it too if it says what you both mean. If you "
            "change anything, %(name)s signs again.",
            name=other,
            theirs=when.on(actor, theirs),
        )
    return _(
        "Nobody has signed yet. Either of you can still change it. Then you both sign the same "
        "text."
    )


def ended_for(actor: Actor, supervision_session: Any) -> bool:
    """Whether the relation of this session has ended."""
    key = supervision_session.relation_id
    return actor.supervision_of(key) is None and actor.supervision_by(key) is None


def other_name(actor: Actor, parts: Any) -> str:
    """Whichever of the two the reader is not."""
    mine = parts.supervisor.person_id == actor.person_id
    return parts.supervisee.name if mine else parts.supervisor.name
