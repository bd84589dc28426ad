"""[Z11] Grants whose reason no longer holds are used by nobody: without them, everybody sees what
they saw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, or_, update

from supervision.extensions import db
from supervision.models.administration import Absence, SecondLook
from supervision.models.people import Person, RoleGrant, SupervisionRelation, Team, TeamMembership
from supervision.models.recordings import PersonReferenceHolder
from supervision.models.reflections import ReflectionShare
from supervision.queries import people as queries
from tests.walk import seeing
from tests.walk.facts import Key
from tests.walk.walking import LONG_AGO, Walk, days

BY_DATES: tuple[Any, ...] = (TeamMembership, RoleGrant, PersonReferenceHolder, Absence)


def orphans(walk: Walk) -> tuple[int, list[str]]:
    """How many grants there are whose reason no longer holds, and what anyone saw by them: what
    changes for somebody when they are not there at all."""
    before = _all_see(walk)
    with db.session.begin_nested() as point:
        db.session.execute(delete(SecondLook).where(SecondLook.state != "agreed"))
        gone = sum(db.session.execute(one).rowcount for one in _over(walk))
        after = _all_see(walk)
        point.rollback()
    found = [
        f"{walk.name(person)}: {pair}"
        for person in before
        for pair in before[person] ^ after[person]
    ]
    return gone, found


def _over(walk: Walk) -> Iterator[Any]:
    """Rights of days that have passed, and of people who have gone; shares that were taken back, of
    supervision that is over, with teams that are closed and people who have gone; and supervision
    that is over, as though it had never been."""
    mine = walk.organisation.id
    left = db.select(Person.id).where(
        Person.organisation_id == mine,
        or_(Person.left_on < walk.today, Person.shut_out_at.is_not(None)),
    )
    closed = db.select(Team.id).where(Team.organisation_id == mine, Team.closed_on.is_not(None))
    facts = walk.facts.relations
    reader = walk.reader(walk.person())
    alive = [key for key, one in facts.items() if reader.is_alive(one)]
    for table in BY_DATES:
        over = or_(table.to_date < walk.today, table.person_id.in_(left))
        yield delete(table).where(table.organisation_id == mine, over)
    share = ReflectionShare
    yield delete(share).where(
        share.organisation_id == mine,
        or_(
            share.taken_back_at.is_not(None),
            share.relation_id.is_not(None) & share.relation_id.not_in(alive),
            share.team_id.in_(closed),
            share.person_id.in_(left),
        ),
    )
    # What is to come stays. An action that passes over needs its relation to have been.
    over_ = [key for key, one in facts.items() if key not in alive and reader.is_over(one)]
    relation = SupervisionRelation
    yield (
        update(relation)
        .where(relation.id.in_(over_))
        .values(from_date=LONG_AGO, to_date=LONG_AGO - days(1))
    )
    gone = or_(relation.supervisor_id.in_(left), relation.supervisee_id.in_(left))
    yield (
        update(relation)
        .where(relation.organisation_id == mine, gone)
        .values(from_date=LONG_AGO, to_date=LONG_AGO - days(1))
    )


def dead_relations(walk: Walk) -> list[str]:
    """Relations that someone's Actor carries though they are over, or not yet begun."""
    found = []
    for person in walk.facts.people:
        actor = queries.actor(person, walk.now)
        if actor is None:
            continue
        carried = {*(r.id for r in (*actor.supervises, *actor.supervised_by)), *actor.above}
        reader = walk.reader(person)
        found += [
            f"{walk.name(person)} carries {key}"
            for key in carried
            if not reader.is_alive(walk.facts.relations[key])
        ]
    return found


def _all_see(walk: Walk) -> dict[Key, Any]:
    people_ = walk.facts.people
    return {one: seeing.sees(queries.actor(one, walk.now)) for one in people_}
