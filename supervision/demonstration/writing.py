"""What people wrote on their own: recordings and reviews, reflections, asks and answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.demonstration.telling import Telling
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.asks import Ask, AskAnswer
from supervision.models.reflections import WORDS, ReflectionShare
from supervision.queries import colleagues as colleague_queries
from supervision.queries import recordings as recording_queries
from supervision.queries import reflections as reflection_queries
from supervision.queries import sessions as session_queries
from supervision.services import asks
from supervision.services import recordings as recording_services
from supervision.services import reflections as reflection_services
from supervision.services import sessions as session_services

Row = Mapping[str, Any]


def references(telling: Telling, one: Row) -> None:
    """A reference, handed from one worker to another."""
    for handed in one.get("handed", ()):
        moment = telling.when(handed)

        def hand_over(handed: Row = handed, moment: datetime = moment) -> None:
            actor = telling.actor(handed["by"], moment)
            reference = telling.made["reference", one["code"]]
            colleague = colleague_queries.colleague(actor, telling.people[handed["to"]].id)
            recording_services.hand_over(
                actor,
                reference,
                colleague.id,
                keep=handed["keep"],
                holds=recording_queries.holds_reference(actor, reference),
                works_here=True,
            )

        telling.at(moment, hand_over)


def recordings(telling: Telling, one: Row) -> None:
    """What matters to someone, and how it has gone since."""
    moment = telling.when(one)

    def write() -> None:
        actor = telling.actor(one["author"], moment)
        recording = recording_services.write(
            actor,
            new_key(),
            words={"what_matters": one["what_matters"], "brings": one.get("brings", "")},
            outcomes=telling.chosen(one["outcomes"]),
            reference=telling.made["reference", one["person"]],
        )
        telling.made["recording", one["key"]] = recording
        if one["state"] == "recorded":
            recording_services.record(actor, recording)

    telling.at(moment, write)
    for review in one.get("reviews", ()):
        _review(telling, one["key"], review)


def _review(telling: Telling, key: str, one: Row) -> None:
    moment = telling.when(one)

    def write() -> None:
        actor = telling.actor(one["author"], moment)
        recording = recording_queries.get(actor, telling.made["recording", key].id)
        recording_services.review(
            actor,
            recording,
            new_key(),
            direction=one["direction"],
            reviewed_on=actor.today,
            said=one["said"],
            helped="\n".join(one["helped"]),
            hindered="\n".join(one["hindered"]),
            holds=recording_queries.holds(actor, recording),
        )

    telling.at(moment, write)


def reflections(telling: Telling, one: Row) -> None:
    """A reflection, whom it was shared with, and what came back."""
    moment = telling.when(one)
    ask = one.get("ask")

    def write() -> None:
        telling.made["reflection", one["key"]] = reflection_services.write(
            telling.actor(one["author"], moment),
            new_key(),
            words={name: one.get(name, "") for name in WORDS},
            ask=(ask["kind"], ask.get("words", "")) if ask else None,
            about=telling.made["recording", one["recording"]] if "recording" in one else None,
            model=one.get("model", "lines"),
        )

    telling.at(moment, write)
    if "shared_days_ago" in one:
        _share(telling, one)
    for answer in one.get("answers", ()):
        _answer(telling, one, answer)


def _share(telling: Telling, one: Row) -> None:
    moment = telling.moment(one["shared_days_ago"], one["shared_at"])

    def share() -> None:
        actor = telling.actor(one["author"], moment)
        reflection = telling.made["reflection", one["key"]]
        kept_words = one.get("kept_words", "")
        if "shared_with" in one:
            relation = telling.relations[one["shared_with"], one["author"]]
            reflection_services.share(
                actor, reflection, required(actor.supervision_by(relation.id))
            )
        if "shared_team" in one:
            team_id = telling.teams[one["shared_team"]]
            membership = next((m for m in actor.memberships if m.team_id == team_id), None)
            reflection_services.share_with_team(actor, reflection, required(membership), kept_words)
        if "shared_person" in one:
            colleague = telling.people[one["shared_person"]]
            reflection_services.share_with_colleague(
                actor, reflection, colleague.id, kept_words=kept_words
            )

    telling.at(moment, share)
    if "thanks" in one:
        _thank(telling, one)
    if "taken_back_days_ago" in one:
        back = telling.moment(one["taken_back_days_ago"], "17:00")
        telling.at(
            back,
            lambda: reflection_services.take_back(
                telling.actor(one["author"], back), telling.made["reflection", one["key"]]
            ),
        )


def _thank(telling: Telling, one: Row) -> None:
    """Read, thank you, from the colleague it was shared with."""
    moment = telling.when(one["thanks"])

    def thank() -> None:
        actor = telling.actor(one["shared_person"], moment)
        made = telling.made["reflection", one["key"]]
        reflection = reflection_queries.get(actor, made.id)
        share = db.session.scalar(
            select(ReflectionShare).where(
                ReflectionShare.reflection_id == reflection.id,
                ReflectionShare.person_id == actor.person_id,
            )
        )
        reflection_services.thank(actor, reflection, required(share))

    telling.at(moment, thank)


def _answer(telling: Telling, reflection: Row, one: Row) -> None:
    moment = telling.when(one)

    def answer() -> None:
        actor = telling.actor(one["by"], moment)
        reflection_queries.get(actor, telling.made["reflection", reflection["key"]].id)
        ask = _ask_of(telling, reflection)
        if one["kind"] == "read":
            asks.acknowledge(actor, ask)
        elif one["kind"] == "reply":
            asks.reply(actor, ask, one["words"])
        elif one["kind"] == "support":
            asks.offer(actor, ask, one["words"], telling.day(one["by_days_ago"]))
        else:
            _bring(actor, ask)

    telling.at(moment, answer)
    if "helped" in one:
        _helped(telling, reflection, one)


def _bring(actor: Actor, ask: Ask) -> None:
    planned = required(session_queries.next_of(actor, ask.relation_id))
    session_services.bring_ask(actor, planned, ask)
    asks.bring(actor, ask)


def _helped(telling: Telling, reflection: Row, answer: Row) -> None:
    """Whether the support helped, from whoever asked for it."""
    one = answer["helped"]
    moment = telling.when(one)

    def say() -> None:
        ask = _ask_of(telling, reflection)
        offered = db.session.scalar(
            select(AskAnswer).where(AskAnswer.ask_id == ask.id, AskAnswer.kind == "support")
        )
        asks.say_if_helped(
            telling.actor(reflection["author"], moment),
            ask,
            required(offered),
            one["how"],
            one["words"],
        )

    telling.at(moment, say)


def _ask_of(telling: Telling, reflection: Row) -> Ask:
    key = telling.made["reflection", reflection["key"]].id
    return required(db.session.scalar(select(Ask).where(Ask.reflection_id == key)))
