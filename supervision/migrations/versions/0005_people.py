"""People looked after: dated trees, who gave what, second looks, settings, cover, imports

Tables only gain columns, so none loses a trigger; the one whose check changes carries none. What
services and teams are called today becomes their first spell.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from alembic import op

from supervision.keys import new_key
from supervision.models.base import Key, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DATED = ("role_grants", "supervision_relations", "team_memberships")
MAILS_BEFORE = ("waiting", "guessing", "reset", "password_changed")
MAILS_SINCE = ("invitation", "standing", "address_changed")
MAILS = (*MAILS_BEFORE, *MAILS_SINCE)
LONG_AGO = date(2000, 1, 1)  # of an organisation without people
INDEXES = (
    ("absences", "person_id"),
    ("care_service_spells", "care_service_id"),
    ("covers", "covered_id"),
    ("people_imports", "organisation_id", "made_at"),
    ("second_looks", "organisation_id", "state"),
    ("setting_changes", "organisation_id", "name"),
    ("team_spells", "team_id"),
    ("people", "organisation_id", "full_name", "id"),
)


def upgrade() -> None:
    _new_tables()
    for table in ("care_services", "teams"):
        op.add_column(table, sa.Column("closed_on", sa.Date(), nullable=True))
    for table in DATED:
        for column in _given():
            op.add_column(table, column)
    op.add_column("one_time_links", sa.Column("made_by", Key, nullable=True))
    op.add_column(
        "organisations", sa.Column("settings", sa.Text(), server_default="{}", nullable=False)
    )
    op.add_column("people", sa.Column("shut_out_at", Moment, nullable=True))
    op.add_column("people", sa.Column("leaving_noted_at", Moment, nullable=True))
    op.add_column("people", sa.Column("weekly_minutes", sa.Integer(), nullable=True))
    op.add_column("people", sa.Column("added_at", Moment, nullable=True))
    op.add_column("sign_ins", sa.Column("confirmed_at", Moment, nullable=True))
    for table, *columns in INDEXES:
        name = "full_name" if table == "people" else "_".join(columns)
        prefix = "organisation_id_" if table == "people" else ""
        op.create_index(f"ix_{table}_{prefix}{name}", table, columns)
    op.add_column("outgoing_mails", sa.Column("address", sa.String(length=254), nullable=True))
    _mail_kinds(MAILS)
    _first_spells()


def _new_tables() -> None:
    _table(
        "setting_changes",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_by", Key, nullable=True),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("second_look_id", Key, nullable=True),
    )
    _table(
        "absences",
        sa.Column("person_id", Key, nullable=False),
        *_dates(),
        *_given(),
        _within("absences", "person_id", "people"),
    )
    _table(
        "care_service_spells",
        sa.Column("care_service_id", Key, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        *_dates(),
        sa.Column("merged_into_id", Key, nullable=True),
        *_given(),
        _within("care_service_spells", "care_service_id", "care_services"),
    )
    _table(
        "team_spells",
        sa.Column("team_id", Key, nullable=False),
        sa.Column("care_service_id", Key, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        *_dates(),
        sa.Column("merged_into_id", Key, nullable=True),
        *_given(),
        _within("team_spells", "team_id", "teams"),
        _within("team_spells", "care_service_id", "care_services"),
    )
    _table(
        "people_imports",
        sa.Column("made_by", Key, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("rows_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("outcome_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("done_rows", sa.Integer(), nullable=False),
        sa.Column("all_rows", sa.Integer(), nullable=False),
        sa.Column("claimed_at", Moment, nullable=True),
        sa.Column("finished_at", Moment, nullable=True),
        sa.CheckConstraint(
            "state IN ('checked', 'running', 'done', 'set_aside')",
            name=op.f("ck_people_imports_state"),
        ),
        _within("people_imports", "made_by", "people"),
    )
    _table(
        "second_looks",
        sa.Column("need", sa.String(length=20), nullable=False),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_by", Key, nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answered_by", Key, nullable=True),
        sa.Column("answered_at", Moment, nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "need IN ('role', 'relation', 'setting', 'link', 'address')",
            name=op.f("ck_second_looks_need"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'agreed', 'declined', 'withdrawn')",
            name=op.f("ck_second_looks_state"),
        ),
        sa.CheckConstraint(
            "answered_by <> asked_by OR state = 'withdrawn'",
            name=op.f("ck_second_looks_two_people"),
        ),
        *(
            _within("second_looks", column, "people")
            for column in ("person_id", "asked_by", "answered_by")
        ),
    )
    _table(
        "covers",
        sa.Column("relation_id", Key, nullable=False),
        sa.Column("covered_id", Key, nullable=False),
        _within("covers", "relation_id", "supervision_relations"),
        _within("covers", "covered_id", "supervision_relations"),
        sa.UniqueConstraint("relation_id", name=op.f("uq_covers_relation_id")),
    )


def _table(name: str, *items: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("organisation_id", Key, nullable=False),
        *items,
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f(f"fk_{name}_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _within(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation_id", column],
        [f"{target}.organisation_id", f"{target}.id"],
        name=op.f(f"fk_{table}_organisation_id_{column}"),
    )


def _dates() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
    )


def _given() -> tuple[sa.Column, ...]:
    return (
        sa.Column("given_by", Key, nullable=True),
        sa.Column("given_at", Moment, nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("ended_by", Key, nullable=True),
        sa.Column("ended_at", Moment, nullable=True),
        sa.Column("end_reason_sealed", sa.LargeBinary(), nullable=True),
    )


def _mail_kinds(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("outgoing_mails") as batch:
        batch.drop_constraint(op.f("ck_outgoing_mails_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_outgoing_mails_kind"), f"kind IN {kinds}")


def _first_spells() -> None:
    """What stands today begins on the day on which the first of its people did."""
    connection = op.get_bind()
    people = _columns("people", "organisation_id", "joined_on")
    first = sa.select(people.c.organisation_id, sa.func.min(people.c.joined_on))
    began = {
        organisation_id: day
        for organisation_id, day in connection.execute(first.group_by(people.c.organisation_id))
    }
    for source, own in (("care_services", "care_service_id"), ("teams", "team_id")):
        named = ["organisation_id", "id", "name"]
        named += ["care_service_id"] if source == "teams" else []
        facts = list(dict.fromkeys([own, *named[2:]]))
        spells = _columns(
            f"{source.removesuffix('s')}_spells", "id", "organisation_id", "from_date", *facts
        )
        for row in connection.execute(sa.select(_columns(source, *named))).mappings().all():
            spell = {fact: row[fact] for fact in facts if fact != own}
            spell[own] = row["id"]
            spell["id"], spell["organisation_id"] = new_key(), row["organisation_id"]
            spell["from_date"] = began.get(row["organisation_id"], LONG_AGO)
            connection.execute(spells.insert(), spell)


def _columns(table: str, *names: str) -> sa.TableClause:
    kinds = {"name": sa.String(), "from_date": sa.Date(), "joined_on": sa.Date()}
    return sa.table(table, *(sa.column(name, kinds.get(name, Key)) for name in names))


def downgrade() -> None:
    for kind in MAILS_SINCE:
        op.execute(sa.text("DELETE FROM outgoing_mails WHERE kind = :kind").bindparams(kind=kind))
    _mail_kinds(MAILS_BEFORE)
    op.drop_column("outgoing_mails", "address")
    op.drop_index("ix_people_organisation_id_full_name", "people")
    op.drop_column("sign_ins", "confirmed_at")
    op.drop_column("people", "added_at")
    op.drop_column("people", "weekly_minutes")
    op.drop_column("people", "leaving_noted_at")
    op.drop_column("people", "shut_out_at")
    op.drop_column("organisations", "settings")
    op.drop_column("one_time_links", "made_by")
    for table in DATED:
        for column in _given():
            op.drop_column(table, column.name)
    for table in ("care_services", "teams"):
        op.drop_column(table, "closed_on")
    for table in (
        "covers",
        "second_looks",
        "people_imports",
        "team_spells",
        "care_service_spells",
        "absences",
        "setting_changes",
    ):
        op.drop_table(table)
