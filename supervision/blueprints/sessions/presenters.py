"""From sessions to the words that their pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from supervision.access.actor import Actor, Relation
from supervision.blueprints import when
from supervision.domain.dates import duration
from supervision.domain.words import join_names

Row = dict[str, Any]
KINDS = {"one_to_one": "One‑to‑one"}
STATES = {
    "planned": ("Planned", ""),
    "writing": ("Being written", ""),
    "shared": ("Draft shared", "shared"),
    "signed": ("Signed", "settled"),
}
OUTLINE_STATES = {
    "planned": ("Planned", ""),
    "held": ("Not signed yet", "waiting"),
    "signed": ("Signed", "settled"),
}


def tag(actor: Actor, row: Any, states: dict[str, tuple[str, str]] = STATES) -> tuple[str, str]:
    """How far a session has come; a plan that the day has passed by is no plan any more."""
    if row.state == "planned" and when.local(actor, row.starts_at).date() < actor.today:
        return ("No record yet", "")
    return states[row.state]


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
    return f"{supervisee} and {supervisor}, {when.day(actor, starts_at)}"


def lead(actor: Actor, supervision_session: Any) -> str:
    """“Today at 2 pm for one hour. The small room. One-to-one.”"""
    at = when.capital(when.appointment(actor, supervision_session.starts_at))
    place = (supervision_session.place or "").strip().rstrip(".")
    parts = [
        f"{at} for {duration(supervision_session.minutes)}",
        when.capital(place),
        KINDS[supervision_session.kind],
    ]
    return " ".join(f"{part}." for part in parts if part)


def readers(
    other: str, above: tuple[str, ...], *, ended: bool, draft: bool, leads: bool
) -> Readers:
    """Who can read a record, told to one of the two.

    Args:
        above: who line-supervises the supervisor, and so sees dates and signatures.
        draft: whether the sections are still the supervisor's alone; `leads`, whether that is
            whoever is told.
    """
    if ended:
        return Readers(
            1,
            f"Only you can read this record. {other} could until your supervision together ended.",
        )
    if not draft:
        sentence = f"Only you and {other} can read this record."
    elif leads:
        sentence = (
            f"Only you and {other} can read the agenda and the actions. The three sections are "
            "yours alone until you share the draft."
        )
    else:
        sentence = (
            f"Only you and {other} can read the agenda and the actions. {other} shares the three "
            "sections with you when the draft is ready."
        )
    if above:
        sees = "see" if len(above) > 1 else "sees"
        names = join_names(above)
        sentence += f" {names} {sees} its date and whether it was signed, not the words."
    return Readers(2, sentence)


def next_step(actor: Actor, row: Any) -> Next:
    """The next session."""
    place = f" {when.capital(row.place.rstrip('.'))}." if row.place else ""
    return Next(
        f"{row.other}, {when.appointment(actor, row.starts_at)}",
        f"{when.capital(duration(row.minutes))}.{place}",
        "Open the session",
        url_for("sessions.read", session_id=row.id),
    )


def choose_step(actor: Actor, relation: Relation) -> Next:
    """No session is planned: the way to plan one, with whoever comes first."""
    other = other_of(actor, relation)
    return Next(
        "No date yet",
        "Once there is one, you can both put things on the agenda.",
        f"Choose a date with {other}",
        url_for("sessions.plan", relation=relation.id),
    )


def other_of(actor: Actor, relation: Relation) -> str:
    """Whichever of the two the actor is not."""
    supervises = relation.supervisor_id == actor.person_id
    return relation.supervisee if supervises else relation.supervisor


def person_row(actor: Actor, relation: Relation, coming: Any, met: date | None) -> Row:
    """One of the people whom the actor meets: when next, when last."""
    other = other_of(actor, relation)
    note = f"Last met {when.day(actor, met)}." if met else "You have not met here yet."
    row: Row = {"name": other, "note": note}
    if coming is None:
        row["tag"] = ("No date yet", "waiting")
        row["note_href"] = url_for("sessions.plan", relation=relation.id)
        row["note_link"] = "Choose a date"
        row["about"] = f"with {other}"
    else:
        row["href"] = url_for("sessions.read", session_id=coming.id)
        row["side"] = when.capital(when.appointment(actor, coming.starts_at))
    return row


def session_row(actor: Actor, row: Any) -> Row:
    """A session in a list of several."""
    return {
        "name": f"{row.other}, {when.day(actor, row.starts_at)}",
        "href": url_for("sessions.read", session_id=row.id),
        "tag": tag(actor, row),
    }


def sign_row(actor: Actor, row: Any) -> Row:
    """A draft that waits for the actor's signature."""
    signed = bool(row.signed_by)
    return {
        "name": f"{row.other}, {when.day(actor, row.starts_at)}",
        "href": url_for("sessions.read", session_id=row.id),
        "note": f"{row.other} has signed. Your turn." if signed else "Ready to read and sign.",
    }


def outline_row(actor: Actor, row: Any) -> Row:
    """What the manager above knows of a session: no link, since there is nothing to open."""
    return {
        "name": f"{row.supervisee} and {row.supervisor}",
        "tag": tag(actor, row, OUTLINE_STATES),
        "note": f"{KINDS[row.kind]}, {when.day(actor, row.starts_at)}",
    }
