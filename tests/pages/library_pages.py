"""The pages of the library as several tests open them."""

from __future__ import annotations

import html
import re
import uuid
from typing import Any

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.library import PracticeProposal
from tests.worlds import World

HOME = "/good-practice"
NEW = f"{HOME}/proposals/new"
PROPOSE = "Propose it to the curators"
KEEP = "Keep as my draft"


def text(response: Any) -> str:
    """What a page says, on one line."""
    main = re.search(r"<main.*</main>", response.get_data(as_text=True), re.DOTALL)
    assert main is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def at(key: uuid.UUID, more: str = "") -> str:
    return f"{HOME}/proposals/{key}{more}"


def stored(world: World, key: uuid.UUID) -> PracticeProposal:
    with world.reading("callum"):
        row = db.session.get(PracticeProposal, key)
        assert row is not None
        db.session.refresh(row)
        db.session.expunge(row)
        return row


def traces(world: World, verb: str) -> list[uuid.UUID]:
    with world.reading("callum"):
        return list(db.session.scalars(select(AuditEntry.thing_id).where(AuditEntry.verb == verb)))
