"""Working a file off, some rows at a time: the write lock is held for a moment, then others have
their turn."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from flask import Flask

from supervision import unit_of_work
from supervision.access import imports as access
from supervision.domain.people_files import planning, plans, supervising
from supervision.domain.people_files.plans import Plan
from supervision.domain.refusals import Refusal, Refused
from supervision.domain.text import fold
from supervision.domain.wording import said
from supervision.importing import applying
from supervision.importing.outcomes import Outcome
from supervision.queries import imports as queries
from supervision.queries import people
from supervision.services import imports as services

BATCH = 25  # rows that are written in one transaction, at most
LONGEST = 0.15  # seconds for which a batch goes on taking rows
TO_DO = ("new", "change")
PAUSE = 0.15  # seconds, at least, in which others have the database and the worker
CHANGED = said("This person has been changed meanwhile. Bring the row again to see how it stands")
log = structlog.get_logger()


def work_off(
    app: Flask,
    claimed: services.Claimed,
    *,
    pause: float = PAUSE,
    going_on: Callable[[], bool] = lambda: True,
) -> bool:
    """Work a file off until it is done, or cannot go on; whether it is done.

    Args:
        claimed: the file, as `services.imports.claim` gave it to this worker.
        going_on: asked before each batch; False leaves the rest for later.
    """
    with app.app_context():
        clock: Callable[[], datetime] = app.config["CLOCK"]
        try:
            return Work(claimed, clock, pause).until_done(going_on)
        except Exception as error:
            # Nothing of the batch is kept; what was done before stays done.
            unit_of_work.undo()
            log.error("import_stopped", error=type(error).__name__, done=claimed.done_rows)
            _let_go(claimed)
            return False


def _let_go(claimed: services.Claimed) -> None:
    try:
        unit_of_work.writing()
        services.let_go(claimed)
        unit_of_work.keep()
    except Exception as error:  # the claim lapses by itself
        unit_of_work.undo()
        log.error("import_not_let_go", error=type(error).__name__)


class Work:
    """One file on its way."""

    def __init__(
        self, claimed: services.Claimed, clock: Callable[[], datetime], pause: float
    ) -> None:
        kept: dict[str, Any] = json.loads(claimed.rows)
        self.claimed, self.clock, self.pause = claimed, clock, pause
        self.make_teams: bool = kept["make"]
        self.rows = supervising.in_order([plans.from_json(row) for row in kept["rows"]])
        self.outcome = Outcome.read(claimed.outcome)
        self.done = claimed.done_rows

    def until_done(self, going_on: Callable[[], bool]) -> bool:
        while going_on():
            began = time.monotonic()
            if not self._batch():
                _let_go(self.claimed)
                return False
            if self.done >= len(self.rows):
                return True
            # As long as it took, so that a busy machine is left to others for half of the time.
            time.sleep(self.pause and max(self.pause, time.monotonic() - began))
        _let_go(self.claimed)
        return False

    def _batch(self) -> bool:
        """Carry out some rows; False when the right or the claim to do so is gone."""
        unit_of_work.writing()
        actor = people.actor(self.claimed.made_by, self.clock())
        if actor is None or not access.can_import(actor):
            unit_of_work.undo()
            return False
        some = self._next()
        standing = queries.standing_of(actor, *_looked_for(some))
        at_hand = applying.AtHand(actor, standing, self.make_teams, invite=self.outcome.invite)
        until = time.monotonic() + LONGEST
        after = self.done
        for one in some:
            after += 1
            if one.kind in TO_DO:
                self._row(at_hand, one)
            else:
                self.outcome.passed(one)
            if time.monotonic() > until:
                break
        finished = after >= len(self.rows)
        kept = services.advance(
            actor, self.claimed, after, self.outcome.to_json(), finished=finished
        )
        if not kept:
            unit_of_work.undo()
            return False
        unit_of_work.keep()
        self.done = after
        return True

    def _next(self) -> list[Plan]:
        """The next rows: so many with something to do, and those between."""
        some: list[Plan] = []
        to_do = 0
        for one in self.rows[self.done :]:
            to_do += one.kind in TO_DO
            if to_do > BATCH:
                break
            some.append(one)
        return some

    def _row(self, at_hand: applying.AtHand, shown: Plan) -> None:
        fresh = _fresh(at_hand, shown)
        if fresh.problems:
            self.outcome.left_out(fresh, [(one.field, one.sentence) for one in fresh.problems])
        elif fresh.kind not in TO_DO:
            self.outcome.passed(fresh)
        elif _more_than(fresh, shown):
            self.outcome.left_out(shown, [("", CHANGED)])
        else:
            try:
                with services.whole():
                    person_id, mail = at_hand.carry_out(fresh)
            except Refused as refusal:
                self.outcome.left_out(fresh, list(refusal.problems.items()))
            except Refusal:
                self.outcome.left_out(fresh, [("", CHANGED)])
            else:
                self.outcome.carried_out(fresh, person_id, can_get_mail=mail)


def _fresh(at_hand: applying.AtHand, shown: Plan) -> Plan:
    """What the row would do now. Its supervisor is the one that was found when it was looked at."""
    line = shown.line
    line.supervisor = shown.supervisor
    return planning.plan_one(line, shown.known_as, at_hand.standing, make_teams=at_hand.make_teams)


def _more_than(fresh: Plan, shown: Plan) -> bool:
    """Whether it would do anything that was not shown."""
    was = {(one.what, fold(one.after)) for one in shown.changes}
    return (
        fresh.kind != shown.kind
        or fresh.person_id != shown.person_id
        or not {(one.what, fold(one.after)) for one in fresh.changes} <= was
    )


def _looked_for(rows: Sequence[Plan]) -> tuple[set[str], set[str]]:
    some = [one for one in rows if one.kind in TO_DO]
    addresses = {one.line.folded for one in some} | {one.supervisor for one in some}
    return addresses - {""}, {one.known_as for one in some if one.known_as}
