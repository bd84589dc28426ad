"""What stands around a record: when it was moved or cancelled and why, what was added later, and
who has opened it."""

from __future__ import annotations

from typing import Any

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain.rearranging import Reason
from supervision.language import gettext as _
from supervision.queries import reads, sessions


def changes(actor: Actor, supervision_session: Any) -> list[dict[str, str]]:
    """Each move, and the cancellation, as a sentence, with the words that were given."""
    return [
        {
            "sentence": _change(actor, change, change.mine),
            "on_paper": _change(actor, change, False),
            "words": change.words,
        }
        for change in sessions.changes(actor, supervision_session)
    ]


def _change(actor: Actor, change: sessions.Change, mine: bool) -> str:
    because = say.it(Reason(change.reason).because)
    if change.what == "cancelled":
        if mine:
            return _("Cancelled by you, %(because)s.", because=because)
        return _("Cancelled by %(name)s, %(because)s.", name=change.by, because=because)
    was = when.appointment(actor, change.starts_at)
    if mine:
        return _("Moved from %(when)s by you, %(because)s.", when=was, because=because)
    return _(
        "Moved from %(when)s by %(name)s, %(because)s.", when=was, name=change.by, because=because
    )


def additions(actor: Actor, supervision_session: Any) -> list[dict[str, str]]:
    """What was added under a signed record, each with who and when, on a page and on paper."""
    return [
        {
            "words": one.words,
            "footer": _added(actor, one, one.mine),
            "on_paper": _added(actor, one, False),
        }
        for one in sessions.additions(actor, supervision_session)
    ]


def _added(actor: Actor, one: sessions.Addition, mine: bool) -> str:
    at = when.in_full(actor, one.added_at)
    if mine:
        return _("Added by you on %(when)s", when=at)
    return _("Added by %(name)s on %(when)s", name=one.by, when=at)


def opened(actor: Actor, supervision_session: Any) -> list[str]:
    """Who else has opened a session, and when last."""
    return [
        _("%(name)s, %(when)s", name=name, when=when.appointment(actor, at))
        for name, at in reads.who_has(actor, sessions.KIND, supervision_session.id)
    ]
