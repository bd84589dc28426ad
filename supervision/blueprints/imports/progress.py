"""How far a file has gone, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import url_for

from supervision.access import imports as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.imports import counting, rows
from supervision.importing.outcomes import Outcome, Remains
from supervision.language import gettext as _
from supervision.language import ngettext
from supervision.queries import imports as queries

MOST_SHOWN = 100  # rows that were left out (the CSV holds them all), or that remain, at once


def shown(actor: Actor, brought: Any, claimed_for: timedelta, start: int) -> dict[str, Any]:
    """What the page says.

    Args:
        claimed_for: after so long without a sign of life, it is said to have stopped.
        start: how many of those that remain stood on the pages before.
    """
    outcome = Outcome.read(brought.outcome)
    proposed = outcome.proposed()
    further = start + MOST_SHOWN
    claimed = brought.claimed_at
    running = brought.state == "running"
    goes_on = running and claimed is not None and claimed > actor.now - claimed_for
    own = access.can_carry_out(actor, brought)
    return {
        "id": brought.id,
        "title": _title(brought.state, goes_on),
        "lead": _lead(actor, brought, goes_on),
        "goes_on": goes_on,
        "may_go_on": running and not goes_on and own,
        "others": running and not goes_on and not own,
        "counts": [] if brought.state == "set_aside" else _counts(outcome),
        "left": [rows.left(one) for one in outcome.left[:MOST_SHOWN]],
        "left_more": len(outcome.left) > MOST_SHOWN,
        "problems_href": url_for(".problems", import_id=brought.id) if outcome.left else None,
        "remains": _remains(actor, proposed[start:further]),
        "remains_more": url_for(".progress", import_id=brought.id, **{"from": further})
        if further < len(proposed)
        else None,
        "links": _links(len(outcome.unmailed)) if brought.state == "done" and own else "",
    }


def _counts(outcome: Outcome) -> list[str]:
    kinds = [one[3] for one in outcome.remains]
    return [*counting.sentences(outcome.counts), *counting.proposed(kinds)]


def _remains(actor: Actor, some: Sequence[Remains]) -> list[dict[str, Any]]:
    found = queries.people(actor, {UUID(one[2]) for one in some if one[2]})
    last_days = {key.hex: person.left_on for key, person in found.items()}
    return [rows.remains(actor, one, last_days) for one in some]


def _title(state: str, goes_on: bool) -> str:
    if state == "done":
        return _("The file is carried out")
    if state == "set_aside":
        return _("The file was set aside")
    return _("Carrying out the file") if goes_on else _("Carrying out the file has stopped")


def _lead(actor: Actor, brought: Any, goes_on: bool) -> str:
    if brought.state == "done":
        return _(
            "It was finished %(when)s. The file itself is erased.",
            when=when.in_sentence(actor, brought.finished_at),
        )
    if brought.state == "set_aside":
        return _("What it had not done by then was not done, and the file itself is erased.")
    if goes_on:
        return _(
            "%(done)s of %(all)s rows so far. This page looks again by itself; you can leave it.",
            done=f"{brought.done_rows:,}",
            all=f"{brought.all_rows:,}",
        )
    return _(
        "It stopped after %(done)s of %(all)s rows. What was done is kept, and nothing is half "
        "done.",
        done=f"{brought.done_rows:,}",
        all=f"{brought.all_rows:,}",
    )


def _links(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "One person who was added has no work mail. Print a link with which they begin.",
        "%(n)s people who were added have no work mail. Print links with which they begin.",
        count,
        n=say.capital(say.number(count)),
    )
