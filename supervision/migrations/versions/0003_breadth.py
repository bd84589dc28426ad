"""Sharing more widely, groups, changes of plan, additions, support that was offered, themes

On SQLite a table whose checks change is made anew. That would lose its triggers, so those that
carry some (examples, logs) only gain and lose columns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from supervision.models.base import Key, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Checks = dict[str, dict[str, str]]

ONE_TO_ONE = (
    "(kind IN ('group', 'peer') AND relation_id IS NULL AND convener_id IS NOT NULL)"
    " OR (kind NOT IN ('group', 'peer') AND relation_id IS NOT NULL AND convener_id IS NULL)"
)
AFTER: Checks = {
    "supervision_sessions": {
        "kind": "kind IN ('one_to_one', 'ad_hoc', 'observed', 'restorative', 'safeguarding', "
        "'debrief', 'group', 'peer')",
        "state": "state IN ('planned', 'writing', 'shared', 'signed', 'cancelled')",
        "of_two_or_of_a_group": ONE_TO_ONE,
    },
    "session_participants": {"part": "part IN ('supervisor', 'supervisee', 'member')"},
    "practice_proposals": {"state": "state IN ('draft', 'proposed', 'changes_asked', 'published')"},
    "reflections": {"model": "model IN ('lines', 'what', 'free')"},
    "ask_answers": {"helped": "helped IS NULL OR kind = 'support'"},
    "agreed_actions": {},
}
BEFORE: Checks = {
    "supervision_sessions": {
        "kind": "kind IN ('one_to_one')",
        "state": "state IN ('planned', 'writing', 'shared', 'signed')",
    },
    "session_participants": {"part": "part IN ('supervisor', 'supervisee')"},
    "practice_proposals": {"state": "state IN ('draft', 'proposed', 'published')"},
    "reflections": {},
    "ask_answers": {},
    "agreed_actions": {},
}


def _alter(table: str, had: Checks, has: Checks, change: Callable[[Any], None]) -> None:
    """Change columns of a table whose checks change with them."""
    name = f"ck_{table}_{{}}".format
    with op.batch_alter_table(table) as batch:
        for check in had[table]:
            batch.drop_constraint(op.f(name(check)), type_="check")
        change(batch)
        for check, rule in has[table].items():
            batch.create_check_constraint(op.f(name(check)), rule)


def _nothing(_batch: Any) -> None:
    """No column changes with these checks."""


def upgrade() -> None:
    op.create_table(
        "example_themes",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("example_id", Key, nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "example_id"],
            ["practice_examples.organisation_id", "practice_examples.id"],
            name=op.f("fk_example_themes_organisation_id_example_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_example_themes_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_example_themes")),
        sa.UniqueConstraint("example_id", "theme", name=op.f("uq_example_themes_example_id_theme")),
    )
    op.create_index(
        "ix_example_themes_organisation_id_theme", "example_themes", ["organisation_id", "theme"]
    )

    op.create_table(
        "proposal_remarks",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("proposal_id", Key, nullable=False),
        sa.Column("curator_id", Key, nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "curator_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_proposal_remarks_organisation_id_curator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "proposal_id"],
            ["practice_proposals.organisation_id", "practice_proposals.id"],
            name=op.f("fk_proposal_remarks_organisation_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_proposal_remarks_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_remarks")),
    )
    op.create_index("ix_proposal_remarks_proposal_id", "proposal_remarks", ["proposal_id"])

    op.create_table(
        "proposal_themes",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("proposal_id", Key, nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "proposal_id"],
            ["practice_proposals.organisation_id", "practice_proposals.id"],
            name=op.f("fk_proposal_themes_organisation_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_proposal_themes_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_themes")),
        sa.UniqueConstraint(
            "proposal_id", "theme", name=op.f("uq_proposal_themes_proposal_id_theme")
        ),
    )
    op.create_table(
        "session_additions",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_session_additions_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_session_additions_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_session_additions_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_additions")),
    )
    op.create_index("ix_session_additions_session_id", "session_additions", ["session_id"])

    op.create_table(
        "session_changes",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint("what IN ('moved', 'cancelled')", name=op.f("ck_session_changes_what")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_session_changes_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_session_changes_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_session_changes_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_changes")),
    )
    op.create_index("ix_session_changes_session_id", "session_changes", ["session_id"])

    op.add_column("agenda_items", sa.Column("taken_off_at", Moment, nullable=True))
    op.add_column(
        "framework_outcomes",
        sa.Column("verified", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    op.add_column("people", sa.Column("welcomed_at", Moment, nullable=True))
    op.add_column("practice_examples", sa.Column("withdrawn_on", sa.Date(), nullable=True))
    op.add_column(
        "practice_examples", sa.Column("withdrawal_sealed", sa.LargeBinary(), nullable=True)
    )
    op.add_column("reflection_shares", sa.Column("thanked_at", Moment, nullable=True))
    op.add_column(
        "reflection_shares", sa.Column("kept_words_sealed", sa.LargeBinary(), nullable=True)
    )
    op.add_column(
        "sign_ins",
        sa.Column("device", sa.String(length=80), server_default="", nullable=False),
    )
    _alter("reflections", BEFORE, AFTER, _add_model)
    _alter("ask_answers", BEFORE, AFTER, _add_support)
    _alter("agreed_actions", BEFORE, AFTER, lambda batch: _relation(batch, needed=False))
    _alter("practice_proposals", BEFORE, AFTER, _nothing)
    _alter("session_participants", BEFORE, AFTER, _add_came)
    _alter("supervision_sessions", BEFORE, AFTER, _add_group)


def _add_model(batch: Any) -> None:
    batch.add_column(
        sa.Column("model", sa.String(length=20), server_default="lines", nullable=False)
    )


def _add_support(batch: Any) -> None:
    batch.add_column(sa.Column("by_on", sa.Date(), nullable=True))
    batch.add_column(sa.Column("helped", sa.String(length=20), nullable=True))
    batch.add_column(sa.Column("helped_at", Moment, nullable=True))
    batch.add_column(sa.Column("helped_words_sealed", sa.LargeBinary(), nullable=True))


def _relation(batch: Any, *, needed: bool) -> None:
    batch.alter_column("relation_id", existing_type=Key(), nullable=not needed)


def _add_came(batch: Any) -> None:
    batch.add_column(sa.Column("came", sa.Boolean(), nullable=True))


CONVENER = "fk_supervision_sessions_organisation_id_convener_id"


def _add_group(batch: Any) -> None:
    batch.add_column(sa.Column("convener_id", Key, nullable=True))
    batch.add_column(sa.Column("name_sealed", sa.LargeBinary(), nullable=True))
    _relation(batch, needed=False)
    batch.create_foreign_key(
        op.f(CONVENER), "people", ["organisation_id", "convener_id"], ["organisation_id", "id"]
    )


# What the older shape cannot hold goes, with all that hangs on it: sessions of groups and
# cancelled ones, what was moved, additions, themes, remarks, and whether support helped. The rest
# stays.
GONE = "SELECT id FROM supervision_sessions WHERE relation_id IS NULL OR state = 'cancelled'"
OF_SESSIONS = (
    "agenda_items",
    "session_reflections",
    "session_recordings",
    "session_signatures",
    "session_participants",
)


def downgrade() -> None:
    _forget()
    _alter("supervision_sessions", AFTER, BEFORE, _drop_group)
    _alter("session_participants", AFTER, BEFORE, lambda batch: batch.drop_column("came"))
    _alter("practice_proposals", AFTER, BEFORE, _nothing)
    _alter("agreed_actions", AFTER, BEFORE, lambda batch: _relation(batch, needed=True))
    _alter("ask_answers", AFTER, BEFORE, _drop_support)
    _alter("reflections", AFTER, BEFORE, lambda batch: batch.drop_column("model"))
    for table, column in (
        ("sign_ins", "device"),
        ("reflection_shares", "kept_words_sealed"),
        ("reflection_shares", "thanked_at"),
        ("practice_examples", "withdrawal_sealed"),
        ("practice_examples", "withdrawn_on"),
        ("people", "welcomed_at"),
        ("framework_outcomes", "verified"),
        ("agenda_items", "taken_off_at"),
    ):
        op.drop_column(table, column)
    for table in (
        "session_changes",
        "session_additions",
        "proposal_themes",
        "proposal_remarks",
        "example_themes",
    ):
        op.drop_table(table)


def _forget() -> None:
    looks = "DELETE FROM action_looks WHERE"
    op.execute(
        f"{looks} session_id IN ({GONE}) OR action_id IN "
        f"(SELECT id FROM agreed_actions WHERE session_id IN ({GONE}))"
    )
    op.execute(f"DELETE FROM agreed_actions WHERE session_id IN ({GONE})")
    op.execute(
        "DELETE FROM section_versions WHERE section_id IN "
        f"(SELECT id FROM session_sections WHERE session_id IN ({GONE}))"
    )
    for table in ("session_sections", "session_changes", "session_additions", *OF_SESSIONS):
        op.execute(f"DELETE FROM {table} WHERE session_id IN ({GONE})")
    op.execute("DELETE FROM supervision_sessions WHERE relation_id IS NULL OR state = 'cancelled'")
    op.execute("UPDATE supervision_sessions SET kind = 'one_to_one'")
    op.execute("UPDATE practice_proposals SET state = 'draft' WHERE state = 'changes_asked'")
    # The older code reads every answer, agenda item and example. Support that was offered stays as
    # the reply that it also was; what was taken off or withdrawn must not be shown again.
    op.execute(
        "UPDATE ask_answers SET helped = NULL, "
        "kind = CASE WHEN words_sealed IS NULL THEN 'read' ELSE 'reply' END WHERE kind = 'support'"
    )
    op.execute("DELETE FROM agenda_items WHERE taken_off_at IS NOT NULL")
    op.execute(
        "UPDATE practice_examples SET deleted_at = CURRENT_TIMESTAMP "
        "WHERE withdrawn_on IS NOT NULL AND deleted_at IS NULL"
    )


def _drop_group(batch: Any) -> None:
    batch.drop_constraint(op.f(CONVENER), type_="foreignkey")
    batch.drop_column("name_sealed")
    batch.drop_column("convener_id")
    _relation(batch, needed=True)


def _drop_support(batch: Any) -> None:
    for column in ("helped_words_sealed", "helped_at", "helped", "by_on"):
        batch.drop_column(column)
