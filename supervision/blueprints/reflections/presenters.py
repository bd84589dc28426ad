"""From reflections to the words that their pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.domain.asks import AskKind
from supervision.domain.words import join_names
from supervision.queries.asks import Answer
from supervision.queries.reflections import ReflectionRow, Share

HEADINGS = (
    ("happened", "What happened"),
    ("mattered", "What mattered"),
    ("next", "What I will keep, or try next"),
)
COURT = (
    "It is private from colleagues, not from a court. If it describes an incident, the facts "
    "belong in the incident record too."
)


@dataclass(frozen=True)
class Readers:
    """Who can read a text: how many rounds to draw, and the sentence."""

    rounds: int
    sentence: str


def readers(shares: tuple[Share, ...]) -> Readers:
    """Who can read the author's own reflection, told to its author."""
    names = [share.name if not share.team else f"the {share.name} team" for share in shares]
    if not names:
        return Readers(1, "Only you can read this.")
    rounds = 3 if any(share.team for share in shares) else 2
    only = "Only you" if rounds == 2 else "You"
    return Readers(rounds, f"{join_names([only, *names])} can read this.")


def sections(reflection: Any) -> list[dict[str, str]]:
    """The lines that hold something, with their headings."""
    return [
        {"label": heading, "text": text}
        for name, heading in HEADINGS
        if (text := getattr(reflection, name))
    ]


def own_row(actor: Actor, row: ReflectionRow) -> dict[str, Any]:
    """A row in the writer's own list."""
    tag = ("Shared", "shared") if row.shared else None
    note = ""
    if row.ask_kind and row.shared:
        kind = AskKind(row.ask_kind).label.lower()
        note = f"You asked: {kind}." if row.ask_state != "answered" else "Answered."
    return {
        "name": row.title,
        "words": True,
        "href": url_for("reflections.read", reflection_id=row.id),
        "tag": tag,
        "side": when.day(actor, row.written_at),
        "note": note,
    }


def shared_row(actor: Actor, row: ReflectionRow) -> dict[str, Any]:
    """A row in the list of what others shared."""
    note = f"{row.author} shared this with you."
    if row.ask_kind and row.ask_state in ("waiting", "answered"):
        note = f"{row.author} {AskKind(row.ask_kind).would_like}."
    return {
        "name": row.title,
        "words": True,
        "href": url_for("reflections.read", reflection_id=row.id),
        "tag": ("Waiting", "waiting") if row.ask_state == "waiting" else None,
        "side": when.day(actor, row.written_at),
        "note": note,
    }


def answer_line(actor: Actor, answer: Answer) -> dict[str, str]:
    """An answer, as who, what and when."""
    by = "You" if answer.by_me else answer.by
    said = {
        "read": f"{by} read this, with thanks",
        "reply": f"{by} wrote",
        "agenda": f"{by} brought this to the agenda",
    }[answer.kind]
    return {"said": f"{said}, {when.near(actor, answer.answered_at)}", "words": answer.words}


def asker_heading(actor: Actor, asker: str, mine: bool, kind: str) -> str:
    """“Callum would like backing”, or to the asker: “You asked for backing”."""
    if not mine:
        return f"{asker} {AskKind(kind).would_like}"
    if kind == AskKind.HEARD:
        return "You asked just to be heard"
    return f"You asked: {AskKind(kind).label[:1].lower()}{AskKind(kind).label[1:]}"
