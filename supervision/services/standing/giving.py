"""What giving and ending a dated right have in common."""

from __future__ import annotations

from datetime import date, timedelta

from supervision import audit
from supervision.access.actor import Actor
from supervision.domain.refusals import Refused
from supervision.domain.wording import said
from supervision.models.administration import SecondLook
from supervision.models.people import Person, RoleGrant, SupervisionRelation

BACKWARDS = said("The last day comes before the first. Check both")
ENDS_ALREADY = said(
    "It ends by then already. If it is to go on for longer, give it anew from the day after"
)
NEVER_BEGAN = said("This is before its first day. Choose that day or a later one")
OVER = said("These days have passed. Choose a last day from today on, or none")


def check_days(actor: Actor, first: date, last: date | None) -> None:
    """Raises Refused beside `first` or `last`."""
    if last is not None and last < first:
        raise Refused({"last": BACKWARDS})
    if last is not None and last < actor.today:
        raise Refused({"last": OVER})


def check_here(person: Person, first: date, last: date | None, field: str) -> None:
    """A right is for days on which somebody works here. Raises Refused beside the field."""
    if person.left_on is not None and (last is None or last > person.left_on):
        raise Refused(
            {field: said("%(name)s does not work here on all of these days", name=person.known_as)}
        )
    if first < person.joined_on:
        raise Refused({"first": said("%(name)s begins here later", name=person.known_as)})


def give(
    actor: Actor,
    right: RoleGrant | SupervisionRelation,
    reason: str,
    agreed: SecondLook | None,
) -> None:
    """Say who gave it and why: of what was agreed to, whoever asked for it."""
    right.given_by = agreed.asked_by if agreed is not None else actor.person_id
    right.given_at = actor.now
    if reason:
        right.reason = reason


def end(actor: Actor, right: RoleGrant | SupervisionRelation, last_day: date, reason: str) -> None:
    """End a right with a day that shortens it. One that has not begun never begins.

    Raises:
        Refused: beside `last`, for a day that would lengthen it, or one before it began.
    """
    if right.to_date is not None and last_day >= right.to_date:
        raise Refused({"last": ENDS_ALREADY})
    if last_day < right.from_date - timedelta(days=1):
        raise Refused({"last": NEVER_BEGAN})
    right.to_date = last_day
    right.ended_by, right.ended_at = actor.person_id, actor.now
    if reason:
        right.end_reason = reason
    audit.did(actor, "ended", right)


def is_agreed(look: SecondLook | None, need: str, key: object) -> bool:
    """Whether a second administrator has agreed to this."""
    return look is not None and look.state == "agreed" and look.need == need and look.id == key
