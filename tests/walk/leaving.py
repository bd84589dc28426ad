"""Steps by which people come, leave, stay after all, are shut out, come back, or are away."""

from __future__ import annotations

from datetime import date, timedelta

from supervision.domain.refusals import Forbidden
from supervision.keys import new_key
from supervision.models.people import Person
from supervision.services import directory, leaving, standing
from tests.walk.facts import Here, Key, Of
from tests.walk.walking import NothingToDo, Step, Walk, days, known

MOST = 15  # people; what they see is worked out for every one of them after every step


def leaves(walk: Walk) -> None:
    """A last day, today or ahead; one that was noted before is moved."""
    actor, person = walk.administrator(), walk.person()
    _enough(walk)
    last = walk.today + days(walk.chance.choice([0, 0, 1, 2, 5]))
    with walk.may_be_refused("leaving"):
        leaving.set_last_day(actor, known(walk, person), last)
    walk.facts.people[person].last = last
    for key, one in walk.facts.relations.items():
        if person in (one.supervisor, one.supervisee):
            _shorten(walk, key, last)
    for one in walk.facts.rights_of(person):
        if one.last is not None:  # what had an end of its own does not come back with them
            one.cut(last)
    walk.tell(f"{walk.name(person)} leaves, {last} is the last day")


def _shorten(walk: Walk, key: Key, last: date) -> None:
    for one in walk.facts.relations.values():
        if one.covers == key:
            one.cut(last)


def stays(walk: Walk) -> None:
    """After all: what was to end with them goes on."""
    actor = walk.administrator()
    going = [
        key
        for key, one in walk.facts.people.items()
        if one.last is not None and not one.gone(walk.today)
    ]
    person = walk.one(going)
    leaving.stay_on(actor, known(walk, person))
    walk.facts.people[person].last = None
    walk.tell(f"{walk.name(person)} stays")


def is_shut_out(walk: Walk) -> None:
    """At once: the same second shows them nothing, and nobody supervises or is supervised by
    them."""
    actor = walk.administrator()
    _enough(walk)
    person = walk.one([key for key, one in walk.facts.people.items() if not one.shut_out])
    own = person == actor.person_id
    before = walk.facts.people[person].gone(walk.today)
    if before:
        raise NothingToDo
    try:
        with walk.may_be_refused("shutting out"):
            leaving.shut_out(actor, known(walk, person))
        assert not own, walk.tale()
    except Forbidden:
        assert own, walk.tale()
        raise NothingToDo from None
    for key, one in walk.facts.relations.items():
        if person in (one.supervisor, one.supervisee):
            _shorten(walk, key, walk.today - days(1))
    here = walk.facts.people[person]
    here.last, here.shut_out = walk.today, True
    walk.tell(f"{walk.name(person)} is shut out")


def comes_back(walk: Walk) -> None:
    """With the same account and what they wrote, and nothing else from before: no membership, role
    or supervision, nobody whom they worked with, no text that was shared with them by name."""
    actor = walk.administrator()
    person = walk.one([k for k, one in walk.facts.people.items() if one.gone(walk.today)])
    row, here = known(walk, person), walk.facts.people[person]
    first = walk.today + days(walk.chance.choice([0, 0, 1]))
    leaving.rehire(actor, row, first)
    over = first - days(1)
    for key, one in walk.facts.relations.items():
        if person in (one.supervisor, one.supervisee):
            walk.facts.end_relation(key, over)
    held = [one for one in walk.facts.holders if one.person == person]
    for one in [*walk.facts.rights_of(person), *held]:
        one.cut(min(over, here.last or over))
    for share in walk.facts.shares:
        share.back = share.back or share.with_whom == ("colleague", person)
    here.first, here.last, here.shut_out = first, None, False
    gives_a_role(walk, person, "practitioner")
    walk.tell(f"{walk.name(person)} is back from {first}")


def someone_new(walk: Walk) -> None:
    """With a first day, and a role from then on."""
    actor = walk.administrator()
    if len(walk.facts.people) >= MOST:
        raise NothingToDo
    first = walk.today + days(walk.chance.choice([0, 0, 1, 3]))
    name = f"New {len(walk.facts.people)}"
    address = f"new.{len(walk.facts.people)}.{walk.seed}@walking.example"
    details = directory.Details(f"{name} of Walking", name, address, first)
    row = directory.add(actor, new_key(), details)
    row.welcomed_at = walk.now
    walk.facts.people[row.id] = Here(first, name=name)
    gives_a_role(walk, row.id, "practitioner")
    walk.tell(f"{name} begins on {first}")


def gives_a_role(walk: Walk, person: Key, role: str) -> None:
    """From their first day on; who gives it is somebody else."""
    first = max(walk.today, walk.facts.people[person].first)
    key, row = new_key(), known(walk, person)
    standing.give_role(walk.administrator(), key, row, role, first, None, "To begin with")
    walk.facts.roles.append(Of(first, person=person, what=role, row=key))


def is_away(walk: Walk) -> None:
    """A long leave changes nobody's rights: cover is given, or nobody supervises."""
    actor, person = walk.administrator(), walk.stays()
    first = walk.today + days(walk.chance.choice([0, 1]))
    last = walk.one([None, first + timedelta(days=6)])
    with walk.may_be_refused("leave"):
        directory.be_away(actor, walk.row(Person, person), first, last)
    walk.tell(f"{walk.name(person)} is away from {first}")


def is_back(walk: Walk) -> None:
    actor, person = walk.administrator(), walk.person()
    directory.be_back(actor, known(walk, person))
    walk.tell(f"{walk.name(person)} is back from leave, if there was one")


def is_called_otherwise(walk: Walk) -> None:
    """Another name opens nothing."""
    actor, person = walk.administrator(), walk.person()
    name = f"{walk.name(person)} {walk.chance.choice('ABCDE')}"[:20]
    row = known(walk, person)
    with walk.may_be_refused("name"):
        directory.correct(actor, row, f"{name} of Walking", row.known_as, 2100)
    walk.tell(f"{walk.name(person)} has another full name")


def _enough(walk: Walk) -> None:
    if sum(one.holds(walk.today) for one in walk.facts.people.values()) < 8:
        raise NothingToDo


STEPS: dict[Step, int] = {
    leaves: 3,
    stays: 2,
    is_shut_out: 1,
    comes_back: 4,
    someone_new: 1,
    is_away: 1,
    is_back: 1,
    is_called_otherwise: 1,
}
