"""Every text that pages show, replaced by payloads, in the rows that services have made.

They go straight into the database, past every check, as a text would that came by another door; the
forms of the pages are sent them besides, by the test [X04].
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from sqlalchemy import String, Table, Text, select, update

from supervision.extensions import Base, db
from supervision.sealing import keyring
from tests.safety import canaries
from tests.safety.furnished import Furnished
from tests.safety.payloads import PAYLOADS

# Plain texts that the house itself writes, from lists of its own: nobody types them.
CHOSEN = frozenset(
    [
        "alembic_version.version_num",
        "audit_entries.kind",
        "audit_entries.request_id",
        "audit_entries.verb",
        "asks.kind",
        "asks.state",
        "agreed_actions.state",
        "action_looks.result",
        "ask_answers.helped",
        "ask_answers.kind",
        "framework_outcomes.code",
        "frameworks.code",
        "kept_forms.page",
        "one_time_links.purpose",
        "organisations.language",
        "organisations.nation",
        "organisations.time_zone",
        "outcome_recordings.state",
        "outcome_reviews.direction",
        "outgoing_mails.about_kind",
        "outgoing_mails.kind",
        "people.email",
        "people.email_folded",
        "people.password_hash",
        "people_imports.state",
        "person_references.code",
        "practice_examples.search_text",
        "practice_proposals.state",
        "proposal_themes.theme",
        "example_themes.theme",
        "read_entries.kind",
        "reflections.model",
        "role_grants.role",
        "second_looks.need",
        "second_looks.state",
        "second_looks.what",
        "session_changes.reason",
        "session_changes.what",
        "session_participants.part",
        "session_sections.name",
        "supervision_relations.function",
        "supervision_sessions.kind",
        "supervision_sessions.state",
        "tries.kind",
        "frameworks.edition",
        "framework_outcomes.group_name",
    ]
)
MOST = 1_200  # of one field: some thirty payloads, others in each row


class Marks:
    """A word for each column, so that a page shows which columns it shows."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}

    def mark(self, column: str) -> str:
        return self.of.setdefault(column, f"qz{len(self.of):03d}q")


def seed(house: Furnished) -> Marks:
    """Put payloads into every text column of every row; returns the marks they begin with."""
    marks, supply = Marks(), cycle(PAYLOADS)
    with house.world.app.app_context(), db.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            rows = [dict(line) for line in connection.execute(select(table)).mappings()]
            for row in rows:
                values = {
                    name: value
                    for sealed in (False, True)
                    for name, value in _values(table, row, marks, supply, sealed)
                }
                if values:
                    same = [c == row[c.name] for c in table.primary_key.columns]
                    connection.execute(update(table).where(*same).values(values))
    return marks


def _values(
    table: Table, row: dict[str, Any], marks: Marks, supply: Iterator[str], sealed: bool
) -> Iterator[tuple[str, Any]]:
    if not sealed:
        for column in table.columns:
            where = f"{table.name}.{column.name}"
            if isinstance(column.type, String | Text) and where not in CHOSEN and row[column.name]:
                most = getattr(column.type, "length", None) or MOST
                yield column.name, _text(marks.mark(where), supply, most)
        return
    for held, field in canaries.fields():
        if held is not table or row[field.column] is None:
            continue
        where = f"{table.name}.{field.column}"
        if (table.name, field.column) == canaries.A_KEY:
            continue
        before = field.opened(row["organisation_id"], row["id"], row[field.column])
        most = 200 if field.column in ("title_sealed", "name_sealed", "place_sealed") else MOST
        words = _with(before, _text(marks.mark(where), supply, most))
        yield field.column, keyring.seal(row["organisation_id"], row["id"], field.label, words)


def _with(before: str, words: str) -> str:
    try:
        held = json.loads(before)
    except ValueError:
        return words
    return json.dumps(_each(held, words)) if isinstance(held, dict | list) else words


def _each(held: Any, words: str) -> Any:
    if isinstance(held, dict):
        return {name: _each(value, words) for name, value in held.items()}
    if isinstance(held, list):
        return [_each(value, words) for value in held]
    return words if isinstance(held, str) and " " in held else held


def _text(mark: str, supply: Iterator[str], most: int) -> str:
    """The mark, then as many payloads as there is room for, cut to the length of the field; a
    database keeps no zero byte."""
    made = mark
    for payload in islice(supply, 130):
        if len(made) + len(payload) + 1 > most and made != mark:
            break
        made += f" {payload}"
    return made.replace("\0", "")[:most]
