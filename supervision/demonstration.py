"""Loads the invented organisations, once, into a database that holds no real people.

Everything is done through the services that real people use, by an Actor of the day on which it
would have happened, in the order of time: so the demonstration cannot hold what the rules forbid.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from supervision import content
from supervision.access.actor import Actor
from supervision.domain.dates import to_utc
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.asks import Ask
from supervision.models.people import Organisation, Person
from supervision.models.recordings import FrameworkOutcome, PersonReference, PersonReferenceHolder
from supervision.passwords import Passwords
from supervision.queries import people as people_queries
from supervision.queries import sessions as session_queries
from supervision.services import asks, library, people, recordings, reflections, sessions

PASSWORD = "demonstration"
MIDDAY = time(12, 0)


class RealPeople(Exception):
    """The database holds an organisation that is not invented; nothing was touched."""


def load_once(passwords: Passwords, now: datetime) -> bool:
    """Load the invented organisations; False when they are there already.

    Raises:
        RealPeople: when the database holds any other organisation.
    """
    kinds = set(db.session.scalars(select(Organisation.demonstration)))
    if False in kinds:
        raise RealPeople
    if kinds:
        return False
    password_hash = passwords.hash(PASSWORD)
    for data in content.demonstration():
        _Story(data, now, password_hash).tell()
    db.session.commit()
    return True


@dataclass
class _Story:
    """One invented organisation on its way into the database."""

    data: Mapping[str, Any]
    now: datetime
    password_hash: str
    events: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    relations: dict[tuple[str, str], Any] = field(default_factory=dict)
    made: dict[tuple[str, str], Any] = field(default_factory=dict)

    def tell(self) -> None:
        self.zone = ZoneInfo(self.data["organisation"]["time_zone"])
        self.today = self.now.astimezone(self.zone).date()
        self._set_up()
        for kind in ("recordings", "reflections", "sessions", "examples"):
            for one in self.data.get(kind, ()):
                getattr(self, f"_{kind}")(one)
        for _, _, happen in sorted(self.events, key=lambda event: event[:2]):
            happen()

    # When and who

    def _moment(self, days_ago: int, at: str | None = None) -> datetime:
        clock = time.fromisoformat(at) if at else MIDDAY
        return to_utc(self.today - timedelta(days=days_ago), clock, self.zone)

    def _weekday(self, days_ago: int) -> int:
        """A day to come, moved to the Monday when it would fall on a weekend."""
        over = (self.today - timedelta(days=days_ago)).weekday() - 4
        return days_ago - (3 - over if days_ago < 0 and over > 0 else 0)

    def _at(self, moment: datetime, happen: Callable[[], None]) -> None:
        if moment <= self.now:
            self.events.append((moment, len(self.events), happen))

    def _actor(self, key: str, moment: datetime) -> Actor:
        return required(people_queries.actor(self.people[key].id, moment))

    # Organisation, teams, people

    def _set_up(self) -> None:
        facts = self.data["organisation"]
        began = self._moment(max(p["since_days_ago"] for p in self.data["people"]) + 1)
        organisation = people.set_up_organisation(
            facts["name"], facts["nation"], facts["time_zone"], began, demonstration=True
        )
        actor = Actor(
            person_id=uuid.UUID(int=0),
            organisation_id=organisation.id,
            known_as="Setting up",
            organisation=organisation.name,
            now=began,
            today=began.date(),
            zone=UTC,
            roles=frozenset({"administrator"}),
        )
        services = {
            s["key"]: people.add_care_service(actor, s["name"]) for s in self.data["services"]
        }
        teams = {
            t["key"]: people.add_team(actor, services[t["service"]], t["name"])
            for t in self.data["teams"]
        }
        for one in self.data["people"]:
            since = self.today - timedelta(days=one["since_days_ago"])
            person = people.add_person(
                actor, one["full_name"], one["known_as"], one["email"], self.password_hash, since
            )
            self.people[one["key"]] = person
            for role in one["roles"]:
                people.grant_role(actor, person, role, since)
            for team in one["teams"]:
                people.join_team(actor, person, teams[team], since)
        for one in self.data["relations"]:
            until = one.get("until_days_ago")
            relation = people.relate(
                actor,
                self.people[one["supervisor"]],
                self.people[one["supervisee"]],
                one["function"],
                self.today - timedelta(days=one["from_days_ago"]),
                None if until is None else self.today - timedelta(days=until),
            )
            self.relations[one["supervisor"], one["supervisee"]] = relation
        self._references(organisation, began)
        self.outcomes = {
            row.code: row.id
            for row in db.session.execute(select(FrameworkOutcome.code, FrameworkOutcome.id))
        }

    def _references(self, organisation: Organisation, began: datetime) -> None:
        """References as they are written in the texts, so not by chance as real ones are."""
        for one in self.data["references"]:
            reference = PersonReference(
                organisation_id=organisation.id, code=one["code"], made_at=began
            )
            db.session.add(reference)
            db.session.flush()
            self.made["reference", one["code"]] = reference
            for key in one["holders"]:
                person = self.people[key]
                db.session.add(
                    PersonReferenceHolder(
                        organisation_id=organisation.id,
                        person_reference_id=reference.id,
                        person_id=person.id,
                        from_date=person.joined_on,
                    )
                )
        db.session.flush()

    # What they wrote

    def _recordings(self, one: Mapping[str, Any]) -> None:
        moment = self._moment(one["days_ago"], one["at"])

        def write() -> None:
            actor = self._actor(one["author"], moment)
            recording = recordings.write(
                actor,
                new_key(),
                words={"what_matters": one["what_matters"], "brings": one.get("brings", "")},
                outcomes=self._chosen(one["outcomes"]),
                reference=self.made["reference", one["person"]],
            )
            self.made["recording", one["key"]] = recording
            if one["state"] == "recorded":
                recordings.record(actor, recording)

        self._at(moment, write)
        for review in one.get("reviews", ()):
            self._review(one["key"], review)

    def _review(self, key: str, one: Mapping[str, Any]) -> None:
        moment = self._moment(one["days_ago"], one["at"])

        def write() -> None:
            actor = self._actor(one["author"], moment)
            recordings.review(
                actor,
                self.made["recording", key],
                new_key(),
                direction=one["direction"],
                reviewed_on=actor.today,
                said=one["said"],
                helped="\n".join(one["helped"]),
                hindered="\n".join(one["hindered"]),
                holds=True,
            )

        self._at(moment, write)

    def _chosen(self, codes: list[str]) -> list[uuid.UUID]:
        return [self.outcomes[code] for code in codes]

    def _reflections(self, one: Mapping[str, Any]) -> None:
        moment = self._moment(one["days_ago"], one["at"])
        ask = one.get("ask")

        def write() -> None:
            self.made["reflection", one["key"]] = reflections.write(
                self._actor(one["author"], moment),
                new_key(),
                words={name: one[name] for name in ("title", "happened", "mattered", "next")},
                ask=(ask["kind"], ask.get("words", "")) if ask else None,
                about=self.made["recording", one["recording"]] if "recording" in one else None,
            )

        self._at(moment, write)
        if "shared_with" in one:
            self._share(one)
        for answer in one.get("answers", ()):
            self._answer(one["key"], answer)

    def _share(self, one: Mapping[str, Any]) -> None:
        shared = self._moment(one["shared_days_ago"], one["shared_at"])
        relation = self.relations[one["shared_with"], one["author"]]

        def share() -> None:
            actor = self._actor(one["author"], shared)
            reflections.share(
                actor,
                self.made["reflection", one["key"]],
                required(actor.supervision_by(relation.id)),
            )

        self._at(shared, share)
        if "taken_back_days_ago" in one:
            back = self._moment(one["taken_back_days_ago"], "17:00")
            self._at(
                back,
                lambda: reflections.take_back(
                    self._actor(one["author"], back), self.made["reflection", one["key"]]
                ),
            )

    def _answer(self, key: str, one: Mapping[str, Any]) -> None:
        moment = self._moment(one["days_ago"], one["at"])

        def answer() -> None:
            actor = self._actor(one["by"], moment)
            reflection = self.made["reflection", key]
            ask = required(db.session.scalar(select(Ask).where(Ask.reflection_id == reflection.id)))
            if one["kind"] == "read":
                asks.acknowledge(actor, ask)
            elif one["kind"] == "reply":
                asks.reply(actor, ask, one["words"])
            else:
                planned = required(session_queries.next_of(actor, ask.relation_id))
                sessions.bring_ask(actor, planned, ask)
                asks.bring(actor, ask)

        self._at(moment, answer)

    # Sessions, from the plan to the signatures

    def _sessions(self, one: Mapping[str, Any]) -> None:
        starts = self._moment(self._weekday(one["days_ago"]), one["at"])
        relation = self.relations[one["supervisor"], one["supervisee"]]
        begins = self._moment((self.today - relation.from_date).days, "09:00")
        planned = max(begins, min(starts, self.now) - timedelta(days=20))

        def plan() -> None:
            actor = self._actor(one["supervisor"], planned)
            self.made["session", one["key"]] = sessions.plan(
                actor,
                required(actor.supervision_of(relation.id)),
                new_key(),
                starts_at=starts,
                minutes=one["minutes"],
                place=one["place"],
            )

        self._at(planned, plan)
        self._agenda(one, starts, planned)
        if one["state"] != "planned":
            self._held(one, starts)

    def _agenda(self, one: Mapping[str, Any], starts: datetime, planned: datetime) -> None:
        for place, item in enumerate(one["agenda"]):
            added = min(starts, self.now) - timedelta(hours=20) + timedelta(minutes=7 * place)
            moment = max(added, planned + timedelta(minutes=place + 1))

            def add(item: Mapping[str, Any] = item, moment: datetime = moment) -> None:
                actor = self._actor(item["by"], moment)
                supervision_session = self.made["session", one["key"]]
                sessions.add_to_agenda(actor, supervision_session, new_key(), item["words"])
                if "reflection" in item:
                    sessions.link_reflection(
                        actor, supervision_session, self.made["reflection", item["reflection"]]
                    )

            self._at(moment, add)

    def _held(self, one: Mapping[str, Any], starts: datetime) -> None:
        written = starts + timedelta(minutes=one["minutes"])

        def write() -> None:
            actor = self._actor(one["supervisor"], written)
            supervision_session = self.made["session", one["key"]]
            for key in one["reflections"]:
                sessions.link_reflection(actor, supervision_session, self.made["reflection", key])
            for key in one["recordings"]:
                sessions.link_recording(actor, supervision_session, self.made["recording", key])
            for look in one["looks"]:
                sessions.look(
                    actor,
                    supervision_session,
                    self.made["action", look["action"]],
                    look["result"],
                )
            read = session_queries.parts(actor, supervision_session).sections
            sessions.save_sections(
                actor,
                supervision_session,
                dict(one["sections"]),
                {section.name: section.version for section in read},
            )
            for action in one["actions"]:
                self.made["action", action["key"]] = sessions.agree_action(
                    actor,
                    supervision_session,
                    new_key(),
                    words=action["words"],
                    owner_id=self.people[action["owner"]].id,
                    due_on=self.today - timedelta(days=action["due_days_ago"]),
                )
            if one["state"] != "writing":
                sessions.share(actor, supervision_session)

        self._at(written, write)
        for signature in one["signatures"]:
            moment = self._moment(signature["days_ago"], signature["at"])

            def sign(by: str = signature["by"], moment: datetime = moment) -> None:
                supervision_session = self.made["session", one["key"]]
                parts = session_queries.parts(self._actor(by, moment), supervision_session)
                shown = sessions.content_hash(supervision_session, parts)
                sessions.sign(self._actor(by, moment), supervision_session, parts, shown)

            self._at(moment, sign)

    # Good practice

    def _examples(self, one: Mapping[str, Any]) -> None:
        moment = self._moment(one["days_ago"], "11:30")
        began = moment - timedelta(days=6 if one["state"] == "published" else 0)

        def propose() -> None:
            actor = self._actor(one["author"], began)
            proposal = library.begin(
                actor,
                new_key(),
                words={name: one.get(name, "") for name in library.PARTS},
                outcomes=self._chosen(one["outcomes"]),
            )
            library.propose(actor, proposal, kept_words="")
            self.made["proposal", one["key"]] = proposal

        self._at(began, propose)
        if one["state"] == "published":
            self._at(
                moment,
                lambda: library.publish(
                    self._actor(one["curator"], moment), self.made["proposal", one["key"]]
                ),
            )
