"""Steps that write, share, take back and hand over, each by the product's own services, by someone
who may: what then may be seen is told to the facts."""

from __future__ import annotations

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.recordings import OutcomeRecording, PersonReference
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.services import recordings, reflections
from tests.walk.choosing import own, practising
from tests.walk.facts import Key, Of, Share, Thing
from tests.walk.walking import Step, Walk, new_key

WORDS = {"title": "By the burn", "happened": "We walked as far as the gate."}


def reflects(walk: Walk) -> None:
    person = practising(walk)
    ask = ("backing", "A word, when there is time") if walk.chance.random() < 0.7 else None
    row = reflections.write(walk.actor(person), new_key(), words=WORDS, ask=ask)
    db.session.flush()
    walk.facts.reflections[row.id] = Thing(person)
    asked = db.session.scalar(select(Ask.id).where(Ask.reflection_id == row.id))
    if asked is not None:
        walk.facts.asks[asked] = Thing(person, row.id)
    walk.tell(f"{walk.name(person)} writes a reflection")


def shares_with_supervisor(walk: Walk) -> None:
    key, person = own(walk, walk.facts.reflections)
    relation = walk.one(walk.reader(person).supervised)
    actor = walk.actor(person)
    known = actor.supervision_by(relation)
    assert known is not None, f"{walk.name(person)} has lost a supervisor: {walk.tale()}"
    reflections.share(actor, walk.row(Reflection, key), known)
    _shared(walk, key, ("relation", relation))
    _aimed(walk, key)
    walk.tell(f"{walk.name(person)} shares with a supervisor")


def shares_with_team(walk: Walk) -> None:
    key, person = own(walk, walk.facts.reflections)
    team = walk.one(walk.reader(person).teams)
    actor = walk.actor(person)
    (membership, *_) = [m for m in actor.memberships if m.team_id == team]
    reflections.share_with_team(actor, walk.row(Reflection, key), membership)
    _shared(walk, key, ("team", team))
    walk.tell(f"{walk.name(person)} shares with a team")


def shares_with_colleague(walk: Walk) -> None:
    key, person = own(walk, walk.facts.reflections)
    reader = walk.reader(person)
    colleague = walk.one([one for one in walk.facts.people if reader.finds(one)])
    reflections.share_with_colleague(walk.actor(person), walk.row(Reflection, key), colleague)
    _shared(walk, key, ("colleague", colleague))
    walk.tell(f"{walk.name(person)} shares with {walk.name(colleague)}")


def takes_back(walk: Walk) -> None:
    key, person = own(walk, walk.facts.reflections)
    live = [s for s in walk.facts.shares if s.reflection == key and not s.back]
    one = walk.one(live)
    kind, whom = one.with_whom
    column = {
        "relation": ReflectionShare.relation_id,
        "team": ReflectionShare.team_id,
        "colleague": ReflectionShare.person_id,
    }[kind]
    found = select(ReflectionShare.id).where(
        ReflectionShare.reflection_id == key,
        column == whom,
        ReflectionShare.taken_back_at.is_(None),
    )
    reflections.take_back_one(
        walk.actor(person), walk.row(Reflection, key), db.session.scalars(found).one()
    )
    one.back = True
    _aimed(walk, key)
    walk.tell(f"{walk.name(person)} takes back from a {kind}")


def takes_all_back_and_deletes(walk: Walk) -> None:
    key, person = own(walk, walk.facts.reflections)
    actor, row = walk.actor(person), walk.row(Reflection, key)
    reflections.take_back(actor, row)
    reflections.delete(actor, row)
    for one in walk.facts.shares:
        one.back = one.back or one.reflection == key
    walk.facts.reflections[key].deleted = True
    _aimed(walk, key)
    walk.tell(f"{walk.name(person)} deletes a reflection")


