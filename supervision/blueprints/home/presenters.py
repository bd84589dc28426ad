"""What each person's Home shows: what is next, who or what is waiting, then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from supervision.access.actor import Actor, Relation
from supervision.blueprints import when
from supervision.domain.asks import AskKind
from supervision.domain.dates import duration
from supervision.domain.reviews import Direction
from supervision.domain.words import count, first_words

QUOTED = 160


@dataclass(frozen=True)
class Next:
    """The one next step of the page."""

    heading: str
    text: str
    label: str
    href: str
    other_label: str = ""
    other_href: str = ""


@dataclass(frozen=True)
class Home:
    """A Home: everything a template draws, as words."""

    title: str
    lead: str
    next: Next
    own_session: Any = None
    people: Sequence[dict[str, Any]] = ()
    asks: Sequence[dict[str, Any]] = ()
    answered: Sequence[dict[str, Any]] = ()
    to_write: Sequence[dict[str, Any]] = ()
    to_sign: Sequence[dict[str, Any]] = ()
    to_check: Sequence[dict[str, Any]] = ()
    lately: Sequence[dict[str, Any]] = ()
    yours: Sequence[dict[str, Any]] = ()
    promised: Sequence[dict[str, Any]] = ()
    own_supervision: Sequence[dict[str, Any]] = ()
    story: Any = None
    here: Sequence[str] = ()


def lead(actor: Actor, parts: Sequence[str]) -> str:
    """“Monday 23 November. You meet Morag today at 2 pm.”"""
    return " ".join([f"{when.weekday(actor, actor.today)}.", *parts])


def session_next(actor: Actor, row: Any, added: int) -> Next:
    """The next session, for whoever leads it; `added` is what the other put on the agenda."""
    things = f" {row.other} has put {count(added, 'thing', 'things')} on the agenda."
    return Next(
        f"{row.other}, {when.appointment(actor, row.starts_at)}",
        f"{length(row)}{things if added else ''}",
        "Open the session",
        url_for("sessions.read", session_id=row.id),
    )


def writing_next() -> Next:
    return Next(
        "Anything on your mind?",
        "Three lines are enough. Nobody reads it until you say so.",
        "Write a reflection",
        url_for("reflections.write"),
        "Record what matters to someone",
        url_for("recordings.write"),
    )


def checking_next(actor: Actor, rows: Sequence[Any]) -> Next:
    """The proposal that has waited longest, for a curator."""
    waiting = when.capital(count(len(rows), "proposal", "proposals"))
    return Next(
        f"{waiting} to check",
        f"{rows[0].author} would like to share something they tried. Read it as a neighbour would.",
        "Read it" if len(rows) == 1 else "Read the first one",
        url_for("library.proposal", proposal_id=rows[0].id),
    )


def person_row(actor: Actor, relation: Relation, coming: Any, met: date | None) -> dict[str, Any]:
    """One of the supervisor's people: when next, when last."""
    row: dict[str, Any] = {
        "name": relation.supervisee,
        "about": f"for {relation.supervisee}",
        "note": f"Last met {when.day(actor, met)}" if met else "You have not met here yet",
    }
    if coming is None:
        row["tag"] = ("No date yet", "waiting")
        row["note"] += "."
        row["note_href"] = url_for("sessions.plan", relation=relation.id)
        row["note_link"] = "Choose a date"
    else:
        row["href"] = url_for("sessions.read", session_id=coming.id)
        row["side"] = when.capital(when.near(actor, coming.starts_at))
        if when.local(actor, coming.starts_at).date() == actor.today:
            row["side"] += f", {when.clock(actor, coming.starts_at)}"
    return row


def ask_row(actor: Actor, row: Any) -> dict[str, Any]:
    """An ask that waits, in the asker's words."""
    href = url_for("reflections.read", reflection_id=row.reflection_id) if row.reflection_id else ""
    return {
        "heading": f"{row.asker} {AskKind(row.kind).would_like}",
        "href": href,
        "words": first_words(row.words, QUOTED) if row.words else "",
        "since": f"Since {when.near(actor, row.asked_at)}",
    }


def answered_row(actor: Actor, ask: Any, answer: Any) -> dict[str, Any]:
    """An answer to one's own ask."""
    said = {
        "read": f"{answer.by} read what you shared, with thanks",
        "reply": f"{answer.by} wrote to you",
        "agenda": f"{answer.by} brought what you asked to the agenda",
    }[answer.kind]
    href = url_for("reflections.read", reflection_id=ask.reflection_id) if ask.reflection_id else ""
    return {
        "name": said,
        "href": href,
        "note": when.capital(when.near(actor, answer.answered_at)),
    }


def write_row(actor: Actor, row: Any) -> dict[str, Any]:
    """A session whose day has passed, and whose draft is not shared yet."""
    return {
        "name": f"{row.other}, {when.day(actor, row.starts_at)}",
        "href": url_for("sessions.record", session_id=row.id),
        "note": "No record yet." if row.state == "planned" else "Your draft is not shared yet.",
    }


