"""From sessions to the words that their pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from supervision.access.actor import Actor, Relation
from supervision.blueprints import say, when
from supervision.domain.kinds import Kind
from supervision.domain.rearranging import Reason
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.language import ngettext

Row = dict[str, Any]
STATES = {
    "planned": (_l("Planned"), ""),
    "writing": (_l("Being written"), ""),
    "shared": (_l("Draft shared"), "shared"),
    "signed": (_l("Signed"), "settled"),
    "cancelled": (_l("Not held"), ""),
}
OUTLINE_STATES = {
    "planned": (_l("Planned"), ""),
    "held": (_l("Not signed yet"), "waiting"),
    "signed": (_l("Signed"), "settled"),
    "cancelled": (_l("Not held"), ""),
}


def tag(actor: Actor, row: Any, states: dict[str, Any] = STATES) -> tuple[str, str]:
    """How far a session has come; a plan that the day has passed by is no plan any more."""
    if row.state == "planned" and when.local(actor, row.starts_at).date() < actor.today:
        return (_("No record yet"), "")
    label, kind = states[row.state]
    return str(label), kind


def kind_label(kind: str) -> str:
    """What kind of session it is; nothing for a word that is no kind."""
    return say.it(Kind(kind).label) if kind in set(Kind) else ""


@dataclass(frozen=True)
class Readers:
    """Who can read a text: how many rounds to draw, and the sentence."""

    rounds: int
    sentence: str


@dataclass(frozen=True)
class Next:
    """The one next step of the overview."""

    heading: str
    text: str
    label: str
    href: str


def title(actor: Actor, supervisee: str, supervisor: str, starts_at: Any) -> str:
    """“Callum and Morag, 23 November”."""
    return _(
        "%(people)s, %(day)s",
        people=say.names((supervisee, supervisor)),
        day=when.day(actor, starts_at),
    )


def lead(actor: Actor, supervision_session: Any) -> str:
    """“Today at 2 pm for one hour. The small room. One-to-one.”"""
    at = _(
        "%(when)s for %(length)s",
        when=when.capital(when.appointment(actor, supervision_session.starts_at)),
        length=when.length(supervision_session.minutes),
    )
    place = (supervision_session.place or "").strip().rstrip(".")
    parts = [at, when.capital(place), kind_label(supervision_session.kind)]
    return say.sentences([f"{part}." for part in parts if part])


def readers(
    other: str, above: tuple[str, ...], *, ended: bool, draft: bool, leads: bool, held: bool = True
) -> Readers:
    """Who can read a record, told to one of the two.

    Args:
        above: who line-supervises the supervisor, and so sees dates and signatures.
        draft: whether the sections are still the supervisor's alone; `leads`, whether that is
            whoever is told.
        held: whether it was not cancelled.
    """
    if ended:
        only = _(
            "Only you can read this record. %(name)s could until your supervision together ended.",
            name=other,
        )
        return Readers(1, say.sentences([only, still_open(draft=draft or not held)]))
    if not held:
        sentence = _("Only you and %(name)s can read this.", name=other)
    elif not draft:
        sentence = _("Only you and %(name)s can read this record.", name=other)
    elif leads:
        sentence = _(
            "Only you and %(name)s can read the agenda and the actions. The three sections are "
            "yours alone until you share the draft.",
            name=other,
        )
    else:
        sentence = _(
            "Only you and %(name)s can read the agenda and the actions. %(name)s shares the three "
            "sections with you when the draft is ready.",
            name=other,
        )
    passes = still_open(draft=draft or not held)
    return Readers(2, say.sentences([sentence, above_sees(above, held), passes]))


def still_open(*, draft: bool) -> str:
    """What passes over of a record; nothing of a draft (access/actions.py)."""
    if draft:
        return ""
    return _("Whoever covers, or supervises next, sees the actions that are still open.")


def above_sees(above: tuple[str, ...], held: bool) -> str:
    """What the managers above see of a session."""
    names = say.names(above)
    if not above:
        return ""
    if held:
        return ngettext(
            "%(names)s sees its date and whether it was signed, not the words.",
            "%(names)s see its date and whether it was signed, not the words.",
            len(above),
            names=names,
        )
    return ngettext(
        "%(names)s sees that it was not held and which reason was chosen, not the words.",
        "%(names)s see that it was not held and which reason was chosen, not the words.",
        len(above),
        names=names,
    )


def why_readers(other: str, above: tuple[str, ...], *, moved: bool) -> Readers:
    """Who can read why a session is moved or cancelled."""
    if moved:
        only = _("Only you and %(name)s can read why.", name=other)
        sees = ngettext(
            "%(names)s sees the new date and nothing else.",
            "%(names)s see the new date and nothing else.",
            len(above),
            names=say.names(above),
        )
    else:
        only = _("Only you and %(name)s can read your words.", name=other)
        sees = ngettext(
            "%(names)s sees that it was not held and which reason you chose.",
            "%(names)s see that it was not held and which reason you chose.",
            len(above),
            names=say.names(above),
        )
    return Readers(2, say.sentences([only, sees if above else ""]))


def next_step(actor: Actor, row: Any) -> Next:
    """The next session."""
    facts = (when.capital(when.length(row.minutes)), when.capital(row.place.rstrip(".")))
    return Next(
        _("%(name)s, %(when)s", name=row.other, when=when.appointment(actor, row.starts_at)),
        say.sentences([f"{fact}." for fact in (*facts, kind_label(row.kind)) if fact]),
        _("Open the session"),
        url_for("sessions.read", session_id=row.id),
    )


def choose_step(actor: Actor, relation: Relation) -> Next:
    """No session is planned: the way to plan one, with whoever comes first."""
    return Next(
        _("No date yet"),
        _("Once there is one, you can both put things on the agenda."),
        _("Choose a date with %(name)s", name=other_of(actor, relation)),
        url_for("sessions.plan", relation=relation.id),
    )


def other_of(actor: Actor, relation: Relation) -> str:
    """Whichever of the two the actor is not."""
    supervises = relation.supervisor_id == actor.person_id
    return relation.supervisee if supervises else relation.supervisor


def person_row(actor: Actor, relation: Relation, coming: Any, met: date | None) -> Row:
    """One of the people whom the actor meets: when next, when last."""
    other = other_of(actor, relation)
    note = (
        _("Last met %(day)s.", day=when.day(actor, met)) if met else _("You have not met here yet.")
    )
    row: Row = {"name": other, "note": note}
    if coming is None:
        row["tag"] = (_("No date yet"), "waiting")
        row["note_href"] = url_for("sessions.plan", relation=relation.id)
        row["note_link"] = _("Choose a date")
        row["about"] = _("with %(name)s", name=other)
    else:
        row["href"] = url_for("sessions.read", session_id=coming.id)
        row["side"] = when.capital(when.appointment(actor, coming.starts_at))
    return row


def session_row(actor: Actor, row: Any) -> Row:
    """A session in a list of several."""
    return {
        "name": _("%(people)s, %(day)s", people=row.other, day=when.day(actor, row.starts_at)),
        "href": url_for("sessions.read", session_id=row.id),
        "tag": tag(actor, row),
        "note": _kind_note(row, kind_label(row.kind)),
    }


def _kind_note(row: Any, kind: str) -> str:
    """The kind of a session, and why it was not held."""
    if row.state != "cancelled" or row.reason is None:
        return kind
    because = say.it(Reason(row.reason).because)
    return _("%(kind)s. Not held, %(because)s.", kind=kind, because=because)


def sign_row(actor: Actor, row: Any) -> Row:
    """A draft that waits for the actor's signature."""
    return {
        "name": _("%(people)s, %(day)s", people=row.other, day=when.day(actor, row.starts_at)),
        "href": url_for("sessions.read", session_id=row.id),
        "side": kind_label(row.kind),
        "note": signed_note(row),
    }


def signed_note(row: Any) -> str:
    """Who has signed a draft that waits for the actor."""
    if not row.signed_by:
        return _("Ready to read and sign.")
    k = len(row.signed_by)
    return ngettext(
        "%(name)s has signed. Your turn.",
        "%(name)s have signed. Your turn.",
        k,
        name=say.names(row.signed_by),
    )


def outline_row(actor: Actor, row: Any) -> Row:
    """What the manager above knows of a session: no link, since there is nothing to open."""
    return {
        "name": say.names((row.supervisee, row.supervisor)),
        "tag": tag(actor, row, OUTLINE_STATES),
        "note": _kind_note(row, when.day(actor, row.starts_at)),
    }
