"""first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.models.base import Key, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "frameworks",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=500), nullable=False),
        sa.Column("attribution", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frameworks")),
        sa.UniqueConstraint("code", "edition", name=op.f("uq_frameworks_code_edition")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", Key, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("nation", sa.String(length=20), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("actor_id", Key, nullable=True),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.String(length=40), nullable=True),
        sa.Column("previous_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_audit_entries_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "sequence", name=op.f("pk_audit_entries")),
    )
    op.create_table(
        "audit_heads",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_audit_heads_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "care_services",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_care_services_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_services")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_care_services_organisation_id_id")
        ),
    )
    op.create_table(
        "framework_outcomes",
        sa.Column("id", Key, nullable=False),
        sa.Column("framework_id", Key, nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("group_name", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_framework_outcomes_framework_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_outcomes")),
        sa.UniqueConstraint(
            "framework_id", "code", name=op.f("uq_framework_outcomes_framework_id_code")
        ),
    )
    op.create_table(
        "organisation_keys",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_keys_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_keys")),
    )
    op.create_table(
        "people",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("known_as", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_folded", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_people_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email_folded", name=op.f("uq_people_email_folded")),
        sa.UniqueConstraint("organisation_id", "id", name=op.f("uq_people_organisation_id_id")),
    )
    op.create_table(
        "person_references",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_person_references_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_references")),
        sa.UniqueConstraint(
            "organisation_id", "code", name=op.f("uq_person_references_organisation_id_code")
        ),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_person_references_organisation_id_id")
        ),
    )
    op.create_table(
        "practice_examples",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("deleted_at", Moment, nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("stood", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("did_not_work", sa.Text(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_number", sa.Integer(), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_practice_examples_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_examples")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_practice_examples_organisation_id_id")
        ),
        sa.UniqueConstraint("search_number", name=op.f("uq_practice_examples_search_number")),
    )
    with op.batch_alter_table("practice_examples", schema=None) as batch_op:
        batch_op.create_index(
            "ix_practice_examples_organisation_id_published_on_id",
            ["organisation_id", "published_on", "id"],
            unique=False,
        )

    op.create_table(
        "read_entries",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("reader_id", Key, nullable=False),
        sa.Column("about_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", Key, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_at", Moment, nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_read_entries_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_entries")),
        sa.UniqueConstraint(
            "reader_id",
            "kind",
            "thing_id",
            "day",
            name=op.f("uq_read_entries_reader_id_kind_thing_id_day"),
        ),
    )
    with op.batch_alter_table("read_entries", schema=None) as batch_op:
        batch_op.create_index("ix_read_entries_about_id_day", ["about_id", "day"], unique=False)
        batch_op.create_index("ix_read_entries_kind_thing_id", ["kind", "thing_id"], unique=False)

    op.create_table(
        "example_outcomes",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("example_id", Key, nullable=False),
        sa.Column("framework_outcome_id", Key, nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_outcome_id"],
            ["framework_outcomes.id"],
            name=op.f("fk_example_outcomes_framework_outcome_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "example_id"],
            ["practice_examples.organisation_id", "practice_examples.id"],
            name=op.f("fk_example_outcomes_organisation_id_example_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_example_outcomes_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_example_outcomes")),
        sa.UniqueConstraint(
            "example_id",
            "framework_outcome_id",
            name=op.f("uq_example_outcomes_example_id_framework_outcome_id"),
        ),
    )
    with op.batch_alter_table("example_outcomes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_example_outcomes_framework_outcome_id", ["framework_outcome_id"], unique=False
        )

    op.create_table(
        "kept_forms",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("kept_at", Moment, nullable=False),
        sa.Column("fields_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_kept_forms_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_kept_forms_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_forms")),
    )
    with op.batch_alter_table("kept_forms", schema=None) as batch_op:
        batch_op.create_index("ix_kept_forms_person_id", ["person_id"], unique=False)

    op.create_table(
        "person_reference_holders",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("person_reference_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_person_reference_holders_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_reference_id"],
            ["person_references.organisation_id", "person_references.id"],
            name=op.f("fk_person_reference_holders_organisation_id_person_reference_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_person_reference_holders_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_reference_holders")),
    )
    with op.batch_alter_table("person_reference_holders", schema=None) as batch_op:
        batch_op.create_index("ix_person_reference_holders_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "ix_person_reference_holders_person_reference_id", ["person_reference_id"], unique=False
        )

    op.create_table(
        "practice_proposals",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("author_id", Key, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("saved_at", Moment, nullable=False),
        sa.Column("proposed_at", Moment, nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("deleted_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("kept_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("title_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("summary_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("quote_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("stood_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("done_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("changed_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("did_not_work_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("learnt_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'proposed', 'published')", name=op.f("ck_practice_proposals_state")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_practice_proposals_organisation_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_practice_proposals_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_proposals")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_practice_proposals_organisation_id_id")
        ),
    )
    with op.batch_alter_table("practice_proposals", schema=None) as batch_op:
        batch_op.create_index(
            "ix_practice_proposals_author_id_written_at_id",
            ["author_id", "written_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_practice_proposals_organisation_id_state",
            ["organisation_id", "state"],
            unique=False,
        )

    op.create_table(
        "role_grants",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "role IN ('practitioner', 'curator', 'leader', 'auditor', 'governance', 'administrator')",
            name=op.f("ck_role_grants_role"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_role_grants_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_role_grants_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
    )
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.create_index("ix_role_grants_person_id", ["person_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_sign_ins_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_sign_ins_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index("ix_sign_ins_person_id", ["person_id"], unique=False)

    op.create_table(
        "supervision_relations",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("supervisor_id", Key, nullable=False),
        sa.Column("supervisee_id", Key, nullable=False),
        sa.Column("function", sa.String(length=20), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "function IN ('line', 'professional', 'clinical')",
            name=op.f("ck_supervision_relations_function"),
        ),
        sa.CheckConstraint(
            "supervisor_id <> supervisee_id", name=op.f("ck_supervision_relations_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "supervisee_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_supervision_relations_organisation_id_supervisee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "supervisor_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_supervision_relations_organisation_id_supervisor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_supervision_relations_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_relations")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_supervision_relations_organisation_id_id")
        ),
    )
    with op.batch_alter_table("supervision_relations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_supervision_relations_supervisee_id", ["supervisee_id"], unique=False
        )
        batch_op.create_index(
            "ix_supervision_relations_supervisor_id", ["supervisor_id"], unique=False
        )

    op.create_table(
        "teams",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("care_service_id", Key, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "care_service_id"],
            ["care_services.organisation_id", "care_services.id"],
            name=op.f("fk_teams_organisation_id_care_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_teams_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("organisation_id", "id", name=op.f("uq_teams_organisation_id_id")),
    )
    op.create_table(
        "outcome_recordings",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("person_reference_id", Key, nullable=False),
        sa.Column("author_id", Key, nullable=False),
        sa.Column("care_service_id", Key, nullable=True),
        sa.Column("team_id", Key, nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("saved_at", Moment, nullable=False),
        sa.Column("recorded_at", Moment, nullable=True),
        sa.Column("deleted_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what_matters_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("brings_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'recorded')", name=op.f("ck_outcome_recordings_state")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_outcome_recordings_organisation_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "care_service_id"],
            ["care_services.organisation_id", "care_services.id"],
            name=op.f("fk_outcome_recordings_organisation_id_care_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_reference_id"],
            ["person_references.organisation_id", "person_references.id"],
            name=op.f("fk_outcome_recordings_organisation_id_person_reference_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["teams.organisation_id", "teams.id"],
            name=op.f("fk_outcome_recordings_organisation_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_outcome_recordings_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_recordings")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_outcome_recordings_organisation_id_id")
        ),
    )
    with op.batch_alter_table("outcome_recordings", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outcome_recordings_author_id_written_at_id",
            ["author_id", "written_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_outcome_recordings_person_reference_id", ["person_reference_id"], unique=False
        )

    op.create_table(
        "proposal_outcomes",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("proposal_id", Key, nullable=False),
        sa.Column("framework_outcome_id", Key, nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_outcome_id"],
            ["framework_outcomes.id"],
            name=op.f("fk_proposal_outcomes_framework_outcome_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "proposal_id"],
            ["practice_proposals.organisation_id", "practice_proposals.id"],
            name=op.f("fk_proposal_outcomes_organisation_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_proposal_outcomes_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_outcomes")),
        sa.UniqueConstraint(
            "proposal_id",
            "framework_outcome_id",
            name=op.f("uq_proposal_outcomes_proposal_id_framework_outcome_id"),
        ),
    )
    op.create_table(
        "proposal_versions",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("proposal_id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "proposal_id"],
            ["practice_proposals.organisation_id", "practice_proposals.id"],
            name=op.f("fk_proposal_versions_organisation_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_proposal_versions_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_versions")),
        sa.UniqueConstraint(
            "proposal_id", "version", name=op.f("uq_proposal_versions_proposal_id_version")
        ),
    )
    op.create_table(
        "reflections",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("author_id", Key, nullable=False),
        sa.Column("care_service_id", Key, nullable=True),
        sa.Column("team_id", Key, nullable=True),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("saved_at", Moment, nullable=False),
        sa.Column("deleted_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("happened_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("mattered_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("next_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_reflections_organisation_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "care_service_id"],
            ["care_services.organisation_id", "care_services.id"],
            name=op.f("fk_reflections_organisation_id_care_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["teams.organisation_id", "teams.id"],
            name=op.f("fk_reflections_organisation_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_reflections_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflections")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_reflections_organisation_id_id")
        ),
    )
    with op.batch_alter_table("reflections", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reflections_author_id_written_at_id",
            ["author_id", "written_at", "id"],
            unique=False,
        )

    op.create_table(
        "supervision_sessions",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("relation_id", Key, nullable=False),
        sa.Column("care_service_id", Key, nullable=True),
        sa.Column("team_id", Key, nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("planned_at", Moment, nullable=False),
        sa.Column("shared_at", Moment, nullable=True),
        sa.Column("signed_at", Moment, nullable=True),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("snapshot_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("content_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint("kind IN ('one_to_one')", name=op.f("ck_supervision_sessions_kind")),
        sa.CheckConstraint(
            "state IN ('planned', 'writing', 'shared', 'signed')",
            name=op.f("ck_supervision_sessions_state"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "care_service_id"],
            ["care_services.organisation_id", "care_services.id"],
            name=op.f("fk_supervision_sessions_organisation_id_care_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "relation_id"],
            ["supervision_relations.organisation_id", "supervision_relations.id"],
            name=op.f("fk_supervision_sessions_organisation_id_relation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["teams.organisation_id", "teams.id"],
            name=op.f("fk_supervision_sessions_organisation_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_supervision_sessions_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_sessions")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_supervision_sessions_organisation_id_id")
        ),
    )
    with op.batch_alter_table("supervision_sessions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_supervision_sessions_relation_id_starts_at_id",
            ["relation_id", "starts_at", "id"],
            unique=False,
        )

    op.create_table(
        "team_memberships",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("team_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_team_memberships_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["teams.organisation_id", "teams.id"],
            name=op.f("fk_team_memberships_organisation_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_team_memberships_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_memberships")),
    )
    with op.batch_alter_table("team_memberships", schema=None) as batch_op:
        batch_op.create_index("ix_team_memberships_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_team_memberships_team_id", ["team_id"], unique=False)

    op.create_table(
        "agreed_actions",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("relation_id", Key, nullable=False),
        sa.Column("owner_id", Key, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("agreed_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'let_go')", name=op.f("ck_agreed_actions_state")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "owner_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_agreed_actions_organisation_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "relation_id"],
            ["supervision_relations.organisation_id", "supervision_relations.id"],
            name=op.f("fk_agreed_actions_organisation_id_relation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_agreed_actions_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_agreed_actions_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_actions")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_agreed_actions_organisation_id_id")
        ),
    )
    with op.batch_alter_table("agreed_actions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_agreed_actions_owner_id_state", ["owner_id", "state"], unique=False
        )
        batch_op.create_index(
            "ix_agreed_actions_relation_id_state", ["relation_id", "state"], unique=False
        )
        batch_op.create_index("ix_agreed_actions_session_id", ["session_id"], unique=False)

    op.create_table(
        "asks",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("asker_id", Key, nullable=False),
        sa.Column("relation_id", Key, nullable=True),
        sa.Column("reflection_id", Key, nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("deleted_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asker_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_asks_organisation_id_asker_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "reflection_id"],
            ["reflections.organisation_id", "reflections.id"],
            name=op.f("fk_asks_organisation_id_reflection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "relation_id"],
            ["supervision_relations.organisation_id", "supervision_relations.id"],
            name=op.f("fk_asks_organisation_id_relation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_asks_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
        sa.UniqueConstraint("organisation_id", "id", name=op.f("uq_asks_organisation_id_id")),
        sa.UniqueConstraint("reflection_id", name=op.f("uq_asks_reflection_id")),
    )
    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_asks_asker_id_asked_at_id", ["asker_id", "asked_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_asks_relation_id_asked_at_id", ["relation_id", "asked_at", "id"], unique=False
        )

    op.create_table(
        "outcome_reviews",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("recording_id", Key, nullable=False),
        sa.Column("person_reference_id", Key, nullable=False),
        sa.Column("author_id", Key, nullable=False),
        sa.Column("care_service_id", Key, nullable=True),
        sa.Column("team_id", Key, nullable=True),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("deleted_at", Moment, nullable=True),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("helped_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("hindered_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "direction IN ('closer', 'keeping', 'further', 'mixed')",
            name=op.f("ck_outcome_reviews_direction"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_outcome_reviews_organisation_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "care_service_id"],
            ["care_services.organisation_id", "care_services.id"],
            name=op.f("fk_outcome_reviews_organisation_id_care_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_reference_id"],
            ["person_references.organisation_id", "person_references.id"],
            name=op.f("fk_outcome_reviews_organisation_id_person_reference_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "recording_id"],
            ["outcome_recordings.organisation_id", "outcome_recordings.id"],
            name=op.f("fk_outcome_reviews_organisation_id_recording_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["teams.organisation_id", "teams.id"],
            name=op.f("fk_outcome_reviews_organisation_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_outcome_reviews_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_reviews")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_outcome_reviews_organisation_id_id")
        ),
    )
    with op.batch_alter_table("outcome_reviews", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outcome_reviews_author_id_written_at_id",
            ["author_id", "written_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_outcome_reviews_recording_id_reviewed_on_id",
            ["recording_id", "reviewed_on", "id"],
            unique=False,
        )

    op.create_table(
        "recording_outcomes",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("recording_id", Key, nullable=False),
        sa.Column("framework_outcome_id", Key, nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_outcome_id"],
            ["framework_outcomes.id"],
            name=op.f("fk_recording_outcomes_framework_outcome_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "recording_id"],
            ["outcome_recordings.organisation_id", "outcome_recordings.id"],
            name=op.f("fk_recording_outcomes_organisation_id_recording_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_recording_outcomes_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_outcomes")),
        sa.UniqueConstraint(
            "recording_id",
            "framework_outcome_id",
            name=op.f("uq_recording_outcomes_recording_id_framework_outcome_id"),
        ),
    )
    op.create_table(
        "recording_versions",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("recording_id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "recording_id"],
            ["outcome_recordings.organisation_id", "outcome_recordings.id"],
            name=op.f("fk_recording_versions_organisation_id_recording_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_recording_versions_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_versions")),
        sa.UniqueConstraint(
            "recording_id", "version", name=op.f("uq_recording_versions_recording_id_version")
        ),
    )
    op.create_table(
        "reflection_recordings",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("reflection_id", Key, nullable=False),
        sa.Column("recording_id", Key, nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "recording_id"],
            ["outcome_recordings.organisation_id", "outcome_recordings.id"],
            name=op.f("fk_reflection_recordings_organisation_id_recording_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "reflection_id"],
            ["reflections.organisation_id", "reflections.id"],
            name=op.f("fk_reflection_recordings_organisation_id_reflection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_reflection_recordings_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_recordings")),
        sa.UniqueConstraint(
            "reflection_id",
            "recording_id",
            name=op.f("uq_reflection_recordings_reflection_id_recording_id"),
        ),
    )
    with op.batch_alter_table("reflection_recordings", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reflection_recordings_recording_id", ["recording_id"], unique=False
        )

    op.create_table(
        "reflection_shares",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("reflection_id", Key, nullable=False),
        sa.Column("relation_id", Key, nullable=True),
        sa.Column("team_id", Key, nullable=True),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("shared_at", Moment, nullable=False),
        sa.Column("taken_back_at", Moment, nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "(relation_id IS NOT NULL AND team_id IS NULL AND person_id IS NULL) OR (relation_id IS NULL AND team_id IS NOT NULL AND person_id IS NULL) OR (relation_id IS NULL AND team_id IS NULL AND person_id IS NOT NULL)",
            name=op.f("ck_reflection_shares_one_target"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_reflection_shares_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "reflection_id"],
            ["reflections.organisation_id", "reflections.id"],
            name=op.f("fk_reflection_shares_organisation_id_reflection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "relation_id"],
            ["supervision_relations.organisation_id", "supervision_relations.id"],
            name=op.f("fk_reflection_shares_organisation_id_relation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["teams.organisation_id", "teams.id"],
            name=op.f("fk_reflection_shares_organisation_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_reflection_shares_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_shares")),
    )
    with op.batch_alter_table("reflection_shares", schema=None) as batch_op:
        batch_op.create_index("ix_reflection_shares_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_reflection_shares_reflection_id", ["reflection_id"], unique=False)
        batch_op.create_index("ix_reflection_shares_relation_id", ["relation_id"], unique=False)
        batch_op.create_index("ix_reflection_shares_team_id", ["team_id"], unique=False)

    op.create_table(
        "reflection_versions",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("reflection_id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "reflection_id"],
            ["reflections.organisation_id", "reflections.id"],
            name=op.f("fk_reflection_versions_organisation_id_reflection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_reflection_versions_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_versions")),
        sa.UniqueConstraint(
            "reflection_id", "version", name=op.f("uq_reflection_versions_reflection_id_version")
        ),
    )
    op.create_table(
        "session_participants",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "part IN ('supervisor', 'supervisee')", name=op.f("ck_session_participants_part")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_session_participants_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_session_participants_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_session_participants_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_participants")),
        sa.UniqueConstraint(
            "session_id", "person_id", name=op.f("uq_session_participants_session_id_person_id")
        ),
    )
    with op.batch_alter_table("session_participants", schema=None) as batch_op:
        batch_op.create_index(
            "ix_session_participants_person_id_part", ["person_id", "part"], unique=False
        )

    op.create_table(
        "session_recordings",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("recording_id", Key, nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "recording_id"],
            ["outcome_recordings.organisation_id", "outcome_recordings.id"],
            name=op.f("fk_session_recordings_organisation_id_recording_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_session_recordings_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_session_recordings_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_recordings")),
        sa.UniqueConstraint(
            "session_id", "recording_id", name=op.f("uq_session_recordings_session_id_recording_id")
        ),
    )
    with op.batch_alter_table("session_recordings", schema=None) as batch_op:
        batch_op.create_index("ix_session_recordings_recording_id", ["recording_id"], unique=False)

    op.create_table(
        "session_reflections",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("reflection_id", Key, nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "reflection_id"],
            ["reflections.organisation_id", "reflections.id"],
            name=op.f("fk_session_reflections_organisation_id_reflection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_session_reflections_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_session_reflections_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_reflections")),
        sa.UniqueConstraint(
            "session_id",
            "reflection_id",
            name=op.f("uq_session_reflections_session_id_reflection_id"),
        ),
    )
    with op.batch_alter_table("session_reflections", schema=None) as batch_op:
        batch_op.create_index(
            "ix_session_reflections_reflection_id", ["reflection_id"], unique=False
        )

    op.create_table(
        "session_sections",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("saved_by_id", Key, nullable=True),
        sa.Column("saved_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "saved_by_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_session_sections_organisation_id_saved_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_session_sections_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_session_sections_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_sections")),
        sa.UniqueConstraint(
            "organisation_id", "id", name=op.f("uq_session_sections_organisation_id_id")
        ),
        sa.UniqueConstraint("session_id", "name", name=op.f("uq_session_sections_session_id_name")),
    )
    op.create_table(
        "session_signatures",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("signed_at", Moment, nullable=False),
        sa.Column("content_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_session_signatures_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_session_signatures_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_session_signatures_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_signatures")),
        sa.UniqueConstraint(
            "session_id", "person_id", name=op.f("uq_session_signatures_session_id_person_id")
        ),
    )
    op.create_table(
        "action_looks",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("action_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("id", Key, nullable=False),
        sa.CheckConstraint(
            "result IN ('done', 'carry_on', 'let_go')", name=op.f("ck_action_looks_result")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["agreed_actions.organisation_id", "agreed_actions.id"],
            name=op.f("fk_action_looks_organisation_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_action_looks_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_action_looks_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_looks")),
        sa.UniqueConstraint(
            "session_id", "action_id", name=op.f("uq_action_looks_session_id_action_id")
        ),
    )
    with op.batch_alter_table("action_looks", schema=None) as batch_op:
        batch_op.create_index("ix_action_looks_action_id", ["action_id"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("added_by_id", Key, nullable=False),
        sa.Column("ask_id", Key, nullable=True),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "added_by_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_agenda_items_organisation_id_added_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ask_id"],
            ["asks.organisation_id", "asks.id"],
            name=op.f("fk_agenda_items_organisation_id_ask_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["supervision_sessions.organisation_id", "supervision_sessions.id"],
            name=op.f("fk_agenda_items_organisation_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_agenda_items_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_items_ask_id", ["ask_id"], unique=False)
        batch_op.create_index("ix_agenda_items_session_id", ["session_id"], unique=False)

    op.create_table(
        "ask_answers",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("ask_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("answered_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ask_id"],
            ["asks.organisation_id", "asks.id"],
            name=op.f("fk_ask_answers_organisation_id_ask_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_ask_answers_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_ask_answers_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask_answers")),
    )
    with op.batch_alter_table("ask_answers", schema=None) as batch_op:
        batch_op.create_index("ix_ask_answers_ask_id", ["ask_id"], unique=False)

    op.create_table(
        "section_versions",
        sa.Column("organisation_id", Key, nullable=False),
        sa.Column("section_id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by_id", Key, nullable=True),
        sa.Column("saved_at", Moment, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "saved_by_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_section_versions_organisation_id_saved_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "section_id"],
            ["session_sections.organisation_id", "session_sections.id"],
            name=op.f("fk_section_versions_organisation_id_section_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_section_versions_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_versions")),
        sa.UniqueConstraint(
            "section_id", "version", name=op.f("uq_section_versions_section_id_version")
        ),
    )


def downgrade() -> None:

    op.drop_table("section_versions")
    with op.batch_alter_table("ask_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_ask_answers_ask_id")

    op.drop_table("ask_answers")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index("ix_agenda_items_session_id")
        batch_op.drop_index("ix_agenda_items_ask_id")

    op.drop_table("agenda_items")
    with op.batch_alter_table("action_looks", schema=None) as batch_op:
        batch_op.drop_index("ix_action_looks_action_id")

    op.drop_table("action_looks")
    op.drop_table("session_signatures")
    op.drop_table("session_sections")
    with op.batch_alter_table("session_reflections", schema=None) as batch_op:
        batch_op.drop_index("ix_session_reflections_reflection_id")

    op.drop_table("session_reflections")
    with op.batch_alter_table("session_recordings", schema=None) as batch_op:
        batch_op.drop_index("ix_session_recordings_recording_id")

    op.drop_table("session_recordings")
    with op.batch_alter_table("session_participants", schema=None) as batch_op:
        batch_op.drop_index("ix_session_participants_person_id_part")

    op.drop_table("session_participants")
    op.drop_table("reflection_versions")
    with op.batch_alter_table("reflection_shares", schema=None) as batch_op:
        batch_op.drop_index("ix_reflection_shares_team_id")
        batch_op.drop_index("ix_reflection_shares_relation_id")
        batch_op.drop_index("ix_reflection_shares_reflection_id")
        batch_op.drop_index("ix_reflection_shares_person_id")

    op.drop_table("reflection_shares")
    with op.batch_alter_table("reflection_recordings", schema=None) as batch_op:
        batch_op.drop_index("ix_reflection_recordings_recording_id")

    op.drop_table("reflection_recordings")
    op.drop_table("recording_versions")
    op.drop_table("recording_outcomes")
    with op.batch_alter_table("outcome_reviews", schema=None) as batch_op:
        batch_op.drop_index("ix_outcome_reviews_recording_id_reviewed_on_id")
        batch_op.drop_index("ix_outcome_reviews_author_id_written_at_id")

    op.drop_table("outcome_reviews")
    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.drop_index("ix_asks_relation_id_asked_at_id")
        batch_op.drop_index("ix_asks_asker_id_asked_at_id")

    op.drop_table("asks")
    with op.batch_alter_table("agreed_actions", schema=None) as batch_op:
        batch_op.drop_index("ix_agreed_actions_session_id")
        batch_op.drop_index("ix_agreed_actions_relation_id_state")
        batch_op.drop_index("ix_agreed_actions_owner_id_state")

    op.drop_table("agreed_actions")
    with op.batch_alter_table("team_memberships", schema=None) as batch_op:
        batch_op.drop_index("ix_team_memberships_team_id")
        batch_op.drop_index("ix_team_memberships_person_id")

    op.drop_table("team_memberships")
    with op.batch_alter_table("supervision_sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_supervision_sessions_relation_id_starts_at_id")

    op.drop_table("supervision_sessions")
    with op.batch_alter_table("reflections", schema=None) as batch_op:
        batch_op.drop_index("ix_reflections_author_id_written_at_id")

    op.drop_table("reflections")
    op.drop_table("proposal_versions")
    op.drop_table("proposal_outcomes")
    with op.batch_alter_table("outcome_recordings", schema=None) as batch_op:
        batch_op.drop_index("ix_outcome_recordings_person_reference_id")
        batch_op.drop_index("ix_outcome_recordings_author_id_written_at_id")

    op.drop_table("outcome_recordings")
    op.drop_table("teams")
    with op.batch_alter_table("supervision_relations", schema=None) as batch_op:
        batch_op.drop_index("ix_supervision_relations_supervisor_id")
        batch_op.drop_index("ix_supervision_relations_supervisee_id")

    op.drop_table("supervision_relations")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_ins_person_id")

    op.drop_table("sign_ins")
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.drop_index("ix_role_grants_person_id")

    op.drop_table("role_grants")
    with op.batch_alter_table("practice_proposals", schema=None) as batch_op:
        batch_op.drop_index("ix_practice_proposals_organisation_id_state")
        batch_op.drop_index("ix_practice_proposals_author_id_written_at_id")

    op.drop_table("practice_proposals")
    with op.batch_alter_table("person_reference_holders", schema=None) as batch_op:
        batch_op.drop_index("ix_person_reference_holders_person_reference_id")
        batch_op.drop_index("ix_person_reference_holders_person_id")

    op.drop_table("person_reference_holders")
    with op.batch_alter_table("kept_forms", schema=None) as batch_op:
        batch_op.drop_index("ix_kept_forms_person_id")

    op.drop_table("kept_forms")
    with op.batch_alter_table("example_outcomes", schema=None) as batch_op:
        batch_op.drop_index("ix_example_outcomes_framework_outcome_id")

    op.drop_table("example_outcomes")
    with op.batch_alter_table("read_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_read_entries_kind_thing_id")
        batch_op.drop_index("ix_read_entries_about_id_day")

    op.drop_table("read_entries")
    with op.batch_alter_table("practice_examples", schema=None) as batch_op:
        batch_op.drop_index("ix_practice_examples_organisation_id_published_on_id")

    op.drop_table("practice_examples")
    op.drop_table("person_references")
    op.drop_table("people")
    op.drop_table("organisation_keys")
    op.drop_table("framework_outcomes")
    op.drop_table("care_services")
    op.drop_table("audit_heads")
    op.drop_table("audit_entries")
    op.drop_table("organisations")
    op.drop_table("frameworks")
