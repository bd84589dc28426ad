"""Steps that write, share, take back and hand over, each by the product's own services, by someone
who may: what then may be seen is told to the facts."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.library import PracticeExample, PracticeProposal
from supervision.models.recordings import OutcomeRecording, PersonReference
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.models.sessions import AgreedAction, SupervisionSession
from supervision.services import library, recordings, reflections, sessions
from tests.walk.facts import Key, Meeting, Of, Share, Thing
from tests.walk.walking import NothingToDo, Step, Walk, new_key

WORDS = {"title": "By the burn", "happened": "We walked as far as the gate."}
PROPOSED = {
    "title": "Small things",
    "summary": "Someone found their way back among people.",
    "stood": "They stayed in most days.",
}


def reflects(walk: Walk) -> None:
    person = _practising(walk)
    ask = ("backing", "A word, when there is time") if walk.chance.random() < 0.7 else None
    row = reflections.write(walk.actor(person), new_key(), words=WORDS, ask=ask)
    db.session.flush()
    walk.facts.reflections[row.id] = Thing(person)
    asked = db.session.scalar(select(Ask.id).where(Ask.reflection_id == row.id))
    if asked is not None:
        walk.facts.asks[asked] = Thing(person, row.id)
    walk.tell(f"{walk.name(person)} writes a reflection")


def shares_with_supervisor(walk: Walk) -> None:
    key, person = _own(walk, walk.facts.reflections)
    relation = walk.one(walk.reader(person).supervised)
    actor = walk.actor(person)
    known = actor.supervision_by(relation)
    assert known is not None, f"{walk.name(person)} has lost a supervisor: {walk.tale()}"
    reflections.share(actor, walk.row(Reflection, key), known)
    _shared(walk, key, ("relation", relation))
    _aimed(walk, key)
    walk.tell(f"{walk.name(person)} shares with a supervisor")


def shares_with_team(walk: Walk) -> None:
    key, person = _own(walk, walk.facts.reflections)
    team = walk.one(walk.reader(person).teams)
    actor = walk.actor(person)
    (membership, *_) = [m for m in actor.memberships if m.team_id == team]
    reflections.share_with_team(actor, walk.row(Reflection, key), membership)
    _shared(walk, key, ("team", team))
    walk.tell(f"{walk.name(person)} shares with a team")


def shares_with_colleague(walk: Walk) -> None:
    key, person = _own(walk, walk.facts.reflections)
    reader = walk.reader(person)
    colleague = walk.one([one for one in walk.facts.people if reader.finds(one)])
    reflections.share_with_colleague(walk.actor(person), walk.row(Reflection, key), colleague)
    _shared(walk, key, ("colleague", colleague))
    walk.tell(f"{walk.name(person)} shares with {walk.name(colleague)}")


def takes_back(walk: Walk) -> None:
    key, person = _own(walk, walk.facts.reflections)
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
    key, person = _own(walk, walk.facts.reflections)
    actor, row = walk.actor(person), walk.row(Reflection, key)
    reflections.take_back(actor, row)
    reflections.delete(actor, row)
    for one in walk.facts.shares:
        one.back = one.back or one.reflection == key
    walk.facts.reflections[key].deleted = True
    _aimed(walk, key)
    walk.tell(f"{walk.name(person)} deletes a reflection")


def records(walk: Walk) -> None:
    person = _practising(walk)
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
    key, person = _own(walk, walk.facts.recordings, "draft")
    recordings.record(walk.actor(person), walk.row(OutcomeRecording, key))
    walk.facts.recordings[key].state = "recorded"
    walk.tell(f"{walk.name(person)} records")


def deletes_draft(walk: Walk) -> None:
    key, person = _own(walk, walk.facts.recordings, "draft")
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


def plans(walk: Walk) -> None:
    person = walk.person()
    reader = walk.reader(person)
    relation = walk.one({**reader.supervises, **reader.supervised})
    actor = walk.actor(person)
    known = actor.supervision_of(relation) or actor.supervision_by(relation)
    assert known is not None, f"{walk.name(person)} has lost a relation: {walk.tale()}"
    row = sessions.plan(actor, known, new_key(), starts_at=walk.now + timedelta(days=3))
    db.session.flush()
    both = walk.facts.relations[relation]
    walk.facts.sessions[row.id] = Meeting(
        relation, None, frozenset({both.supervisor, both.supervisee}), both.supervisee
    )
    walk.tell(f"{walk.name(person)} plans a session")


def plans_group(walk: Walk) -> None:
    person = _practising(walk)
    reader = walk.reader(person)
    others = [one for one in walk.facts.people if reader.finds(one)]
    if len(others) < 3:
        raise NothingToDo
    members = walk.chance.sample(others, 3)
    row = sessions.plan_group(
        walk.actor(person),
        new_key(),
        kind="group",
        name="The circle",
        members=members,
        allowed=others,
        starts_at=walk.now + timedelta(days=2),
    )
    db.session.flush()
    walk.facts.sessions[row.id] = Meeting(None, person, frozenset({*members, person}))
    walk.tell(f"{walk.name(person)} plans a session of a group")


def puts_on_agenda(walk: Walk) -> None:
    person, key, part = _taking_part(walk)
    row = walk.row(SupervisionSession, key)
    made = sessions.add_to_agenda(walk.actor(person), row, new_key(), "The rota", part)
    walk.facts.items[made.id] = Thing(person, key)
    walk.tell(f"{walk.name(person)} puts something on an agenda")


def takes_on(walk: Walk) -> None:
    """An action; no page of a group asks for one yet, so that one is put into its table."""
    person, key, _ = _taking_part(walk)
    row = AgreedAction(
        organisation_id=walk.organisation.id,
        session_id=key,
        relation_id=walk.facts.sessions[key].relation,
        owner_id=person,
        state="open",
        agreed_at=walk.now,
        words="Ring about the path",
    )
    db.session.add(row)
    db.session.flush()
    walk.facts.actions[row.id] = Thing(person, key)
    walk.tell(f"{walk.name(person)} takes something on")


def proposes(walk: Walk) -> None:
    person = _practising(walk)
    actor = walk.actor(person)
    row = library.begin(actor, new_key(), words=PROPOSED, themes=["small-things"])
    db.session.flush()
    walk.facts.proposals[row.id] = Thing(person, state="draft")
    if walk.chance.random() < 0.7:
        library.propose(actor, row, kept_words="")
        walk.facts.proposals[row.id].state = "proposed"
    walk.tell(f"{walk.name(person)} begins an example")


def takes_proposal_back(walk: Walk) -> None:
    key, person = _own(walk, walk.facts.proposals, "proposed")
    library.take_back(walk.actor(person), walk.row(PracticeProposal, key))
    walk.facts.proposals[key].state = "draft"
    walk.tell(f"{walk.name(person)} takes an example back")


def curates(walk: Walk) -> None:
    """A curator publishes what another proposed, or asks for changes."""
    person = walk.one([p for p in walk.facts.people if _curates(walk, p)])
    some = walk.facts.proposals.items()
    key = walk.one([k for k, one in some if one.state == "proposed" and one.author != person])
    actor, row = walk.actor(person), walk.row(PracticeProposal, key)
    if walk.chance.random() < 0.5:
        library.ask_for_changes(actor, row, "Could it be shorter?")
        walk.facts.proposals[key].state = "changes_asked"
    else:
        example = library.publish(actor, row)
        walk.facts.proposals[key].state = "published"
        walk.facts.examples[example.id] = Thing(person, state="published")
    walk.tell(f"{walk.name(person)} curates")


def withdraws(walk: Walk) -> None:
    person = walk.one([p for p in walk.facts.people if _curates(walk, p)])
    key = walk.one([k for k, one in walk.facts.examples.items() if one.state == "published"])
    library.withdraw(walk.actor(person), walk.row(PracticeExample, key), "Someone knew the street")
    walk.facts.examples[key].state = "withdrawn"
    walk.tell(f"{walk.name(person)} withdraws an example")


def _practising(walk: Walk) -> Key:
    here = [k for k, p in walk.facts.people.items() if p.holds(walk.today)]
    return walk.one([key for key in here if walk.reader(key).practises()])


def _curates(walk: Walk, person: Key) -> bool:
    reader = walk.reader(person)
    return reader.here() and "curator" in reader.roles


def _own(walk: Walk, things: dict[Key, Thing], state: str = "") -> tuple[Key, Key]:
    """Something of someone's who is here: not deleted, in that state if one is named."""
    some = [
        key
        for key, one in things.items()
        if not one.deleted
        and walk.reader(one.author).here()
        and (not state or one.state == state)
    ]
    key = walk.one(some)
    return key, things[key].author


def _taking_part(walk: Walk) -> tuple[Key, Key, str | None]:
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
    reflects: 4,
    shares_with_supervisor: 5,
    shares_with_team: 3,
    shares_with_colleague: 2,
    takes_back: 2,
    takes_all_back_and_deletes: 1,
    records: 3,
    finishes_recording: 3,
    deletes_draft: 1,
    hands_over: 5,
    reviews: 3,
    plans: 4,
    plans_group: 2,
    puts_on_agenda: 2,
    takes_on: 2,
    proposes: 2,
    takes_proposal_back: 1,
    curates: 2,
    withdraws: 1,
}
