"""Limits on guessing, links that work once, mail to be sent

New tables, and one column that is added with its default: nothing is made anew, so nothing loses a
trigger.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.models.base import Key, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tries",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", Moment, nullable=False),
        sa.Column("last_at", Moment, nullable=False),
        sa.Column("wait_until", Moment, nullable=True),
        sa.PrimaryKeyConstraint("kind", "digest", name=op.f("pk_tries")),
    )
    op.create_index("ix_tries_last_at", "tries", ["last_at"])
    op.create_table(
        "one_time_links",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_at", Moment, nullable=True),
        sa.Column("ended_at", Moment, nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "purpose IN ('reset_password', 'invitation')", name=op.f("ck_one_time_links_purpose")
        ),
        *_of_a_person("one_time_links"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_links_token_hash")),
    )
    op.create_index("ix_one_time_links_person_id", "one_time_links", ["person_id"])
    op.create_table(
        "outgoing_mails",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about_kind", sa.String(length=40), nullable=True),
        sa.Column("about_id", Key, nullable=True),
        sa.Column("queued_at", Moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", Moment, nullable=True),
        sa.Column("claimed_at", Moment, nullable=True),
        sa.Column("sent_at", Moment, nullable=True),
        sa.Column("dropped_at", Moment, nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "kind IN ('waiting', 'guessing', 'reset', 'password_changed')",
            name=op.f("ck_outgoing_mails_kind"),
        ),
        sa.CheckConstraint(
            "(about_kind IS NULL) = (about_id IS NULL)", name=op.f("ck_outgoing_mails_about")
        ),
        *_of_a_person("outgoing_mails"),
    )
    op.create_index("ix_outgoing_mails_person_id", "outgoing_mails", ["person_id"])
    op.create_index("ix_outgoing_mails_next_try_at", "outgoing_mails", ["next_try_at"])
    op.add_column(
        "people",
        sa.Column("mail_when_waiting", sa.Boolean(), server_default=sa.true(), nullable=False),
    )


def _of_a_person(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f(f"fk_{table}_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f(f"fk_{table}_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    op.drop_column("people", "mail_when_waiting")
    for table in ("outgoing_mails", "one_time_links", "tries"):
        op.drop_table(table)
