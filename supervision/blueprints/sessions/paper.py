"""A session on paper: everything the reader can read of it, with links as words."""

from __future__ import annotations

from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.sessions import presenters, reading, signatures
from supervision.language import gettext as _
from supervision.queries import sessions


def context(actor: Actor, supervision_session: Any) -> dict[str, Any]:
    """What the printed page draws: the parts of the page of a session, with whole dates."""
    parts = sessions.parts(actor, supervision_session)
    drawn = reading.context(actor, supervision_session, parts)
    starts_at = supervision_session.starts_at
    return {
        **drawn,
        "agenda": [{**_as_words(row), "by": row["by_name"]} for row in drawn["agenda"]],
        "actions": [{**row, "owner": row["owner_name"]} for row in drawn["actions"]],
        "last_time": [_by_name(row) for row in drawn["last_time"]],
        "readers": _readers(actor, supervision_session, parts, drawn),
        "since": [_as_words(row) for row in drawn["since"]],
        "facts": [
            (_("When"), when.in_full(actor, starts_at)),
            (_("For how long"), when.length(supervision_session.minutes)),
            (_("Where"), (supervision_session.place or "").strip()),
            (_("What kind of session"), presenters.kind_label(supervision_session.kind)),
            (_("Supervisor"), parts.supervisor.name),
            (_("Supervised"), parts.supervisee.name),
            (_("How far it has come"), drawn["tag"][0]),
        ],
        "signed": [
            _(
                "%(name)s signed on %(when)s.",
                name=parts.name(person_id),
                when=when.in_full(actor, at),
            )
            for person_id, at in signatures.standing(actor, supervision_session, parts).items()
        ],
        "back": url_for("sessions.read", session_id=supervision_session.id),
        "printed": _(
            "This copy was made by %(name)s on %(when)s. %(organisation)s",
            name=actor.known_as,
            when=when.in_full(actor, actor.now),
            organisation=actor.organisation,
        ),
    }


def _readers(actor: Actor, supervision_session: Any, parts: Any, drawn: dict[str, Any]) -> Any:
    """Who can read the record here, by name, since anyone may read what is on paper."""
    if drawn["ended"] or supervision_session.state not in ("shared", "signed"):
        return drawn["readers"]
    names = say.names((parts.supervisee.name, parts.supervisor.name))
    only = _("%(names)s can read this record here, and nobody else.", names=names)
    above = presenters.above_sees(sessions.above(actor, supervision_session), held=True)
    return presenters.Readers(2, say.sentences([only, above, presenters.still_open(draft=False)]))


def _by_name(row: dict[str, Any]) -> dict[str, Any]:
    """An action of last time with its owner's name, once, whoever prints it."""
    owner = row["owner_name"] if row["owner"] else ""
    return {**row, "note": row["note_by_name"], "owner": owner}


def _as_words(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its links; what they led to stays, as words."""
    note = row.get("note") or ""
    if row.get("note_link"):
        note = _("%(note)s “%(title)s”", note=note, title=row["note_link"])
    kept = {key: row[key] for key in ("words", "by", "name", "tag") if key in row}
    return {**kept, "note": note}
