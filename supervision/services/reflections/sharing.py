"""Sharing reflections, taking them back, and thanking for them."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from supervision import audit
from supervision.access import people as people_access
from supervision.access import reflections as access
from supervision.access.actor import Actor, Membership, Relation
from supervision.domain.refusals import Refused, require, required
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.services.reflections import checking
from supervision.services.reflections.standing import aim, hold, live_shares, spoken


def share(actor: Actor, reflection: Reflection, relation: Relation) -> None:
    """Let the supervisor of a relation read it, and put its ask to them. Twice is once."""
    require(access.can_share(actor, reflection, relation))
    hold(reflection)
    require(access.can_share(actor, reflection, relation))
    _open(actor, reflection, relation_id=relation.id)
    aim(actor, reflection)


def share_with_team(
    actor: Actor, reflection: Reflection, membership: Membership, kept_words: str = ""
) -> None:
    """Let whoever is in a team read it, its ask apart. Twice is once.

    Args:
        membership: in a team that the actor is in today.
        kept_words: why what the check finds likely can stay; sealed, for the author alone.

    Raises:
        Refused: beside the fields, what the check is certain of; beside `kept_words`, that what
            it finds likely needs a reason.
    """
    require(access.can_share_with_team(actor, reflection, membership))
    hold(reflection)
    require(access.can_edit(actor, reflection))
    if _is_open(reflection, team_id=membership.team_id):
        return
    _check(actor, reflection, kept_words)
    _open(actor, reflection, kept_words, team_id=membership.team_id)


def share_with_colleague(
    actor: Actor,
    reflection: Reflection,
    colleague_id: uuid.UUID,
    works_here: bool = True,
    kept_words: str = "",
) -> None:
    """Let one colleague read it, its ask apart. Twice is once.

    Args:
        works_here: whether the colleague takes part in practice here today; it is looked at again.
        kept_words: as with a team.

    Raises:
        Forbidden: for oneself, and for anyone who takes no part in practice here.
        Refused: as with a team.
    """
    here = works_here and db.session.scalar(
        select(Person.id).where(Person.id == colleague_id, people_access.colleagues_of(actor))
    )
    allowed = bool(here)
    require(access.can_share_with_colleague(actor, reflection, colleague_id, works_here=allowed))
    hold(reflection)
    require(access.can_edit(actor, reflection))
    if _is_open(reflection, person_id=colleague_id):
        return
    _check(actor, reflection, kept_words)
    _open(actor, reflection, kept_words, person_id=colleague_id)


def take_back(actor: Actor, reflection: Reflection) -> None:
    """End every share at once; what it asked for is taken back with it."""
    require(access.can_take_back(actor, reflection))
    hold(reflection)
    _end(actor, reflection, live_shares(reflection))


def take_back_one(actor: Actor, reflection: Reflection, share_id: uuid.UUID) -> None:
    """End one share at once. Twice is once.

    Raises:
        NotFound: when there is no such share of this reflection.
    """
    require(access.can_take_back(actor, reflection))
    hold(reflection)
    row = required(
        db.session.scalar(
            select(ReflectionShare).where(
                ReflectionShare.id == share_id, ReflectionShare.reflection_id == reflection.id
            )
        )
    )
    _end(actor, reflection, [row] if row.taken_back_at is None else [])


def thank(actor: Actor, reflection: Reflection, share: ReflectionShare) -> None:
    """Read, thank you: so that writing is not met by silence. Twice is once.

    Raises:
        Forbidden: for anyone whom this share is not for, and once it was taken back.
    """
    db.session.refresh(share, with_for_update=True)
    require(access.can_thank(actor, reflection, share))
    if share.thanked_at is None:
        share.thanked_at = actor.now
        audit.did(actor, "thanked", reflection)


def _check(actor: Actor, reflection: Reflection, kept_words: str) -> None:
    try:
        checking.before_sharing(spoken(reflection), kept_words)
    except Refused as refusal:
        if refusal.problems.keys() - {"kept_words"}:
            audit.refused(actor, "stopped_by_check", Reflection.__tablename__, reflection.id)
        raise


def _is_open(reflection: Reflection, **target: uuid.UUID) -> bool:
    return any(
        getattr(row, name) == key for row in live_shares(reflection) for name, key in target.items()
    )


def _open(actor: Actor, reflection: Reflection, kept_words: str = "", **target: uuid.UUID) -> None:
    if _is_open(reflection, **target):
        return
    row = ReflectionShare(
        organisation_id=actor.organisation_id,
        reflection_id=reflection.id,
        shared_at=actor.now,
        kept_words=kept_words,
        **target,
    )
    db.session.add(row)
    audit.did(actor, "shared", reflection)


def _end(actor: Actor, reflection: Reflection, shares: list[ReflectionShare]) -> None:
    for row in shares:
        row.taken_back_at = actor.now
    aim(actor, reflection)
    if shares:
        audit.did(actor, "took_back", reflection)
