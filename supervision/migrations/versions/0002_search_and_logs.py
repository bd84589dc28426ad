"""Full-text search over published examples; logs that the application cannot change

The index holds published text only. On SQLite its rows are kept by triggers, and `secure-delete`
takes the words of a withdrawn example out of the index file too.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LOGS = ("audit_entries", "read_entries")

SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE practice_examples_fts USING fts5(
        search_text, content='practice_examples', content_rowid='search_number',
        tokenize='porter unicode61')""",
    "INSERT INTO practice_examples_fts(practice_examples_fts, rank) VALUES('secure-delete', 1)",
    """CREATE TRIGGER practice_examples_fts_insert AFTER INSERT ON practice_examples BEGIN
        INSERT INTO practice_examples_fts(rowid, search_text)
        VALUES (new.search_number, new.search_text); END""",
    """CREATE TRIGGER practice_examples_fts_delete AFTER DELETE ON practice_examples BEGIN
        INSERT INTO practice_examples_fts(practice_examples_fts, rowid, search_text)
        VALUES ('delete', old.search_number, old.search_text); END""",
    """CREATE TRIGGER practice_examples_fts_update AFTER UPDATE OF search_text, search_number
        ON practice_examples BEGIN
        INSERT INTO practice_examples_fts(practice_examples_fts, rowid, search_text)
        VALUES ('delete', old.search_number, old.search_text);
        INSERT INTO practice_examples_fts(rowid, search_text)
        VALUES (new.search_number, new.search_text); END""",
    "INSERT INTO practice_examples_fts(practice_examples_fts) VALUES('rebuild')",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_SEARCH:
            op.execute(statement)
        for log in LOGS:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {log}_no_{act.lower()} BEFORE {act} ON {log} BEGIN "
                    "SELECT RAISE(ABORT, 'a log is never changed'); END"
                )
        return
    op.execute(
        "CREATE INDEX practice_examples_fts ON practice_examples "
        "USING gin (to_tsvector('english', search_text))"
    )
    op.execute(
        "CREATE FUNCTION log_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a log is never changed'; END $$"
    )
    for log in LOGS:
        op.execute(
            f"CREATE TRIGGER {log}_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {log} "
            "FOR EACH STATEMENT EXECUTE FUNCTION log_is_never_changed()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for log in LOGS:
            for act in ("update", "delete"):
                op.execute(f"DROP TRIGGER {log}_no_{act}")
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER practice_examples_fts_{name}")
        op.execute("DROP TABLE practice_examples_fts")
        return
    op.execute("DROP INDEX practice_examples_fts")
    for log in LOGS:
        op.execute(f"DROP TRIGGER {log}_never_changed ON {log}")
    op.execute("DROP FUNCTION log_is_never_changed()")
