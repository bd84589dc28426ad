"""Steps by which administrators ask for what needs two of them, and agree, decline or take back."""

from __future__ import annotations

from dataclasses import replace

from supervision.blueprints.standing import carrying
from supervision.domain.refusals import Refusal, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.administration import SecondLook
from supervision.services import second_looks, settings
from tests.walk import standing
from tests.walk.facts import Key, Look, Of
from tests.walk.walking import NothingToDo, Step, Walk, known


def asks_for_a_way_in(walk: Walk) -> None:
    """A printed link, or another address, for somebody who has signed in before."""
    actor, person = walk.administrator(), walk.person()
    row, key = known(walk, person), new_key()
    if row.password_hash is None:
        raise NothingToDo
    need = walk.one(["link", "address"])
    what = {} if need == "link" else {"address": f"other.{key.hex[:12]}@walking.example"}
    second_looks.ask(actor, need, what, "Lost", row, key)
    db.session.flush()
    standing.asked(walk, actor, key, Look(actor.person_id, need, person, {}))


def asks_for_smaller_numbers(walk: Walk) -> None:
    actor, key = walk.administrator(), new_key()
    if walk.facts.threshold != 10:
        raise NothingToDo
    what = settings.to_be_asked_for(actor, "threshold", 5, waiting=False)
    second_looks.ask(actor, "setting", what, "Too little is shown", None, key)
    db.session.flush()
    standing.asked(walk, actor, key, Look(actor.person_id, "setting", None, what))


def answers(walk: Walk) -> None:
    """Anybody tries; who may, does. What has become impossible since is refused, agreement and
    all."""
    key = _waiting(walk)
    looks = walk.facts.looks
    able = [p for p in walk.facts.people if walk.office(p).may_agree(key)]
    person = walk.one(able) if able and walk.chance.random() < 0.7 else walk.person()
    row, actor = walk.row(SecondLook, key), walk.actor(person)
    agrees = walk.chance.random() < 0.75
    with walk.may_be_refused("second look"):
        _expecting(walk, walk.office(person).may_agree(key), lambda: _answer(actor, row, agrees))
        if agrees:
            assert walk.office(looks[key].asker).changes(), f"agreed for nobody: {walk.tale()}"
    looks[key].state = "agreed" if agrees else "declined"
    if agrees:
        _happens(walk, key, looks[key])
    walk.tell(f"{walk.name(person)} answers: {looks[key].need} is {looks[key].state}")


def _answer(actor, row, agrees: bool) -> None:
    """As the page does it."""
    if not agrees:
        second_looks.decline(actor, row, "Not now")
        return
    what = second_looks.agree(actor, row, "Yes")
    carrying.carry_out(actor, row, what)
    db.session.flush()


def takes_back(walk: Walk) -> None:
    key = _waiting(walk)
    person = walk.one([walk.facts.looks[key].asker, walk.person()])
    row, actor = walk.row(SecondLook, key), walk.actor(person)
    may = walk.office(person).may_take_back(key)
    _expecting(walk, may, lambda: second_looks.take_back(actor, row))
    walk.facts.looks[key].state = "withdrawn"
    walk.tell(f"{walk.name(person)} takes back what they asked for")


def answers_again(walk: Walk) -> None:
    """What is answered stays answered."""
    key = walk.one([k for k, one in walk.facts.looks.items() if one.state != "waiting"])
    actor, row = walk.administrator(), walk.row(SecondLook, key)
    try:
        _answer(actor, row, walk.chance.random() < 0.5)
    except Refused:
        raise NothingToDo from None
    raise AssertionError(f"answered twice: {walk.tale()}")


def _waiting(walk: Walk) -> Key:
    return walk.one([k for k, one in walk.facts.looks.items() if one.state == "waiting"])


def _expecting(walk: Walk, may: bool, doing) -> None:
    """It is done by whoever may, and refused to everyone else."""
    try:
        doing()
    except Refused:
        raise
    except Refusal as refusal:
        assert not may, f"{walk.said[-1:]} {walk.tale()}"
        walk.done["forbidden, as it should be"] += 1
        raise NothingToDo from refusal
    assert may, f"somebody did it who may not: {walk.tale()}"


def _happens(walk: Walk, key: Key, look: Look) -> None:
    """What was asked for, from the day on which it was agreed to if its own has passed."""
    what = look.what
    if look.need == "role" and look.whose is not None:
        first = max(what["first"], walk.today)
        fact = Of(first, what["last"], person=look.whose, what=what["role"], row=key)
        walk.facts.roles.append(fact)
    elif look.need == "relation":
        fact_ = replace(what["fact"], first=max(what["fact"].first, walk.today))
        standing.begins(walk, key, fact_, what["ends"])
    elif look.need == "setting":
        walk.facts.threshold = what["value"]


STEPS: dict[Step, int] = {
    asks_for_a_way_in: 1,
    asks_for_smaller_numbers: 1,
    answers: 7,
    takes_back: 1,
    answers_again: 1,
}
