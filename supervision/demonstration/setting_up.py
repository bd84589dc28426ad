"""The organisation itself: services, teams, people, who supervises whom, references."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from supervision.access.actor import SYSTEM, Actor
from supervision.demonstration.telling import Telling
from supervision.extensions import db
from supervision.models.people import Organisation
from supervision.models.recordings import (
    Framework,
    FrameworkOutcome,
    PersonReference,
    PersonReferenceHolder,
)
from supervision.services import leaving, people, welcome

FIRST_WEEK = 7


def set_up(telling: Telling, password_hash: str) -> None:
    """Make everything that stands before anyone writes a word."""
    facts = telling.data["organisation"]
    began = telling.moment(max(p["since_days_ago"] for p in telling.data["people"]) + 1)
    organisation = people.set_up_organisation(
        facts["name"], facts["nation"], facts["time_zone"], began, demonstration=True
    )
    actor = Actor(
        person_id=SYSTEM,
        organisation_id=organisation.id,
        known_as="Setting up",
        organisation=organisation.name,
        now=began,
        today=began.date(),
        zone=UTC,
        roles=frozenset({"administrator"}),
    )
    _people(telling, actor, password_hash)
    _relations(telling, actor)
    _references(telling, organisation, began)
    telling.outcomes = {
        (row.framework, row.code): row.id
        for row in db.session.execute(
            select(
                Framework.code.label("framework"), FrameworkOutcome.code, FrameworkOutcome.id
            ).join(Framework, Framework.id == FrameworkOutcome.framework_id)
        )
    }


def arrived(telling: Telling, one: Mapping[str, Any]) -> None:
    """Someone has looked round on their first day; whoever came this week is about to."""
    moment = telling.moment(one["since_days_ago"], "16:00")
    if one["since_days_ago"] > FIRST_WEEK:
        telling.at(
            moment,
            lambda: welcome.put_away(telling.actor(one["key"], moment), telling.people[one["key"]]),
        )


def _people(telling: Telling, actor: Actor, password_hash: str) -> None:
    data = telling.data
    services = {s["key"]: people.add_care_service(actor, s["name"]) for s in data["services"]}
    teams = {
        t["key"]: people.add_team(actor, services[t["service"]], t["name"]) for t in data["teams"]
    }
    telling.teams = {key: team.id for key, team in teams.items()}
    for one in data["people"]:
        since = telling.day(one["since_days_ago"])
        person = people.add_person(
            actor, one["full_name"], one["known_as"], one["email"], password_hash, since
        )
        telling.people[one["key"]] = person
        for role in one["roles"]:
            people.grant_role(actor, person, role, since)
        for team in one["teams"]:
            people.join_team(actor, person, teams[team], since)
        if "left_days_ago" in one:
            leaving.leave(actor, person, telling.day(one["left_days_ago"]))


def _relations(telling: Telling, actor: Actor) -> None:
    for one in telling.data["relations"]:
        until = one.get("until_days_ago")
        telling.relations[one["supervisor"], one["supervisee"]] = people.relate(
            actor,
            telling.people[one["supervisor"]],
            telling.people[one["supervisee"]],
            one["function"],
            telling.day(one["from_days_ago"]),
            None if until is None else telling.day(until),
        )


def _references(telling: Telling, organisation: Organisation, began: datetime) -> None:
    """References as they are written in the texts, so not by chance as real ones are."""
    for one in telling.data["references"]:
        reference = PersonReference(
            organisation_id=organisation.id, code=one["code"], made_at=began
        )
        db.session.add(reference)
        db.session.flush()
        telling.made["reference", one["code"]] = reference
        for key in one["holders"]:
            person = telling.people[key]
            db.session.add(
                PersonReferenceHolder(
                    organisation_id=organisation.id,
                    person_reference_id=reference.id,
                    person_id=person.id,
                    from_date=person.joined_on,
                )
            )
    db.session.flush()
