"""What others gave the actor or ended: roles and supervision. Dates and names, and no reasons."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Subquery, case, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from supervision.access.actor import Actor
from supervision.models.administration import SecondLook
from supervision.models.base import Moment
from supervision.models.people import Person, RoleGrant, SupervisionRelation

MOST = 6
other = aliased(Person)


def all_of(actor: Actor, moment: Any) -> Subquery:
    """For `queries.since`: kind, moment, thing, whom with, detail, no session, the day."""
    everything = union_all(
        _roles(actor, moment, ended=False),
        _roles(actor, moment, ended=True),
        _relations(actor, moment, mine="supervisee", ended=False),
        _relations(actor, moment, mine="supervisee", ended=True),
        _relations(actor, moment, mine="supervisor", ended=False),
        _relations(actor, moment, mine="supervisor", ended=True),
    ).subquery()
    return (
        select(everything)
        .order_by(everything.c.at.desc(), everything.c.thing_id)
        .limit(MOST)
        .subquery()
    )


def _roles(actor: Actor, moment: Any, *, ended: bool) -> Select[Any]:
    table = RoleGrant
    return select(
        literal("role_ended" if ended else "role").label("kind"),
        (table.ended_at if ended else table.given_at).label("at"),
        table.id.label("thing_id"),
        literal("").label("name"),
        table.role.label("detail"),
        null().cast(Moment).label("starts_at"),
        _day(table, ended).label("day"),
    ).where(
        table.organisation_id == actor.organisation_id,
        table.person_id == actor.person_id,
        *_by_others(actor, table, moment, ended),
    )


def _relations(actor: Actor, moment: Any, *, mine: str, ended: bool) -> Select[Any]:
    table = SupervisionRelation
    own, theirs = table.supervisee_id, table.supervisor_id
    kind = "supervised"
    if mine == "supervisor":
        own, theirs, kind = theirs, own, "supervises"
    return (
        select(
            literal(f"{kind}_ended" if ended else kind),
            table.ended_at if ended else table.given_at,
            table.id,
            other.known_as,
            table.function,
            null().cast(Moment),
            _day(table, ended),
        )
        .join(other, other.id == theirs)
        .where(
            table.organisation_id == actor.organisation_id,
            own == actor.person_id,
            *_by_others(actor, table, moment, ended),
        )
    )


def _day(table: Any, ended: bool) -> Any:
    """The first day, or the last; none of what ended before it began."""
    return case((table.to_date >= table.from_date, table.to_date)) if ended else table.from_date


def _by_others(actor: Actor, table: Any, moment: Any, ended: bool) -> tuple[Any, ...]:
    """What the actor did alone is no news to them, nor what the system set up. What they asked for
    and a second one agreed to is: it has the key of that second look."""
    if ended:
        return table.ended_at > moment, table.ended_by != actor.person_id
    agreed = select(SecondLook.id).where(SecondLook.id == table.id).exists()
    return (
        table.given_at > moment,
        or_(table.given_by != actor.person_id, agreed),
    )
