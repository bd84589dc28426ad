"""Writing in the three sections of the record, each with a version of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import or_, select

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, require
from supervision.domain.sections import SECTIONS
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sessions import SectionVersion, SessionSection, SupervisionSession
from supervision.services.sessions.changes import changed, hold

NAMES = tuple(section.name for section in SECTIONS)


def save_sections(
    actor: Actor,
    supervision_session: SupervisionSession,
    words: Mapping[str, str],
    versions: Mapping[str, int],
    part: str | None = None,
) -> tuple[str, ...]:
    """Save what was written in the sections; those that say the same as before are left alone.

    Args:
        words: section name → its whole text; a section may be left out.
        versions: section name → the version that the writer was looking at.

    Returns:
        The names of the sections that were written.

    Raises:
        Forbidden: before the draft is shared, to all but the supervisor; once it is signed; once
            the relation has ended.
        Conflict: when someone saved another text of a section that the writer changed as well;
            with every such section, and nothing saved.
    """
    require(access.can_write(actor, supervision_session, part))
    hold(supervision_session)
    require(access.can_write(actor, supervision_session, part))
    rows = {
        row.name: row
        for row in db.session.scalars(
            select(SessionSection)
            .where(SessionSection.session_id == supervision_session.id)
            .execution_options(populate_existing=True)
        )
    }
    differing = [
        name
        for name in NAMES
        if name in words and not _same(_standing(rows.get(name)), words[name])
    ]
    stale = [
        rows[name]
        for name in differing
        if name in rows
        and rows[name].saved_at is not None  # over nothing, no text can be lost
        and rows[name].version != versions.get(name, 0)
    ]
    untouched = _untouched(stale, words, versions)
    clashing = [row for row in stale if row.name not in untouched]
    if clashing:
        raise Conflict(
            {row.name: row.words or "" for row in clashing},
            clashing[0].version,
            _saved_by(actor, clashing),
        )
    written = tuple(name for name in differing if name not in untouched)
    for name in written:
        _write(actor, supervision_session, rows.get(name), name, words[name])
    if written:
        changed(actor, supervision_session, begins=True)
        audit.did(actor, "wrote", supervision_session)
    return written


def _write(
    actor: Actor,
    supervision_session: SupervisionSession,
    row: SessionSection | None,
    name: str,
    words: str,
) -> None:
    if row is None:
        row = SessionSection(
            organisation_id=actor.organisation_id, session_id=supervision_session.id, name=name
        )
        db.session.add(row)
    if row.saved_at is not None:
        db.session.add(
            SectionVersion(
                organisation_id=actor.organisation_id,
                section_id=row.id,
                version=row.version,
                saved_by_id=row.saved_by_id,
                saved_at=row.saved_at,
                words=json.dumps({name: row.words or ""}),
            )
        )
    row.words = words
    row.saved_by_id = actor.person_id
    row.saved_at = actor.now


def _untouched(
    stale: list[SessionSection], words: Mapping[str, str], versions: Mapping[str, int]
) -> set[str]:
    """Of sections that someone else saved meanwhile, those that this writer had not changed:
    their text is still the one of the version they read."""
    if not stale:
        return set()
    read = {
        (row.section_id, row.version): json.loads(row.words or "{}")
        for row in db.session.scalars(
            select(SectionVersion).where(
                or_(
                    *(
                        (SectionVersion.section_id == row.id)
                        & (SectionVersion.version == versions.get(row.name, 0))
                        for row in stale
                    )
                )
            )
        )
    }
    return {
        row.name
        for row in stale
        if _same(read.get((row.id, versions.get(row.name, 0)), {}).get(row.name), words[row.name])
    }


def _saved_by(actor: Actor, rows: list[SessionSection]) -> str | None:
    others = [row.saved_by_id for row in rows if row.saved_by_id not in (None, actor.person_id)]
    if not others:
        return None
    return db.session.scalar(select(Person.known_as).where(Person.id == others[0]))


def _standing(row: SessionSection | None) -> str | None:
    return row.words if row is not None else None


def _same(a: str | None, b: str | None) -> bool:
    return same_words({"words": a}, {"words": b})
