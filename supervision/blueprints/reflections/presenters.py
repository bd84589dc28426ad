"""From reflections to the words that their pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.reflections import questions
from supervision.domain.asks import AskKind
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.language import ngettext
from supervision.queries.reflections import ReflectionRow
from supervision.queries.shares import Share

COURT = _l(
    "It is private from colleagues, not from a court. If it describes an incident, the facts "
    "belong in the incident record too."
)


@dataclass(frozen=True)
class Readers:
    """Who can read a text: how many rounds to draw, and the sentence."""

    rounds: int
    sentence: str


def readers(shares: Sequence[Share]) -> Readers:
    """Who can read the author's own reflection, told to its author."""
    if not shares:
        return Readers(1, _("Only you can read this."))
    names = [audience(share) for share in shares]
    if any(share.team for share in shares):
        return Readers(3, _("%(names)s can read this.", names=say.names([_("You"), *names])))
    return Readers(2, _("Only %(names)s can read this.", names=say.names([_("you"), *names])))


def closed_teams(actor: Actor, shares: Sequence[Share]) -> list[str]:
    """What became of shares with teams that are closed, told to the author."""
    return [
        _(
            "It was shared with %(team)s until %(day)s, the last day of that team.",
            team=say.team(one.name),
            day=when.day(actor, one.closed_on),
        )
        for one in shares
        if one.closed_on is not None
    ]


def audience(share: Share) -> str:
    """Whom one share is with: “Morag”, “the seven people of the Lochside team”."""
    return people_of(share.name, share.others) if share.team else share.name


def people_of(name: str, others: Sequence[str] | None) -> str:
    """“the seven people of the Lochside team”; the reader apart, where they are in it."""
    if not others:
        return say.team(name)
    return ngettext(
        "the other person of %(team)s",
        "the %(count)s people of %(team)s",
        len(others),
        count=say.number(len(others)),
        team=say.team(name),
    )


def why_readable(author: str, team_name: str | None) -> str:
    """Why someone else than its author can read it, told to them."""
    if team_name is None:
        return _(
            "%(author)s shared this with you, so you can read it. %(author)s can take it back at"
            " any time.",
            author=author,
        )
    return _(
        "%(author)s shared this with %(team)s, so you can read it. %(author)s can take it back at"
        " any time.",
        author=author,
        team=say.team(team_name),
    )


def sections(reflection: Any) -> list[dict[str, str]]:
    """The texts that hold something, with their headings."""
    return [
        {"label": str(heading), "text": text}
        for name, heading in questions.of(reflection.model).headings.items()
        if (text := getattr(reflection, name))
    ]


def thanked(shares: Sequence[Share]) -> str:
    """Who has said “Read, thank you”, told to its author; empty when nobody has."""
    names = [share.name for share in shares if share.thanked_at is not None]
    if not names:
        return ""
    return ngettext(
        "%(names)s has read it, with thanks",
        "%(names)s have read it, with thanks",
        len(names),
        names=say.names(names),
    )


def own_row(actor: Actor, row: ReflectionRow) -> dict[str, Any]:
    """A row in the writer's own list."""
    note = ""
    if row.ask_kind and row.shared:
        asked = say.it(AskKind(row.ask_kind).asked)
        answered = row.ask_state == "answered"
        note = _("Answered.") if answered else _("%(sentence)s.", sentence=asked)
    return {
        "name": say.it(row.title),
        "words": True,
        "href": url_for("reflections.read", reflection_id=row.id),
        "tag": (_("Shared"), "shared") if row.shared else None,
        "side": when.day(actor, row.written_at),
        "note": note,
    }


def shared_row(actor: Actor, row: ReflectionRow) -> dict[str, Any]:
    """A row in the list of what others shared."""
    if row.ask_kind and row.ask_state in ("waiting", "answered"):
        note = _("%(sentence)s.", sentence=say.it(AskKind(row.ask_kind).would_like(row.author)))
    elif row.team:
        note = _(
            "%(author)s shared this with %(team)s.", author=row.author, team=say.team(row.team)
        )
    else:
        note = _("%(author)s shared this with you.", author=row.author)
    return {
        "name": say.it(row.title),
        "words": True,
        "href": url_for("reflections.read", reflection_id=row.id),
        "tag": (_("Waiting"), "waiting") if row.ask_state == "waiting" else None,
        "side": when.day(actor, row.written_at),
        "note": note,
    }
