"""Good practice: what was proposed, and what the curators did with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from supervision.access.actor import Actor
from supervision.demonstration.telling import Telling
from supervision.keys import new_key
from supervision.models.library import PracticeProposal
from supervision.queries import proposals
from supervision.services import library

Row = Mapping[str, Any]
READING = timedelta(days=6)  # from a proposal to its publication


def examples(telling: Telling, one: Row) -> None:
    """An example, as far as it has come. `days_ago` is the day of publication or, before that, of
    the proposal."""
    moment = telling.moment(one["days_ago"], "11:30")
    is_out = one["state"] in ("published", "withdrawn")
    began = moment - READING if is_out else moment

    def propose() -> None:
        actor = telling.actor(one["author"], began)
        proposal = library.begin(
            actor,
            new_key(),
            words={name: one.get(name, "") for name in library.PARTS},
            outcomes=telling.chosen(one["outcomes"]),
            themes=one["themes"],
        )
        library.propose(actor, proposal, kept_words=one.get("kept_words", ""))
        telling.made["proposal", one["key"]] = proposal

    def publish() -> None:
        actor = telling.actor(one["curator"], moment)
        telling.made["example", one["key"]] = library.publish(
            actor, _read(telling, actor, one["key"])
        )

    telling.at(began, propose)
    if is_out:
        telling.at(moment, publish)
    _after(telling, one)


def _after(telling: Telling, one: Row) -> None:
    """What a curator asked for, or why it was withdrawn."""
    key = one["key"]
    if "remark" in one:
        asked = telling.when(one["remark"])

        def ask() -> None:
            actor = telling.actor(one["remark"]["by"], asked)
            library.ask_for_changes(actor, _read(telling, actor, key), one["remark"]["words"])

        telling.at(asked, ask)
    if "withdrawn" in one:
        ended = telling.when(one["withdrawn"])
        telling.at(
            ended,
            lambda: library.withdraw(
                telling.actor(one["withdrawn"]["by"], ended),
                telling.made["example", key],
                one["withdrawn"]["words"],
            ),
        )


def _read(telling: Telling, actor: Actor, key: str) -> PracticeProposal:
    """A proposal, opened by a curator."""
    return proposals.get(actor, telling.made["proposal", key].id)
