"""Sessions of a group of peers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from supervision.demonstration.telling import Telling
from supervision.keys import new_key
from supervision.queries import groups as group_queries
from supervision.services import sessions as session_services

Row = Mapping[str, Any]
AHEAD = timedelta(days=14)  # from the plan to the day


def groups(telling: Telling, one: Row) -> None:
    """A session of several people, from the plan to the signatures of those who came."""
    starts = telling.moment(telling.weekday(one["days_ago"]), one["at"])
    planned = min(starts, telling.now) - AHEAD

    def plan() -> None:
        actor = telling.actor(one["convener"], planned)
        members = [telling.people[key].id for key in one["members"]]
        telling.made["session", one["key"]] = session_services.plan_group(
            actor,
            new_key(),
            kind=one["kind"],
            name=one["name"],
            members=members,
            allowed=group_queries.colleagues(actor, members),
            starts_at=starts,
            minutes=one["minutes"],
            place=one["place"],
        )

    telling.at(planned, plan)
    for place, item in enumerate(one["agenda"]):
        moment = planned + timedelta(days=2, minutes=place)

        def add(item: Row = item, moment: datetime = moment) -> None:
            actor = telling.actor(item["by"], moment)
            meeting = group_queries.get(actor, telling.made["session", one["key"]].id)
            part = group_queries.my_part(actor, meeting)
            session_services.add_to_agenda(actor, meeting, new_key(), item["words"], part)

        telling.at(moment, add)
    if one["state"] != "planned":
        _held(telling, one, starts + timedelta(minutes=one["minutes"]))


def _held(telling: Telling, one: Row, written: datetime) -> None:
    def write() -> None:
        actor = telling.actor(one["convener"], written)
        meeting = telling.made["session", one["key"]]
        session_services.came(actor, meeting, [telling.people[key].id for key in one["came"]])
        part = group_queries.my_part(actor, meeting)
        session_services.save_sections(
            actor,
            meeting,
            dict(one["sections"]),
            dict.fromkeys(one["sections"], 1),  # nobody has written in them yet
            part,
        )
        session_services.share(actor, meeting)

    telling.at(written, write)
    for signature in one["signatures"]:
        moment = telling.when(signature)

        def sign(by: str = signature["by"], moment: datetime = moment) -> None:
            actor = telling.actor(by, moment)
            meeting = group_queries.get(actor, telling.made["session", one["key"]].id)
            parts = group_queries.parts(actor, meeting)
            shown = session_services.content_hash(meeting, parts)
            part = parts.part_of(actor.person_id)
            session_services.sign(actor, meeting, parts, shown, part)

        telling.at(moment, sign)
