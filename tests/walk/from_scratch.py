"""What each person may see, worked out from plain facts, as the page of rules says it: "access
follows dated relations, never a copied flag and never a bare role". A second reading of the rules,
written from their words and from nothing that the product does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.walk.facts import Facts, Key, Supervises

Seen = set[tuple[str, Key]]


class Reader:
    """One person on one day, and what they may see."""

    def __init__(self, facts: Facts, person: Key, day: date) -> None:
        self.facts, self.person, self.day = facts, person, day
        self.roles = {r.what for r in facts.roles if r.person == person and r.holds(day)}
        self.teams = {m.what for m in facts.memberships if m.person == person and m.holds(day)}
        self.held = {h.what for h in facts.holders if h.person == person and h.holds(day)}
        alive = {key: one for key, one in facts.relations.items() if self.is_alive(one)}
        self.supervises = {k: r for k, r in alive.items() if r.supervisor == person}
        self.supervised = {k: r for k, r in alive.items() if r.supervisee == person}
        self.supervisees = {r.supervisee for r in self.supervises.values()}
        # "The supervisor's own line supervisor, one step."
        below = {r.supervisee for r in self.supervises.values() if r.function == "line"}
        self.above = {key for key, one in alive.items() if one.supervisor in below}

    def is_alive(self, one: Supervises) -> bool:
        """On its days, while both work here; a cover, while what it stands in for is alive."""
        both = (self.facts.people[key] for key in (one.supervisor, one.supervisee))
        if not one.holds(self.day) or not all(person.holds(self.day) for person in both):
            return False
        return one.covers is None or self.is_alive(self.facts.relations[one.covers])

    def here(self) -> bool:
        return self.facts.people[self.person].holds(self.day)

    def practises(self) -> bool:
        part = self.roles & {"practitioner", "curator", "leader"}
        return bool(part or self.supervises or self.supervised)

    def sees(self) -> Seen:
        """Everything that this person may see today, by kind and key. Who has left sees nothing."""
        return set(self._all()) if self.here() else set()

    def _all(self) -> Iterator[tuple[str, Key]]:
        facts = self.facts
        yield from (("reflection", k) for k in facts.reflections if self.reads_reflection(k))
        yield from (("ask", k) for k in facts.asks if self.reads_ask(k))
        yield from (("ask put to me", k) for k in facts.asks if self.is_asked(k))
        yield from (("recording", k) for k in facts.recordings if self.reads_recording(k))
        yield from (("review", k) for k in facts.reviews if self.reads_review(k))
        yield from (("reference held", k) for k in facts.references if k in self.held)
        yield from (("reference", k) for k in facts.references if self.knows(k))
        yield from (("session", k) for k in facts.sessions if self.reads_session(k))
        yield from (("outline", k) for k in facts.sessions if self.reads_outline(k))
        yield from (("agenda item", k) for k in facts.items if self.reads_own_part(k, "items"))
        yield from (("action", k) for k in facts.actions if self.reads_own_part(k, "actions"))
        yield from (("passed over", k) for k in facts.actions if self.takes_over(k))
        yield from (("proposal", k) for k in facts.proposals if self.reads_proposal(k))
        yield from (("example", k) for k in facts.examples if self.reads_example(k))
        yield from (("withdrawn", k) for k in facts.examples if self.reads_withdrawn(k))
        yield from (("colleague", k) for k in facts.people if self.finds(k))

    def reads_reflection(self, key: Key) -> bool:
        """Its author; while they supervise, the supervisor of the relation it was shared in; who is
        in a team it was shared with; a colleague by name."""
        one = self.facts.reflections[key]
        if one.deleted:
            return False
        return one.author == self.person or any(
            (kind == "relation" and whom in self.supervises)
            or (kind == "team" and whom in self.teams)
            or (kind == "colleague" and whom == self.person)
            for kind, whom in self._shared(key)
        )

    def _shared(self, reflection: Key) -> Iterator[tuple[str, Key]]:
        for share in self.facts.shares:
            if share.reflection == reflection and not share.back:
                yield share.with_whom

    def reads_ask(self, key: Key) -> bool:
        one = self.facts.asks[key]
        gone = one.about is not None and self.facts.reflections[one.about].deleted
        return (one.author == self.person and not gone) or self.is_asked(key)

    def is_asked(self, key: Key) -> bool:
        """It was put to this person, who still supervises whoever asks, and not taken back."""
        one, put = self.facts.asks[key], self.facts.put_to.get(key)
        if put is None or put not in self.supervises or one.about is None:
            return False
        shared = ("relation", put) in self._shared(one.about)
        return shared and not self.facts.reflections[one.about].deleted

    def reads_recording(self, key: Key) -> bool:
        """Its author; once recorded, the author's supervisors and who holds the reference."""
        one = self.facts.recordings[key]
        if one.deleted:
            return False
        others = one.author in self.supervisees or one.about in self.held
        return one.author == self.person or (one.state == "recorded" and others)

    def reads_review(self, key: Key) -> bool:
        """Each obeys its own author's audience."""
        one = self.facts.reviews[key]
        return one.author == self.person or one.author in self.supervisees or one.about in self.held

    def knows(self, reference: Key) -> bool:
        """Who holds it, and who reads a recording about it."""
        return reference in self.held or any(
            one.about == reference and self.reads_recording(key)
            for key, one in self.facts.recordings.items()
        )

    def reads_session(self, key: Key) -> bool:
        """The supervisee, always; the supervisor while the relation lasts; of a group, who takes
        part."""
        one = self.facts.sessions[key]
        if one.relation is None:
            return self.person in one.people
        return self.person == one.supervisee or one.relation in self.supervises

    def reads_outline(self, key: Key) -> bool:
        """The manager above: dates, kind, held or not, signed or not."""
        return self.facts.sessions[key].relation in self.above

    def reads_own_part(self, key: Key, which: str) -> bool:
        """Of a session that they read: all of it, but of a group what is theirs, unless they
        convene it."""
        one = getattr(self.facts, which)[key]
        meeting = self.facts.sessions[one.about]
        if not self.reads_session(one.about):
            return False
        of_two = meeting.relation is not None
        return of_two or self.person in {one.author, meeting.convener}

    def takes_over(self, action: Key) -> bool:
        """ "Open actions always pass over": those of a record that both could read, to whoever
        supervises the same person in the same function when that supervision is over, and to that
        person; and while somebody covers, to them."""
        session = self.facts.actions[action].about
        meeting = self.facts.sessions[session] if session is not None else None
        if meeting is None or meeting.relation is None or session not in self.facts.records:
            return False
        then = self.facts.relations[meeting.relation]
        return any(
            one.supervisee == then.supervisee
            and one.function == then.function
            and (self.is_over(then) or one.covers == meeting.relation)
            for one in (*self.supervises.values(), *self.supervised.values())
        )

    def is_over(self, one: Supervises) -> bool:
        both = (self.facts.people[key] for key in (one.supervisor, one.supervisee))
        past = one.last is not None and one.last < self.day
        return past or any(person.gone(self.day) for person in both)

    def reads_proposal(self, key: Key) -> bool:
        one = self.facts.proposals[key]
        waits = one.state == "proposed" and "curator" in self.roles
        return not one.deleted and (one.author == self.person or waits)

    def reads_library(self) -> bool:
        """Everyone but an account with administration only."""
        return self.practises() or bool(self.roles - {"administrator"})

    def reads_example(self, key: Key) -> bool:
        return self.facts.examples[key].state == "published" and self.reads_library()

    def reads_withdrawn(self, key: Key) -> bool:
        return self.facts.examples[key].state == "withdrawn" and "curator" in self.roles

    def finds(self, other: Key) -> bool:
        """Who takes part in practice finds the others who do, while they work here."""
        roles = {r.what for r in self.facts.roles if r.person == other and r.holds(self.day)}
        return (
            self.practises()
            and other != self.person
            and self.facts.people[other].holds(self.day)
            and bool(roles & {"practitioner", "curator", "leader"})
        )


def supervision(facts: Facts, person: Key, day: date) -> dict[Key, Supervises]:
    """The relations in which someone is supervised on a day."""
    return Reader(facts, person, day).supervised
