"""From recordings to the words that their pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain.reviews import Direction
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.language import ngettext
from supervision.queries.recordings import HandedRow, Outcome, RecordingRow

LONG_QUOTE = 320
REFERENCE = _l(
    "A reference such as K7QM is drawn by chance, and known only to those who work with the "
    "person. What it stands for belongs in the case record, never here."
)


@dataclass(frozen=True)
class Readers:
    """Who can read a text: how many rounds to draw, and the sentence."""

    rounds: int
    sentence: str


def readers(others: Sequence[str]) -> Readers:
    """Who can read a text, told to one of them."""
    if not others:
        return Readers(1, _("Only you can read this."))
    if len(others) == 1:
        return Readers(2, _("Only you and %(name)s can read this.", name=others[0]))
    return Readers(3, _("%(names)s can read this.", names=say.names([_("You"), *others])))


def will_read(others: Sequence[str], *, more: bool = False) -> str:
    """Who could read a draft once it is recorded.

    Args:
        more: whether the person is still to be chosen, and others may work with them.
    """
    names = [*others, *([_("whoever is named beside the person you choose")] if more else [])]
    if names:
        who = say.names([_("you"), *names])
        return _("Once you record it, %(names)s can read it.", names=who)
    return _(
        "Once you record it, only you can read it, until you have a supervisor here or a colleague "
        "works with this person too."
    )


def recorded(others: Sequence[str]) -> str:
    """What to say when a draft has been recorded."""
    if not others:
        return _("Recorded. Only you can read it now.")
    return _("Recorded. %(names)s can read it now.", names=say.names(others))


def saved(others: Sequence[str]) -> str:
    """What to say when a text has been saved."""
    if not others:
        return _("Saved. Only you can read it.")
    return _("Saved. %(names)s can read it as it is now.", names=say.names(others))


def review_readers(names: Mapping[str, Sequence[str]], me: str) -> list[str]:
    """Who reads the reviews of each colleague who wrote one.

    Args:
        names: for each author the readers, whoever opens the page apart.
        me: the author who opens the page; empty when that is nobody.
    """
    return [
        _("Your reviews: %(names)s can read them.", names=say.names([_("you"), *others[1:]]))
        if author == me
        else _(
            "%(whose)s reviews: %(names)s can read them.",
            whose=say.whose(author),
            names=say.names([_("you"), *others]),
        )
        for author, others in names.items()
    ]


def opened(actor: Actor, reads: Sequence[tuple[str, datetime]]) -> list[str]:
    """Who has opened it, and when last: “Morag, today at 2 pm”."""
    return [
        _("%(name)s, %(moment)s", name=name, moment=when.appointment(actor, at))
        for name, at in reads
    ]


def outcome(one: Outcome) -> str:
    """An outcome by its name, with a word where that is still to be checked."""
    if one.verified:
        return one.name
    return _("%(outcome)s (wording still to be checked)", outcome=one.name)


def own_row(actor: Actor, row: RecordingRow) -> dict[str, Any]:
    """A row in the writer's own list."""
    return {
        **_row(actor, row, _("Person %(code)s.", code=row.code)),
        "tag": (_("Draft"), "") if row.state == "draft" else None,
    }


def other_row(actor: Actor, row: RecordingRow) -> dict[str, Any]:
    """A row in the list of what others recorded."""
    said = _("Person %(code)s, written down with %(name)s.", code=row.code, name=row.author)
    return _row(actor, row, said)


def row_of_person(actor: Actor, row: RecordingRow) -> dict[str, Any]:
    """A row on the page of one person, which says already whom it is about."""
    if row.author_id == actor.person_id:
        return {**own_row(actor, row), **_row(actor, row, _("Written down with you."))}
    return _row(actor, row, _("Written down with %(name)s.", name=row.author))


def handed_row(actor: Actor, row: HandedRow) -> dict[str, Any]:
    """A row about a person whom a colleague handed to the actor."""
    return {
        "name": _("Person %(code)s", code=row.code),
        "href": url_for("recordings.person", code=row.code),
        "side": when.day(actor, row.from_date),
        "note": ngettext(
            "%(names)s worked with this person before you.",
            "%(names)s worked with this person before you.",
            len(row.before),
            names=say.names(row.before),
        ),
    }


def lead(author: str, mine: bool, draft: bool, written: str) -> str:
    """Whose words these are, and who wrote them down."""
    if draft:
        return _("Your draft of %(day)s. Nobody else can read it until you record it.", day=written)
    if mine:
        return _("In the person’s own words, written down with you on %(day)s.", day=written)
    return _(
        "In the person’s own words, written down with %(name)s on %(day)s.",
        name=author,
        day=written,
    )


def _row(actor: Actor, row: RecordingRow, note: str) -> dict[str, Any]:
    return {
        "name": row.what_matters,
        "words": True,
        "href": url_for("recordings.read", recording_id=row.id),
        "side": when.day(actor, row.written_at),
        "note": say.sentences([note, _last(row)]),
    }


def _last(row: RecordingRow) -> str:
    if not row.last_direction:
        return ""
    words = say.it(Direction(row.last_direction).words)
    return _("%(direction)s at the last review.", direction=words)
