"""Beginning, changing, covering and ending supervision."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import or_, select

from supervision import audit
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain.refusals import Refused, require
from supervision.domain.supervision_lines import Line, cover_problem
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.administration import Cover, SecondLook
from supervision.models.people import FUNCTIONS, Person, SupervisionRelation
from supervision.services.standing import giving
from supervision.services.standing.telling import tell

THEMSELVES = said("Nobody supervises themselves. Choose somebody else")
UNKNOWN = said("Choose what kind of supervision it is")
ALSO_AWAY = said("A cover is somebody else than the one who is away")


@dataclass(frozen=True)
class Wanted:
    """A supervision relation that somebody wants to begin.

    Attributes:
        above: who is above the supervisor in the line of supervision today.
        covers: the relation that it stands in for.
    """

    supervisor: Person
    supervisee: Person
    function: str
    first: date
    last: date | None = None
    above: Collection[uuid.UUID] = ()
    covers: SupervisionRelation | None = None


def check_relation(actor: Actor, wanted: Wanted) -> None:
    """What has to hold before supervision begins, or is asked for.

    Raises:
        Forbidden: for anyone but an administrator.
        Refused: beside `supervisor`, `function`, `first` or `last`.
    """
    supervisor, supervisee = wanted.supervisor, wanted.supervisee
    require(access.can_change(actor, supervisor) and access.can_change(actor, supervisee))
    if supervisor.id == supervisee.id:
        raise Refused({"supervisor": THEMSELVES})
    if wanted.function not in FUNCTIONS:
        raise Refused({"function": UNKNOWN})
    if wanted.covers is not None:
        _check_cover(wanted, wanted.covers)
    giving.check_days(actor, wanted.first, wanted.last)
    for person in (supervisor, supervisee):
        giving.check_here(person, wanted.first, wanted.last, "last")
    if wanted.function == "line" and wanted.covers is None and supervisee.id in wanted.above:
        raise Refused({"supervisor": _a_ring(supervisor, supervisee)})
    if _overlaps(wanted):
        raise Refused(
            {
                "supervisor": said(
                    "%(name)s does this on some of these days already", name=supervisor.known_as
                )
            }
        )


def relate(
    actor: Actor,
    key: uuid.UUID,
    wanted: Wanted,
    reason: str,
    agreed: SecondLook | None = None,
) -> SupervisionRelation:
    """Begin supervision, and tell both.

    Args:
        key: of the new row; that of the second look, where one has agreed.

    Raises:
        Forbidden: for anyone but an administrator, and without a second look where one is needed.
        Refused: as `check_relation` says.
    """
    check_relation(actor, wanted)
    needed = access.relation_needs_second_look(actor, wanted.supervisor, wanted.supervisee)
    require(giving.is_agreed(agreed, "relation", key) if agreed is not None else not needed)
    relation = SupervisionRelation(
        id=key,
        organisation_id=actor.organisation_id,
        supervisor_id=wanted.supervisor.id,
        supervisee_id=wanted.supervisee.id,
        function=wanted.function,
        from_date=wanted.first,
        to_date=wanted.last,
    )
    giving.give(actor, relation, reason, agreed)
    db.session.add(relation)
    audit.did(actor, "added", relation)
    if wanted.covers is not None:
        cover = Cover(
            organisation_id=actor.organisation_id,
            relation_id=relation.id,
            covered_id=wanted.covers.id,
        )
        db.session.add(cover)
        audit.did(actor, "covered", cover)
    tell(actor, relation)
    return relation


def change(
    actor: Actor,
    key: uuid.UUID,
    old: SupervisionRelation,
    wanted: Wanted,
    reason: str,
    agreed: SecondLook | None = None,
) -> SupervisionRelation:
    """Let somebody else supervise from a day on: the old relation ends with the day before. No
    record goes along, and all three are told.

    Raises: as `relate` does; Refused also where the old one ends by then already.
    """
    check_change(actor, old, wanted)
    end_relation(actor, wanted.supervisee, old, wanted.first - timedelta(days=1), reason)
    return relate(actor, key, wanted, reason, agreed)


def check_change(actor: Actor, old: SupervisionRelation, wanted: Wanted) -> None:
    """What has to hold before a supervisor is changed, or that is asked for."""
    require(access.can_change(actor, wanted.supervisee))
    require(old.supervisee_id == wanted.supervisee.id)
    if old.to_date is not None and old.to_date < wanted.first - timedelta(days=1):
        raise Refused({"first": said("It ends before this day. Begin new supervision instead")})
    check_relation(actor, replace(wanted, function=old.function))


def end_relation(
    actor: Actor,
    supervisee: Person,
    relation: SupervisionRelation,
    last_day: date,
    reason: str,
) -> None:
    """End supervision with a day, and what covers it with it, and tell those whom it is about.

    Raises:
        Forbidden: for anyone but an administrator.
        Refused: beside `last`.
    """
    require(access.can_change(actor, supervisee) and relation.supervisee_id == supervisee.id)
    covering = db.session.scalars(
        select(SupervisionRelation)
        .join(Cover, Cover.relation_id == SupervisionRelation.id)
        .where(
            Cover.covered_id == relation.id,
            SupervisionRelation.to_date > last_day,
            # One that was ended before it began is over.
            SupervisionRelation.to_date >= SupervisionRelation.from_date,
        )
    ).all()
    giving.end(actor, relation, last_day, reason)
    tell(actor, relation)
    for one in covering:
        giving.end(actor, one, max(last_day, one.from_date - timedelta(days=1)), reason)
        tell(actor, one)


def _a_ring(supervisor: Person, supervisee: Person) -> str:
    return said(
        "%(above)s is above %(name)s in the line of supervision, so that this would go in a ring. "
        "Choose somebody else",
        above=supervisee.known_as,
        name=supervisor.known_as,
    )


def _check_cover(wanted: Wanted, covered: SupervisionRelation) -> None:
    require(covered.supervisee_id == wanted.supervisee.id)
    if wanted.supervisor.id == covered.supervisor_id:
        raise Refused({"supervisor": ALSO_AWAY})
    line = Line(
        covered.id,
        covered.supervisor_id,
        covered.supervisee_id,
        covered.function,
        covered.from_date,
        covered.to_date,
        _covered_by(covered.id),
    )
    problem = cover_problem(line, wanted.first, wanted.last)
    if problem is not None:
        raise Refused(dict([problem]))


def _covered_by(relation_id: uuid.UUID) -> uuid.UUID | None:
    """The relation that this one stands in for, if it is a cover."""
    return db.session.scalar(select(Cover.covered_id).where(Cover.relation_id == relation_id))


def _overlaps(wanted: Wanted) -> bool:
    """Whether the same person does the same for the same person on one of these days."""
    rows = SupervisionRelation
    found = db.session.scalar(
        select(rows.id)
        .where(
            rows.supervisor_id == wanted.supervisor.id,
            rows.supervisee_id == wanted.supervisee.id,
            rows.function == wanted.function,
            or_(rows.to_date.is_(None), rows.to_date >= wanted.first),
            *([rows.from_date <= wanted.last] if wanted.last is not None else []),
        )
        .limit(1)
    )
    return found is not None