def sign_row(actor: Actor, row: Any) -> dict[str, Any]:
    note = f"{row.other} has signed. Your turn." if row.signed_by else "Ready to read and sign."
    return {
        "name": f"{row.other}, {when.day(actor, row.starts_at)}",
        "href": url_for("sessions.read", session_id=row.id),
        "note": note,
    }


def reflection_row(actor: Actor, row: Any) -> dict[str, Any]:
    return {
        "name": row.title,
        "words": True,
        "href": url_for("reflections.read", reflection_id=row.id),
        "note": f"{row.author}, {when.near(actor, row.written_at)}",
    }


def recording_row(actor: Actor, row: Any) -> dict[str, Any]:
    """A recording that the reader may read; how it went last, in words."""
    went = f" {Direction(row.last_direction).words}." if row.last_direction else ""
    return {
        "name": f"What matters to person {row.code}",
        "href": url_for("recordings.read", recording_id=row.id),
        "note": f"{row.author}, {when.near(actor, row.written_at)}.{went}",
    }


def action_row(actor: Actor, row: Any, whose: str = "") -> dict[str, Any]:
    """An agreed action, which leads to where it was agreed."""
    return {
        "name": f"{whose}: {row.words}" if whose else row.words,
        "href": url_for("sessions.read", session_id=row.session_id),
        "note": f"By {when.day(actor, row.due_on)}" if row.due_on else "",
    }


def check_row(actor: Actor, row: Any) -> dict[str, Any]:
    return {
        "name": row.title,
        "words": True,
        "href": url_for("library.proposal", proposal_id=row.id),
        "note": f"{row.author}, {when.near(actor, row.proposed_at)}",
    }


def supervision_row(actor: Actor, relation: Relation, coming: Any) -> dict[str, Any]:
    """One's own supervision, with each supervisor."""
    if coming is None:
        return {
            "name": f"With {relation.supervisor}",
            "note": "No date yet.",
            "note_href": url_for("sessions.plan", relation=relation.id),
            "note_link": "Choose a date",
            "about": f"with {relation.supervisor}",
        }
    return {
        "name": f"With {relation.supervisor}",
        "note": f"{when.capital(when.appointment(actor, coming.starts_at))}.",
        "note_href": url_for("sessions.read", session_id=coming.id),
        "note_link": "Add to the agenda",
        "about": f"with {relation.supervisor}",
    }


def length(row: Any) -> str:
    """“One hour. The small room.”"""
    long = f"{when.capital(duration(row.minutes))}."
    return f"{long} {row.place.rstrip('.')}." if row.place else long


def agenda_row(item: Any) -> dict[str, Any]:
    """An item of the agenda, with what it came from."""
    row: dict[str, Any] = {"words": item.words, "by": item.by}
    if item.reflection_id:
        row["note"] = "With the reflection"
        row["note_href"] = url_for("reflections.read", reflection_id=item.reflection_id)
        row["note_link"] = item.reflection
    return row


QUIET = {
    "administrator": (
        "Setting things up",
        "This account is for setting up people, teams and relations, which is done by command so "
        "far. You never see what people write, and nothing in this account opens it.",
    ),
    "auditor": (
        "Audits",
        "When you are given an audit, its dates and its sample appear here. Nothing has been given "
        "to you yet, so there is nothing to read.",
    ),
    "governance": (
        "Information governance",
        "This account is for looking after who can read and who has read. The rules are open to "
        "you now; a page for the log of reads is still to come.",
    ),
}


def quiet(actor: Actor) -> dict[str, Any]:
    """Home for an account without practice."""
    parts = [
        QUIET[role] for role in ("auditor", "governance", "administrator") if role in actor.roles
    ]
    return {
        "title": f"Hello, {actor.known_as}",
        "lead": lead(actor, ()),
        "parts": parts
        or [
            (
                "Nothing is set up for you yet",
                "Ask whoever administers your organisation to add you to a team.",
            )
        ],
    }


def rules(doc: str) -> dict[str, Any]:
    """The opening lines of a rule, as plain sentences by heading (See, Do, Share, Never)."""
    lines = doc.strip().splitlines()[2:]
    found: list[list[str]] = []
    for line in lines:
        if line.split(":")[0] in {"See", "Do", "Share", "Never"}:
            head, _, rest = line.partition(":")
            found.append([HEADS[head], rest.strip()])
        elif found and line.strip():
            found[-1][1] += f" {line.strip()}"
    return {"parts": [(head, text[:1].upper() + text[1:]) for head, text in found]}


HEADS = {
    "See": "Who can read it",
    "Do": "Who can change it",
    "Share": "Who it can be shared with",
    "Never": "Never",
}
