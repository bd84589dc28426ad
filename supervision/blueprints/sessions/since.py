"""What has come since the two last met, and what they talked about."""

from __future__ import annotations

import uuid
from typing import Any

from flask import url_for

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain.asks import AskKind
from supervision.domain.reviews import Direction
from supervision.language import gettext as _
from supervision.queries import recordings, reflections, sessions


def looks_back(actor: Actor, supervision_session: Any) -> bool:
    """Whether the page offers what has come since the two last met."""
    open_ = supervision_session.state in ("planned", "writing")
    return open_ and access.can_add(actor, supervision_session)


def rows(actor: Actor, supervision_session: Any, parts: Any) -> list[dict[str, Any]]:
    """What was shared and recorded since the two last met, until the draft is shared; from then
    on what was talked about. Rows with `kind` and `key`, to be ticked while the record is open."""
    found: list[dict[str, Any]] = []
    if looks_back(actor, supervision_session):
        start = sessions.before(actor, supervision_session)
        for row in reflections.shared_through(actor, supervision_session.relation_id, start):
            found.append(_reflection(actor, row.id, row.title, row))
        for row in recordings.by_author_since(actor, parts.supervisee.person_id, start, most=10):
            found.append(_recording(row.id, _("Person %(code)s", code=row.code), row))
    known = {row["key"] for row in found}
    more = [key for key in parts.reflection_ids if key not in known]
    found += [
        _reflection(actor, key, title) for key, title in reflections.titles(actor, more).items()
    ]
    others = [key for key in parts.recording_ids if key not in known]
    found += [_recording(key, say.it(label)) for key, label in recordings.labels(actor, others)]
    linked = {*parts.reflection_ids, *parts.recording_ids}
    tag = None
    if looks_back(actor, supervision_session):
        planned = supervision_session.state == "planned"
        tag = (_("To talk about"), "shared") if planned else (_("Talked about"), "settled")
    for row in found:
        row["linked"] = row["key"] in linked
        row["tag"] = tag if row["linked"] else None
    unseen = len(linked - {row["key"] for row in found})
    closed = {"kind": "", "key": None, "linked": True}
    return [*found, *[{**closed, "name": _("Something that is not open to you")}] * unseen]


def _reflection(actor: Actor, key: uuid.UUID, title: str, row: Any = None) -> dict[str, Any]:
    note = _("Reflection")
    if row is not None:
        note = _("Reflection, %(day)s.", day=when.day(actor, row.written_at))
        if row.ask_kind and row.ask_state in ("waiting", "answered"):
            note = say.sentences([note, _asked(actor, row)])
    return {
        "kind": "reflections",
        "key": key,
        "name": title,
        "words": True,
        "href": url_for("reflections.read", reflection_id=key),
        "note": note,
    }


def _asked(actor: Actor, row: Any) -> str:
    """What was asked for with a reflection."""
    ask = AskKind(row.ask_kind)
    if row.author_id == actor.person_id:
        return _("%(sentence)s.", sentence=say.it(ask.asked))
    return _("%(sentence)s.", sentence=say.it(ask.would_like(row.author)))


def _recording(key: uuid.UUID, label: str, row: Any = None) -> dict[str, Any]:
    note = _("Outcome recording")
    if row is not None:
        note = _("Outcome recording. “%(words)s”", words=row.what_matters)
        if row.last_direction:
            note = _(
                "Outcome recording. %(direction)s: “%(words)s”",
                direction=say.it(Direction(row.last_direction).words),
                words=row.what_matters,
            )
    return {
        "kind": "recordings",
        "key": key,
        "name": label,
        "href": url_for("recordings.read", recording_id=key),
        "note": note,
    }
