"""Asks and writing on a Home: what waits, what came back, what others shared."""

from __future__ import annotations

from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.home.shape import Row
from supervision.domain.asks import AskKind, Helped
from supervision.domain.reviews import Direction
from supervision.domain.words import first_words
from supervision.language import gettext as _

QUOTED = 160


def ask_row(actor: Actor, row: Any) -> Row:
    """An ask that waits, in the asker's words."""
    return {
        "heading": say.it(AskKind(row.kind).would_like(row.asker)),
        "href": _reflection(row.reflection_id),
        "words": first_words(row.words, QUOTED) if row.words else "",
        "since": _("Since %(day)s", day=when.near(actor, row.asked_at)),
    }


def answered_row(actor: Actor, ask: Any, answer: Any) -> Row:
    """An answer to one's own ask."""
    by_on = when.day(actor, answer.by_on) if answer.by_on else ""
    return {
        "name": answered(answer.kind, answer.by),
        "href": _reflection(ask.reflection_id),
        "note": (
            _("By %(day)s", day=by_on)
            if answer.kind == "support"
            else say.capital(when.near(actor, answer.answered_at))
        ),
    }


def answered(kind: str, name: str) -> str:
    """What someone did about an ask."""
    return {
        "read": _("%(name)s read what you shared, with thanks", name=name),
        "reply": _("%(name)s wrote to you", name=name),
        "agenda": _("%(name)s brought what you asked to the agenda", name=name),
        "support": _("%(name)s offered support", name=name),
    }[kind]


def helped(actor: Actor, offers: Any) -> Row | None:
    """The question whether support helped, for the first offer; the others as rows."""
    if not offers:
        return None
    first, *more = offers
    return {
        "quote": first_words(first.words, QUOTED),
        "offered": _offered(actor, first),
        "name": first.other,
        "action": _say_if_helped(first),
        "more": [{"name": _offered(actor, one), "href": _say_if_helped(one)} for one in more],
    }


def came_of_row(actor: Actor, offer: Any) -> Row:
    """What someone said of the support that the actor offered; where it has not helped yet, that
    is told kindly, with the way to offer something else."""
    row: Row = {
        "name": say.it(Helped(offer.helped).told(offer.other)),
        "href": _reflection(offer.reflection_id),
        "note": first_words(offer.helped_words, QUOTED) if offer.helped_words else "",
    }
    if offer.helped == Helped.NOT_YET:
        row["note"] = row["note"] or _("It can take time.")
        row["note_href"] = url_for("reflections.offer", reflection_id=offer.reflection_id)
        row["note_link"] = _("Offer something else")
        row["about"] = _("to %(name)s", name=offer.other)
    return row


def reflection_row(actor: Actor, row: Any) -> Row:
    return _written(row.title, row.author, when.near(actor, row.written_at)) | {
        "href": _reflection(row.id)
    }


def recording_row(actor: Actor, row: Any) -> Row:
    """A recording that the reader may read; how it went last, in words."""
    note = _("%(name)s, %(day)s.", name=row.author, day=when.near(actor, row.written_at))
    went = say.it(Direction(row.last_direction).words) if row.last_direction else ""
    return {
        "name": _("What matters to person %(code)s", code=row.code),
        "href": url_for("recordings.read", recording_id=row.id),
        "note": say.sentences([note, _("%(direction)s.", direction=went) if went else ""]),
    }


def check_row(actor: Actor, row: Any) -> Row:
    """A proposal that waits for a curator."""
    return _written(row.title, row.author, when.near(actor, row.proposed_at)) | {
        "href": url_for("library.proposal", proposal_id=row.id)
    }


def sent_back_row(actor: Actor, row: Any) -> Row:
    """One's own proposal, of which a curator asked for changes."""
    return {
        "name": row.title,
        "words": True,
        "href": url_for("library.proposal", proposal_id=row.id),
        "note": _("Changes were asked for %(day)s", day=when.on(actor, row.at)),
    }


def _written(title: str, author: str, day: str) -> Row:
    note = _("%(name)s, %(day)s", name=author, day=day)
    return {"name": title, "words": True, "note": note}


def _offered(actor: Actor, offer: Any) -> str:
    """“Morag offered support by today. Did it help?”"""
    near = when.is_near(actor, offer.by_on)
    day = when.near(actor, offer.by_on) if near else when.day(actor, offer.by_on)
    return _("%(name)s offered support by %(day)s. Did it help?", name=offer.other, day=day)


def _say_if_helped(offer: Any) -> str:
    return url_for(
        "reflections.say_if_helped", reflection_id=offer.reflection_id, answer_id=offer.id
    )


def _reflection(key: Any) -> str:
    return url_for("reflections.read", reflection_id=key) if key else ""
