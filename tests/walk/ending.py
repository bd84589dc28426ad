"""At the end of a walk: grants whose reason no longer holds give nothing, and pages open for those
who may see what is on them, and for nobody else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from supervision.extensions import db
from supervision.models.people import RoleGrant, TeamMembership
from supervision.models.recordings import PersonReferenceHolder
from supervision.models.reflections import ReflectionShare
from supervision.queries import people as queries
from supervision.services import people
from tests.access.doors import Browser
from tests.walk import seeing
from tests.walk.facts import Key
from tests.walk.walking import Walk

PAGES = {
    "reflection": "/reflections/",
    "recording": "/outcomes/",
    "session": "/supervision/",
    "proposal": "/good-practice/proposals/",
    "example": "/good-practice/",
    "withdrawn": "/good-practice/withdrawn/",
}
SAMPLE = 3  # of each kind, for each person


def orphans(walk: Walk) -> tuple[int, list[str]]:
    """[Z11] How many grants there are whose reason no longer holds, and what anyone saw by them:
    what changes for somebody when they are not there at all."""
    before = _all_see(walk)
    alive = {key for key, one in walk.facts.relations.items() if one.holds(walk.today)}
    over: list[Any] = [delete(t).where(t.to_date < walk.today) for t in _dated()]
    over += [
        delete(ReflectionShare).where(ReflectionShare.taken_back_at.is_not(None)),
        delete(ReflectionShare).where(
            ReflectionShare.relation_id.is_not(None), ReflectionShare.relation_id.not_in(alive)
        ),
    ]
    mine = [statement.where(_of(walk, statement)) for statement in over]
    with db.session.begin_nested() as point:
        gone = sum(db.session.execute(statement).rowcount for statement in mine)
        after = _all_see(walk)
        point.rollback()
    found = [
        f"{walk.name(person)}: {pair}"
        for person in before
        for pair in before[person] ^ after[person]
    ]
    return gone, found


def dead_relations(walk: Walk) -> list[str]:
    """Relations that someone's Actor carries though they are over, or not yet begun."""
    found = []
    for person in walk.facts.people:
        actor = queries.actor(person, walk.now)
        if actor is None:
            continue
        carried = {*(r.id for r in (*actor.supervises, *actor.supervised_by)), *actor.above}
        found += [
            f"{walk.name(person)} carries {key}"
            for key in carried
            if not walk.facts.relations[key].holds(walk.today)
        ]
    return found


def kept(walk: Walk) -> dict[Key, str]:
    """Keep the walk, with everyone signed in, so that browsers can look at it; the tokens of their
    sign-ins. The next test's world knows nothing of it."""
    tokens = {
        person: people.begin_sign_in(person, walk.organisation.id, walk.now)
        for person in walk.facts.people
    }
    db.session.commit()
    walk.world.clock.now = walk.now
    return tokens


def wrongly_answered(walk: Walk, tokens: dict[Key, str]) -> tuple[int, list[str]]:
    """How many pages were asked for, and those that open for who may not see what is on them, or
    stay shut for who may. To be called outside the walk's context, as requests have their own."""
    things = _things(walk)
    asked, found = 0, []
    for person, token in tokens.items():
        reader = walk.reader(person)
        sees = reader.sees()
        browser = Browser(walk.world.app, walk.name(person), token)
        for kind, path in PAGES.items():
            keys = things[kind]
            for key in walk.chance.sample(keys, min(SAMPLE, len(keys))):
                status = browser.get(f"{path}{key}").status_code
                may = (kind, key) in sees
                should = 200 if may else 404 if reader.here() else 302
                asked += 1
                if status != should:
                    found.append(f"{walk.name(person)}: {kind}: {status}, should be {should}")
    return asked, found


def _all_see(walk: Walk) -> dict[Key, Any]:
    people_ = walk.facts.people
    return {one: seeing.sees(queries.actor(one, walk.now)) for one in people_}


def _dated() -> tuple[Any, ...]:
    return TeamMembership, RoleGrant, PersonReferenceHolder


def _of(walk: Walk, statement: Any) -> Any:
    return statement.table.c.organisation_id == walk.organisation.id


def _things(walk: Walk) -> dict[str, list[Key]]:
    facts = walk.facts
    return {
        "reflection": list(facts.reflections),
        "recording": list(facts.recordings),
        "session": list(facts.sessions),
        "proposal": list(facts.proposals),
        "example": list(facts.examples),
        "withdrawn": list(facts.examples),
    }
