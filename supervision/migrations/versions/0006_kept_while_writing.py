"""Forms are kept while they are written: where each stands, and how often it was kept"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "kept_forms", sa.Column("page", sa.String(length=500), server_default="", nullable=False)
    )
    op.add_column(
        "kept_forms", sa.Column("number", sa.Integer(), server_default="0", nullable=False)
    )
    if op.get_bind().dialect.name == "postgresql":
        # A row is written anew every few seconds: room beside it saves a turn through the indexes.
        op.execute("ALTER TABLE kept_forms SET (fillfactor = 70)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE kept_forms RESET (fillfactor)")
    op.drop_column("kept_forms", "number")
    op.drop_column("kept_forms", "page")
