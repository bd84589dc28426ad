"""Sessions, from the plan to the signatures and what was added after them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from supervision.demonstration.telling import Telling
from supervision.domain.refusals import required
from supervision.keys import new_key
from supervision.queries import recordings as recording_queries
from supervision.queries import reflections as reflection_queries
from supervision.queries import sessions as session_queries
from supervision.services import sessions as session_services

Row = Mapping[str, Any]
AHEAD = timedelta(days=20)  # from the plan to the day
SOON = timedelta(minutes=10)  # from cancelling one to planning the next


def sessions(telling: Telling, one: Row) -> None:
    """A session between two."""
    starts = telling.moment(telling.weekday(one["days_ago"]), one["at"])
    planned = _planned(telling, one, starts)
    moved = one.get("moved")
    meant = telling.moment(moved["from_days_ago"], moved["from_at"]) if moved else starts

    def plan() -> None:
        actor = telling.actor(one["supervisor"], planned)
        relation = telling.relations[one["supervisor"], one["supervisee"]]
        telling.made["session", one["key"]] = session_services.plan(
            actor,
            required(actor.supervision_of(relation.id)),
            new_key(),
            starts_at=meant,
            minutes=one["minutes"],
            place=one["place"],
            kind=one.get("kind", "one_to_one"),
        )

    telling.at(planned, plan)
    _agenda(telling, one, starts, planned)
    _rearranged(telling, one, starts)
    if one["state"] not in ("planned", "cancelled"):
        _held(telling, one, starts)


def _planned(telling: Telling, one: Row, starts: datetime) -> datetime:
    """When the date was chosen: some weeks before, within the relation; after a session of the
    same two that was cancelled before it; or only once it was over, if nobody had planned it."""
    if one.get("kind") == "ad_hoc":
        return starts + timedelta(minutes=one["minutes"])
    relation = telling.relations[one["supervisor"], one["supervisee"]]
    begins = telling.moment((telling.today - relation.from_date).days, "09:00")
    chosen = [begins, min(starts, telling.now) - AHEAD]
    for other in telling.data["sessions"]:
        same_two = all(other[who] == one[who] for who in ("supervisor", "supervisee"))
        if same_two and "cancelled" in other and other["days_ago"] > one["days_ago"]:
            chosen.append(telling.when(other["cancelled"]) + SOON)
    return max(chosen)


def _agenda(telling: Telling, one: Row, starts: datetime, planned: datetime) -> None:
    before = telling.when(one["cancelled"]) if "cancelled" in one else min(starts, telling.now)
    for place, item in enumerate(one["agenda"]):
        added = before - timedelta(hours=20) + timedelta(minutes=7 * place)
        moment = max(added, planned + timedelta(minutes=place + 1))

        def add(item: Row = item, moment: datetime = moment) -> None:
            actor = telling.actor(item["by"], moment)
            supervision_session = telling.made["session", one["key"]]
            session_services.add_to_agenda(actor, supervision_session, new_key(), item["words"])
            if "reflection" in item:
                session_services.link_reflection(
                    actor, supervision_session, telling.made["reflection", item["reflection"]]
                )

        telling.at(moment, add)


def _rearranged(telling: Telling, one: Row, starts: datetime) -> None:
    """Moved to the day that it has now, or cancelled."""
    if "moved" in one:
        moved = one["moved"]
        told = telling.when(moved)

        def move() -> None:
            supervision_session = telling.made["session", one["key"]]
            session_services.move(
                telling.actor(moved["by"], told),
                supervision_session,
                supervision_session.version,
                starts_at=starts,
                reason=moved["reason"],
                words=moved["words"],
            )

        telling.at(told, move)
    if "cancelled" in one:
        cancelled = one["cancelled"]
        ended = telling.when(cancelled)

        def cancel() -> None:
            supervision_session = telling.made["session", one["key"]]
            session_services.cancel(
                telling.actor(cancelled["by"], ended),
                supervision_session,
                supervision_session.version,
                reason=cancelled["reason"],
                words=cancelled["words"],
            )

        telling.at(ended, cancel)


def _held(telling: Telling, one: Row, starts: datetime) -> None:
    written = starts + timedelta(minutes=one["minutes"])
    telling.at(written, lambda: _write(telling, one, written))
    for signature in one["signatures"]:
        moment = telling.when(signature)

        def sign(by: str = signature["by"], moment: datetime = moment) -> None:
            actor = telling.actor(by, moment)
            made = telling.made["session", one["key"]]
            supervision_session = session_queries.get(actor, made.id)
            parts = session_queries.parts(actor, supervision_session)
            shown = session_services.content_hash(supervision_session, parts)
            session_services.sign(actor, supervision_session, parts, shown)

        telling.at(moment, sign)
    for addition in one.get("additions", ()):
        moment = telling.when(addition)

        def add(addition: Row = addition, moment: datetime = moment) -> None:
            session_services.add_after_signing(
                telling.actor(addition["by"], moment),
                telling.made["session", one["key"]],
                new_key(),
                addition["words"],
            )

        telling.at(moment, add)


def _write(telling: Telling, one: Row, written: datetime) -> None:
    """The supervisor writes up what was talked about and agreed, and shares it."""
    actor = telling.actor(one["supervisor"], written)
    supervision_session = telling.made["session", one["key"]]
    for key in one["reflections"]:
        reflection = reflection_queries.get(actor, telling.made["reflection", key].id)
        session_services.link_reflection(actor, supervision_session, reflection)
    for key in one["recordings"]:
        recording = recording_queries.get(actor, telling.made["recording", key].id)
        session_services.link_recording(actor, supervision_session, recording)
    for look in one["looks"]:
        action = telling.made["action", look["action"]]
        session_services.look(actor, supervision_session, action, look["result"])
    session_services.save_sections(
        actor,
        supervision_session,
        dict(one["sections"]),
        dict.fromkeys(one["sections"], 1),  # nobody has written in them yet
    )
    for action in one["actions"]:
        telling.made["action", action["key"]] = session_services.agree_action(
            actor,
            supervision_session,
            new_key(),
            words=action["words"],
            owner_id=telling.people[action["owner"]].id,
            due_on=telling.day(action["due_days_ago"]),
        )
    if one["state"] != "writing":
        session_services.share(actor, supervision_session)
