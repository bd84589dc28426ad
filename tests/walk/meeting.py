"""Steps that meet and that pass examples on, each by the product's own services."""

from __future__ import annotations

from datetime import timedelta

from supervision.extensions import db
from supervision.models.library import PracticeExample, PracticeProposal
from supervision.models.sessions import AgreedAction, SupervisionSession
from supervision.services import library, sessions
from tests.walk.choosing import is_curator, own, practising, taking_part
from tests.walk.facts import Meeting, Thing
from tests.walk.walking import NothingToDo, Step, Walk, new_key

PROPOSED = {
    "title": "Small things",
    "summary": "Someone found their way back among people.",
    "stood": "They stayed in most days.",
}


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
    person = practising(walk)
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
    person, key, part = taking_part(walk)
    row = walk.row(SupervisionSession, key)
    made = sessions.add_to_agenda(walk.actor(person), row, new_key(), "The rota", part)
    walk.facts.items[made.id] = Thing(person, key)
    walk.tell(f"{walk.name(person)} puts something on an agenda")


def takes_on(walk: Walk) -> None:
    """An action, put into its table: whoever takes it on sees it, in a group the convener too."""
    person, key, _ = taking_part(walk)
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


def shows_record(walk: Walk) -> None:
    """The record of a session of two can be read by both: its state, put into its table."""
    of_two = [key for key, one in walk.facts.sessions.items() if one.relation is not None]
    key = walk.one([one for one in of_two if one not in walk.facts.records])
    walk.row(SupervisionSession, key).state = "shared"
    db.session.flush()
    walk.facts.records.add(key)
    walk.tell("a record is shown")


def proposes(walk: Walk) -> None:
    person = practising(walk)
    actor = walk.actor(person)
    row = library.begin(actor, new_key(), words=PROPOSED, themes=["small-things"])
    db.session.flush()
    walk.facts.proposals[row.id] = Thing(person, state="draft")
    if walk.chance.random() < 0.7:
        library.propose(actor, row, kept_words="")
        walk.facts.proposals[row.id].state = "proposed"
    walk.tell(f"{walk.name(person)} begins an example")


def takes_proposal_back(walk: Walk) -> None:
    key, person = own(walk, walk.facts.proposals, "proposed")
    library.take_back(walk.actor(person), walk.row(PracticeProposal, key))
    walk.facts.proposals[key].state = "draft"
    walk.tell(f"{walk.name(person)} takes an example back")


def curates(walk: Walk) -> None:
    """A curator publishes what another proposed, or asks for changes."""
    person = walk.one([p for p in walk.facts.people if is_curator(walk, p)])
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
    person = walk.one([p for p in walk.facts.people if is_curator(walk, p)])
    key = walk.one([k for k, one in walk.facts.examples.items() if one.state == "published"])
    library.withdraw(walk.actor(person), walk.row(PracticeExample, key), "Someone knew the street")
    walk.facts.examples[key].state = "withdrawn"
    walk.tell(f"{walk.name(person)} withdraws an example")


STEPS: dict[Step, int] = {
    plans: 4,
    plans_group: 2,
    puts_on_agenda: 2,
    takes_on: 3,
    shows_record: 2,
    proposes: 2,
    takes_proposal_back: 1,
    curates: 2,
    withdraws: 1,
}
