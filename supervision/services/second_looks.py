"""What one administrator asks for and another has to agree to.

Carrying it out is the door's: it does what was agreed in the transaction that agrees.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from supervision import audit, outbox
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.people import Organisation, Person, RoleGrant

ANSWERED = said("Somebody has answered this meanwhile")
LAPSED = said(
    "Whoever asked for this is no longer an administrator, so that it cannot be agreed to. "
    "If it is still needed, ask for it anew"
)


def ask(
    actor: Actor,
    need: str,
    what: Mapping[str, Any],
    reason: str,
    person: Person | None = None,
    key: uuid.UUID | None = None,
) -> SecondLook:
    """Ask for something that another administrator has to agree to. Nothing happens until then.

    Args:
        need: role, relation, setting, link or address.
        what: codes, dates (ISO) and keys (hex), never words that somebody typed.
        person: who would be given it; None where it is about the organisation.
        key: that the form carried, if it did. What comes of it will have the same.
    """
    require(access.administers(actor))
    look = SecondLook(
        id=key,
        organisation_id=actor.organisation_id,
        need=need,
        person_id=person.id if person is not None else None,
        what=json.dumps(dict(what), sort_keys=True),
        asked_by=actor.person_id,
        asked_at=actor.now,
        state="waiting",
    )
    if reason:
        look.reason = reason
    db.session.add(look)
    audit.did(actor, "asked", look)
    outbox.waiting(actor, _administrators(actor) - {look.person_id}, look)
    return look


def agree(actor: Actor, look: SecondLook, words: str = "") -> dict[str, Any]:
    """Agree to what another administrator asked for; returns what it was, to be carried out now.

    Raises:
        Forbidden: for whoever asked, whoever would get it, and anyone not an administrator now.
        Refused: somebody was quicker, or the asker is no longer an administrator.
    """
    _answer(actor, look, "agreed", words)
    what: dict[str, Any] = json.loads(look.what)
    return what


def decline(actor: Actor, look: SecondLook, words: str = "") -> None:
    """Say no to it. Raises as `agree` does."""
    _answer(actor, look, "declined", words)


def take_back(actor: Actor, look: SecondLook) -> None:
    """Take back what the actor asked for. Raises Refused when somebody was quicker."""
    if look.state != "waiting":
        raise Refused({"": ANSWERED})
    require(access.can_take_back(actor, look))
    _settle(actor, look, "withdrawn")
    audit.did(actor, "withdrew", look)


def _answer(actor: Actor, look: SecondLook, state: str, words: str) -> None:
    """The right to answer is asked for twice: as the page saw it, and as it is at this moment,
    while nobody else can give or end the role."""
    if look.state != "waiting":
        raise Refused({"": ANSWERED})
    require(access.can_look_twice(actor, look))
    administrators = _administrators_now(actor)
    require(actor.person_id in administrators)
    if state == "agreed" and look.asked_by not in administrators:
        raise Refused({"": LAPSED})
    _settle(actor, look, state)
    if words:
        look.answer = words
    audit.did(actor, state, look)


def _settle(actor: Actor, look: SecondLook, state: str) -> None:
    """One winner: whoever changes the row from waiting first."""
    db.session.flush()
    changed = db.session.execute(
        update(SecondLook)
        .where(SecondLook.id == look.id, SecondLook.state == "waiting")
        .values(state=state, answered_by=actor.person_id, answered_at=actor.now)
    )
    if changed.rowcount != 1:
        raise Refused({"": ANSWERED})
    db.session.refresh(look)


def _administrators_now(actor: Actor) -> set[uuid.UUID]:
    """Who administers now. The organisation's row is held, so that no other request that gives or
    ends the role of an administrator goes between."""
    db.session.execute(
        select(Organisation.id)
        .where(Organisation.id == actor.organisation_id)
        .with_for_update(key_share=True)
    )
    return _administrators(actor)


def _administrators(actor: Actor) -> set[uuid.UUID]:
    rows = db.session.execute(
        select(RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(access.administering(actor))
    )
    return set(rows.scalars())