def records(walk: Walk) -> None:
    person = practising(walk)
    held = walk.reader(person).held
    reference = walk.one(held) if held and walk.chance.random() < 0.6 else None
    row = recordings.write(
        walk.actor(person),
        new_key(),
        words={"what_matters": "To be back in the choir"},
        reference=walk.row(PersonReference, reference) if reference else None,
    )
    db.session.flush()
    about = row.person_reference_id
    if reference is None:
        walk.facts.references.add(about)
        walk.facts.holders.append(Of(walk.today, person=person, what=about))
    walk.facts.recordings[row.id] = Thing(person, about, "draft")
    walk.tell(f"{walk.name(person)} begins a recording")


def finishes_recording(walk: Walk) -> None:
    key, person = own(walk, walk.facts.recordings, "draft")
    recordings.record(walk.actor(person), walk.row(OutcomeRecording, key))
    walk.facts.recordings[key].state = "recorded"
    walk.tell(f"{walk.name(person)} records")


def deletes_draft(walk: Walk) -> None:
    key, person = own(walk, walk.facts.recordings, "draft")
    recordings.delete(walk.actor(person), walk.row(OutcomeRecording, key))
    walk.facts.recordings[key].deleted = True
    walk.tell(f"{walk.name(person)} deletes a draft")


def hands_over(walk: Walk) -> None:
    """To a colleague from today; whoever hands over has today as their last, or goes on too."""
    person = walk.person()
    reader = walk.reader(person)
    reference = walk.one(reader.held)
    colleague = walk.one([one for one in walk.facts.people if reader.finds(one)])
    keep = walk.chance.random() < 0.3
    recordings.hand_over(
        walk.actor(person),
        walk.row(PersonReference, reference),
        colleague,
        keep=keep,
        holds=True,
        works_here=True,
    )
    theirs = _holding(walk, reference, colleague)
    if not theirs:
        walk.facts.holders.append(Of(walk.today, person=colleague, what=reference))
    elif all(one.last is not None for one in theirs):
        theirs[-1].last = None
    for one in [] if keep else _holding(walk, reference, person):
        one.last = walk.today
    walk.tell(f"{walk.name(person)} hands over to {walk.name(colleague)}, keeps: {keep}")


def reviews(walk: Walk) -> None:
    person = walk.person()
    reader = walk.reader(person)
    some = {
        key: one
        for key, one in walk.facts.recordings.items()
        if one.state == "recorded" and (one.author == person or one.about in reader.held)
    }
    key = walk.one(some)
    actor = walk.actor(person)
    made = recordings.review(
        actor,
        walk.row(OutcomeRecording, key),
        new_key(),
        direction="closer",
        reviewed_on=actor.today,
        said="It went well",
        holds=some[key].about in reader.held,
    )
    db.session.flush()
    walk.facts.reviews[made.id] = Thing(person, some[key].about)
    walk.tell(f"{walk.name(person)} reviews")


def _holding(walk: Walk, reference: Key, person: Key) -> list[Of]:
    return [
        one
        for one in walk.facts.holders
        if one.what == reference and one.person == person and one.holds(walk.today)
    ]


def _shared(walk: Walk, key: Key, with_whom: tuple[str, Key]) -> None:
    live = [s.with_whom for s in walk.facts.shares if s.reflection == key and not s.back]
    if with_whom not in live:
        walk.facts.shares.append(Share(key, with_whom))


def _aimed(walk: Walk, key: Key) -> None:
    """An ask stands only with its share: it is put to a supervisor whom the reflection is shared
    with now, the one it was put to if that is still so, or to nobody."""
    for ask, one in walk.facts.asks.items():
        if one.about != key:
            continue
        alive = walk.reader(one.author).supervised
        shared = [
            whom
            for kind, whom in (
                s.with_whom for s in walk.facts.shares if s.reflection == key and not s.back
            )
            if kind == "relation" and whom in alive
        ]
        if walk.facts.put_to.get(ask) not in shared:
            walk.facts.put_to[ask] = shared[0] if shared else None


STEPS: dict[Step, int] = {
    reflects: 6,
    shares_with_supervisor: 8,
    shares_with_team: 8,
    shares_with_colleague: 4,
    takes_back: 4,
    takes_all_back_and_deletes: 1,
    records: 4,
    finishes_recording: 3,
    deletes_draft: 1,
    hands_over: 6,
    reviews: 2,
}
