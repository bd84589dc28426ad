"""What was asked for, in words."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.standing import words
from supervision.domain import settings
from supervision.language import gettext as _


def row(actor: Actor, look: Any) -> dict[str, Any]:
    """One in the list."""
    return {
        "name": sentence(actor, look),
        "href": url_for(".second_look", look_id=look.id),
        "note": _asked(actor, look),
        "tag": _tag(look),
    }


def whole(actor: Actor, look: Any) -> dict[str, Any]:
    """One on its own page."""
    return {
        "title": sentence(actor, look),
        "asked": _asked(actor, look),
        "reason": look.reason,
        "answered": _answered(actor, look),
        "answer": look.answer,
        "tag": _tag(look),
        "lapsed": look.lapsed,
        "opens": _opens(look),
        "waiting": look.state == "waiting",
    }


def sentence(actor: Actor, look: Any) -> str:
    """What would be so."""
    what, whom = look.what, look.names.get(look.person_id, "")
    if look.need == "role":
        days = _days(actor, what)
        return _("%(name)s: %(role)s, %(days)s", name=whom, role=say.role(what["role"]), days=days)
    if look.need == "relation":
        return _(
            "%(supervisor)s supervises %(supervisee)s, %(days)s",
            supervisor=look.names.get(uuid.UUID(what["supervisor"]), ""),
            supervisee=look.names.get(uuid.UUID(what["supervisee"]), ""),
            days=_days(actor, what),
        )
    if look.need == "link":
        return _("A printed link to sign in for %(name)s", name=whom)
    if look.need == "address":
        return _("%(name)s signs in as %(address)s", name=whom, address=what.get("address", ""))
    known = settings.REGISTRY.get(what.get("name", ""))
    label = say.it(known.label) if known is not None else ""
    return _("%(setting)s: %(value)s", setting=label, value=str(what.get("value", "")))


def _opens(look: Any) -> str:
    """What it would let somebody see or do."""
    if look.need == "role":
        return words.role_gives(look.what["role"])
    if look.need == "relation":
        supervisee = look.names.get(uuid.UUID(look.what["supervisee"]), "")
        return words.supervising_gives(supervisee, look.what["function"])
    if look.need in ("link", "address"):
        return _("Whoever has it can sign in as this person, and read what they can.")
    known = settings.REGISTRY.get(look.what.get("name", ""))
    return say.it(known.changes) if known is not None else ""


def _days(actor: Actor, what: dict[str, Any]) -> str:
    first = date.fromisoformat(what["from"])
    last = date.fromisoformat(what["to"]) if what.get("to") else None
    if last is None:
        return _("from %(day)s", day=when.day(actor, first))
    return words.days(actor, first, last)


def _asked(actor: Actor, look: Any) -> str:
    asker = look.names.get(look.asked_by, "")
    asked = _("%(name)s asked %(when)s.", name=asker, when=when.in_sentence(actor, look.asked_at))
    if look.lapsed:
        return say.sentences([asked, _("They are no administrator any more.")])
    return asked


def _answered(actor: Actor, look: Any) -> str:
    if look.state == "waiting" or look.answered_at is None:
        return ""
    name = look.names.get(look.answered_by, "")
    at = when.in_sentence(actor, look.answered_at)
    return {
        "agreed": _("%(name)s agreed %(when)s.", name=name, when=at),
        "declined": _("%(name)s declined %(when)s.", name=name, when=at),
        "withdrawn": _("%(name)s took it back %(when)s.", name=name, when=at),
    }[look.state]


def _tag(look: Any) -> tuple[str, str]:
    if look.lapsed:
        return _("Cannot be agreed to"), ""
    return {
        "waiting": (_("Waiting"), "waiting"),
        "agreed": (_("Agreed"), "settled"),
        "declined": (_("Declined"), ""),
        "withdrawn": (_("Taken back"), ""),
    }[look.state]
