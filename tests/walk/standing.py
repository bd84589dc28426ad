"""Steps by which administrators give and end roles and supervision, as their pages do it: at once,
or by asking another administrator where two are needed."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervision.access.actor import Actor
from supervision.blueprints.standing import asking
from supervision.domain.refusals import Forbidden
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.administration import SecondLook
from supervision.models.people import RoleGrant, SupervisionRelation
from supervision.queries import standing as queries
from supervision.services import standing
from supervision.services.standing import Wanted
from tests.walk.facts import Key, Look, Of, Supervises
from tests.walk.walking import NothingToDo, Step, Walk, days, known

ROLES = ("practitioner", "curator", "leader", "governance", "administrator")
FUNCTIONS = ("line", "line", "professional", "clinical")


def gives_role(walk: Walk) -> None:
    """For oneself, and that of an administrator for anybody: asked for, and nothing happens yet."""
    actor, person, role = walk.administrator(), walk.person(), walk.one(ROLES)
    if walk.chance.random() < 0.15:
        person = actor.person_id
    key, row = new_key(), known(walk, person)
    first = walk.today + days(walk.chance.choice([0, 0, 1, -1]))
    last = walk.one([None, None, max(first, walk.today) + days(4)])
    with walk.may_be_refused("role"):
        standing.check_role(actor, row, role, first, last)
        asking.give_role(actor, key, row, role, first, last, "Somebody has to")
    db.session.flush()
    if role == "administrator" or person == actor.person_id:
        what = {"role": role, "first": first, "last": last}
        asked(walk, actor, key, Look(actor.person_id, "role", person, what))
    else:
        walk.facts.roles.append(Of(first, last, person=person, what=role, row=key))
        walk.tell(f"{walk.name(person)} is {role} from {first} to {last}")


def asked(walk: Walk, actor: Actor, key: Key, look: Look) -> None:
    """It waits. The key is that of the form, and of what will come of it."""
    row = db.session.get(SecondLook, key)
    assert row is not None and row.state == "waiting", walk.tale()
    walk.facts.looks[key] = look
    walk.tell(f"{walk.name(actor.person_id)} asks for a second look: {look.need} {look.what}")


def role_ends(walk: Walk) -> None:
    """Two administrators stay, whatever else ends."""
    actor = walk.administrator()
    one = walk.one([r for r in walk.facts.roles if r.goes_on_after(walk.today)])
    row = _grant(walk, one)
    last = walk.today + days(walk.chance.choice([-1, 0, 0, 1]))
    with walk.may_be_refused("end of role"):
        standing.end_role(actor, known(walk, one.person), row, last, "A new post")
    one.cut(last)
    walk.tell(f"{walk.name(one.person)} is no longer {one.what} after {last}")


def _grant(walk: Walk, one: Of) -> RoleGrant:
    if one.row is not None:
        found: RoleGrant = walk.row(RoleGrant, one.row)
        return found
    same = db.select(RoleGrant).where(
        RoleGrant.person_id == one.person,
        RoleGrant.role == one.what,
        RoleGrant.from_date == one.first,
    )
    return db.session.scalars(same).one()


def supervises(walk: Walk) -> None:
    actor = walk.administrator()
    above, below = walk.person(), walk.person()
    if walk.chance.random() < 0.2:
        above = actor.person_id
    first = walk.today + days(walk.chance.choice([0, 0, 0, 1]))
    last = walk.one([None, None, first + days(5)])
    _supervise(walk, actor, _wanted(walk, actor, above, below, walk.one(FUNCTIONS), first, last))


def covers(walk: Walk) -> None:
    """Somebody supervises for a while, while the supervisor is away."""
    actor = walk.administrator()
    alive = [k for k, one in walk.facts.relations.items() if one.goes_on_after(walk.today)]
    key = walk.one(alive)
    covered, first = walk.facts.relations[key], walk.today + days(walk.chance.choice([0, 0, 1]))
    above = walk.person() if walk.chance.random() < 0.9 else actor.person_id
    last = first + days(walk.chance.randint(0, 4))
    function, below = covered.function, covered.supervisee
    wanted = _wanted(walk, actor, above, below, function, first, last, key)
    _supervise(walk, actor, wanted)


def changes_hands(walk: Walk) -> None:
    """Another supervisor from a day on; the relation before ends with the day before."""
    actor = walk.administrator()
    alive = [k for k, one in walk.facts.relations.items() if one.goes_on_after(walk.today)]
    key = walk.one(alive)
    old = walk.facts.relations[key]
    above = walk.person() if walk.chance.random() < 0.9 else actor.person_id
    first = walk.today + days(walk.chance.choice([0, 1, 1, 3]))
    wanted = _wanted(walk, actor, above, old.supervisee, old.function, first, None)
    _supervise(walk, actor, wanted, ends=key)


def _wanted(
    walk: Walk,
    actor: Actor,
    above: Key,
    below: Key,
    function: str,
    first: date,
    last: date | None,
    covers_: Key | None = None,
) -> Wanted:
    both = (known(walk, above), known(walk, below))
    covered = None if covers_ is None else walk.row(SupervisionRelation, covers_)
    return Wanted(*both, function, first, last, queries.above(actor, above), covered)


def _supervise(walk: Walk, actor: Actor, wanted: Wanted, ends: Key | None = None) -> None:
    key = new_key()
    old = None if ends is None else walk.row(SupervisionRelation, ends)
    with walk.may_be_refused("supervision"):
        try:
            if old is not None:
                standing.check_change(actor, old, wanted)
            else:
                standing.check_relation(actor, wanted)
            asking.supervise(actor, key, wanted, "As agreed", old)
        except Forbidden:
            raise AssertionError(walk.tale()) from None
    db.session.flush()
    above = wanted.supervisor.id
    fact = Supervises(
        wanted.first,
        wanted.last,
        supervisor=above,
        supervisee=wanted.supervisee.id,
        function=wanted.function,
        covers=wanted.covers.id if wanted.covers else None,
    )
    begins_to_practise = wanted.supervisee.id == actor.person_id and not actor.practises
    lately = added_lately_over(walk, wanted.supervisor, wanted.supervisee)
    if above == actor.person_id or begins_to_practise or lately:
        what: dict[str, Any] = {"fact": fact, "ends": ends}
        asked(walk, actor, key, Look(actor.person_id, "relation", above, what))
        return
    begins(walk, key, fact, ends)


def added_lately_over(walk: Walk, above: Any, below: Any) -> bool:
    """Whether an account of less than 90 days would supervise somebody who has been here."""
    lately = above.added_at is not None and walk.now < above.added_at + days(90)
    return lately and below.password_hash is not None


def begins(walk: Walk, key: Key, fact: Supervises, ends: Key | None) -> None:
    """Supervision begins, and what it follows ends with the day before."""
    if ends is not None:
        walk.facts.end_relation(ends, fact.first - days(1))
    walk.facts.relations[key] = fact
    told = f"{walk.name(fact.supervisor)} supervises {walk.name(fact.supervisee)}"
    covering = " as a cover" if fact.covers else ""
    walk.tell(f"{told} ({fact.function}{covering}) from {fact.first} to {fact.last}")


def supervision_ends(walk: Walk) -> None:
    actor = walk.administrator()
    alive = {k: r for k, r in walk.facts.relations.items() if r.goes_on_after(walk.today)}
    key = walk.one(alive)
    one, last = alive[key], walk.today + days(walk.chance.choice([-1, 0, 0, 1, 3]))
    row, supervisee = walk.row(SupervisionRelation, key), known(walk, one.supervisee)
    with walk.may_be_refused("end of supervision"):
        standing.end_relation(actor, supervisee, row, last, "A new post")
    walk.facts.end_relation(key, last)
    walk.tell(f"{walk.name(one.supervisor)} supervises no more after {last}")


def takes_for_oneself(walk: Walk) -> None:
    """Without a second look: refused, whichever way it is tried."""
    actor = walk.administrator()
    me, other = known(walk, actor.person_id), known(walk, walk.person())
    forged = _forged(walk)
    role = walk.one(["curator", "leader"])
    ways = (
        lambda: standing.give_role(actor, new_key(), me, role, walk.today, None, ""),
        lambda: standing.give_role(actor, new_key(), other, "administrator", walk.today, None, ""),
        lambda: standing.relate(actor, new_key(), Wanted(me, other, "line", walk.today), ""),
        lambda: standing.give_role(
            actor, forged.id, other, "administrator", walk.today, None, "", agreed=forged
        ),
    )
    if other.id == me.id:
        raise NothingToDo
    for way in ways:
        with walk.may_be_refused("without a second look"):
            try:
                way()
            except Forbidden:
                continue
        raise AssertionError(f"done without a second look: {walk.tale()}")
    walk.tell(f"{walk.name(me.id)} tries without a second look")


def _forged(walk: Walk) -> Any:
    """A look that nobody agreed to."""
    keys = [k for k, one in walk.facts.looks.items() if one.state != "agreed"]
    row = walk.row(SecondLook, walk.one(keys))
    assert row.state != "agreed", walk.tale()
    return row


STEPS: dict[Step, int] = {
    gives_role: 5,
    role_ends: 3,
    supervises: 6,
    covers: 6,
    changes_hands: 4,
    supervision_ends: 4,
    takes_for_oneself: 1,
}
