"""The head of a Home: what the day holds, and the one next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.home.meetings import length
from supervision.blueprints.home.shape import Next, Row
from supervision.language import gettext as _
from supervision.language import ngettext

WEEK = timedelta(days=7)


def is_soon(actor: Actor, row: Any) -> bool:
    """Whether a session is within a week."""
    return when.local(actor, row.starts_at).date() < actor.today + WEEK


def lead(actor: Actor, led: Any = (), own: Any = ()) -> str:
    """“Monday 23 November. You meet Morag today at 2 pm.”"""
    week = sum(is_soon(actor, row) for row in led)
    said = [_("%(day)s.", day=when.weekday(actor, actor.today))]
    if week:
        said.append(
            ngettext(
                "%(n)s person to see this week.",
                "%(n)s people to see this week.",
                week,
                n=_number(week),
            )
        )
    if own:
        moment = when.in_sentence(actor, own[0].starts_at)
        said.append(_("You meet %(name)s %(moment)s.", name=own[0].other, moment=moment))
    return say.sentences(said)


def unsaved(actor: Actor, kept_at: datetime | None) -> Row | None:
    """What is said to somebody who typed something and did not save it."""
    if kept_at is None:
        return None
    moment = when.in_sentence(actor, kept_at)
    return {
        "text": _("You typed something %(when)s and did not save it.", when=moment),
        "label": _("Carry on with it"),
        "href": url_for("unsaved.overview"),
    }


def leaving(actor: Actor, last_day: date | None) -> Row | None:
    """What is said to somebody whose last day is given, until it is over."""
    if last_day is None:
        return None
    return {
        "text": _(
            "Your last day here is %(day)s: take what you wrote with you.",
            day=when.weekday(actor, last_day),
        ),
        "label": _("Take what I wrote with me"),
        "href": url_for("account.my_writing"),
    }


def leaver(actor: Actor, one: Any) -> Row:
    """What is said to the line supervisor of somebody who leaves and holds references still."""
    day, href = when.day(actor, one.last_day), url_for("recordings.left", person_id=one.id)
    if one.last_day < actor.today or one.shut_out_at is not None:
        return {
            "text": _("%(name)s’s last day was %(day)s.", name=one.name, day=day),
            "label": _("Hand over the people %(name)s worked with", name=one.name),
            "href": href,
        }
    return {
        "text": _("%(name)s’s last day is %(day)s.", name=one.name, day=day),
        "label": _("Hand over the people %(name)s works with", name=one.name),
        "href": href,
    }


def beneath(waiting: Sequence[Any], to_sign: Sequence[Any]) -> list[Row]:
    """What waits further down the page, as links to it."""
    links: list[Row] = []
    if k := len(waiting):
        words = ngettext("%(n)s ask waiting.", "%(n)s asks waiting.", k, n=_number(k))
        links.append({"name": words, "href": "#asks"})
    if k := len(to_sign):
        words = ngettext("%(n)s record to sign.", "%(n)s records to sign.", k, n=_number(k))
        links.append({"name": words, "href": "#sign"})
    return links


def session_next(actor: Actor, row: Any, added: int, *, may_move: bool = False) -> Next:
    """The next session, for whoever leads it; `added` is what the other put on the agenda."""
    things = ngettext(
        "%(name)s has put %(n)s thing on the agenda.",
        "%(name)s has put %(n)s things on the agenda.",
        added,
        name=row.other,
        n=say.number(added),
    )
    moment = when.appointment(actor, row.starts_at)
    return Next(
        _("%(name)s, %(moment)s", name=row.other, moment=moment),
        say.sentences([length(row), things if added else ""]),
        _("Open the session"),
        url_for("sessions.read", session_id=row.id),
        _("Move it") if may_move else "",
        url_for("sessions.move", session_id=row.id) if may_move else "",
    )


def writing_next() -> Next:
    return Next(
        _("Anything on your mind?"),
        _("Three lines are enough. Nobody reads it until you say so."),
        _("Write a reflection"),
        url_for("reflections.write"),
        _("Record what matters to someone"),
        url_for("recordings.write"),
    )


def checking_next(rows: Sequence[Any]) -> Next:
    """The proposal that has waited longest, for a curator."""
    k = len(rows)
    return Next(
        ngettext("%(n)s proposal to check", "%(n)s proposals to check", k, n=_number(k)),
        _(
            "%(name)s would like to share something they tried. Read it as a neighbour would.",
            name=rows[0].author,
        ),
        _("Read it") if k == 1 else _("Read the first one"),
        url_for("library.proposal", proposal_id=rows[0].id),
    )


def _number(k: int) -> str:
    return say.capital(say.number(k))
