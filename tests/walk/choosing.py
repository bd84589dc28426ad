"""Whom and what a step is about, by chance: of those who may."""

from __future__ import annotations

from tests.walk.facts import Key, Thing
from tests.walk.walking import Walk


def practising(walk: Walk) -> Key:
    here = [k for k, p in walk.facts.people.items() if p.holds(walk.today)]
    return walk.one([key for key in here if walk.reader(key).practises()])


def is_curator(walk: Walk, person: Key) -> bool:
    reader = walk.reader(person)
    return reader.here() and "curator" in reader.roles


def own(walk: Walk, things: dict[Key, Thing], state: str = "") -> tuple[Key, Key]:
    """Something of someone's who is here: not deleted, in that state if one is named."""
    some = [
        key
        for key, one in things.items()
        if not one.deleted and walk.reader(one.author).here() and (not state or one.state == state)
    ]
    key = walk.one(some)
    return key, things[key].author


def taking_part(walk: Walk) -> tuple[Key, Key, str | None]:
    """Someone in a session that is alive, and their part in it where it is a group's."""
    person = walk.person()
    reader = walk.reader(person)
    alive = {*reader.supervises, *reader.supervised}
    key = walk.one(
        [
            key
            for key, one in walk.facts.sessions.items()
            if one.relation in alive or (one.relation is None and person in one.people)
        ]
    )
    meeting = walk.facts.sessions[key]
    part = "supervisor" if meeting.convener == person else "member"
    return person, key, None if meeting.relation else part
