"""What the number needs besides tests: self-ratings, results from elsewhere, large files."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "self_rating_cell",
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("job_level", sa.String(length=20), nullable=False),
        sa.Column("employment", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("very_good", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("fair", sa.Integer(), nullable=False),
        sa.Column("poor", sa.Integer(), nullable=False),
        sa.Column("last_rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "very_good + good + fair + poor = people", name=op.f("ck_self_rating_cell_ratings")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_self_rating_cell_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_self_rating_cell_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint(
            "wave_id", "agency_id", "job_level", "employment", name=op.f("pk_self_rating_cell")
        ),
    )
    op.create_table(
        "attempt_import",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=9), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_attempt_import_made_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_attempt_import_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt_import")),
        sa.UniqueConstraint(
            "wave_id", "file_hash", name=op.f("uq_attempt_import_wave_id_file_hash")
        ),
    )
    op.create_table(
        "export_job",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fault", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_export_job_made_by_person")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_export_job_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_job")),
    )
    op.create_table(
        "self_rating",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("rating", sa.String(length=20), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("job_level", sa.String(length=20), nullable=False),
        sa.Column("employment", sa.String(length=20), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_self_rating_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_self_rating_person_id_person")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_self_rating_wave_id_wave")),
        sa.PrimaryKeyConstraint("person_id", "wave_id", name=op.f("pk_self_rating")),
    )
    with op.batch_alter_table("self_rating", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_self_rating_wave_id_agency_id"), ["wave_id", "agency_id"], unique=False
        )

    op.create_table(
        "imported_attempt",
        sa.Column("attempt_id", sa.String(length=16), nullable=False),
        sa.Column("import_id", sa.String(length=16), nullable=False),
        sa.Column("given_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_imported_attempt_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["attempt_import.id"],
            name=op.f("fk_imported_attempt_import_id_attempt_import"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_imported_attempt")),
    )
    with op.batch_alter_table("imported_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_imported_attempt_import_id"), ["import_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("imported_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_attempt_import_id"))

    op.drop_table("imported_attempt")
    with op.batch_alter_table("self_rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_self_rating_wave_id_agency_id"))

    op.drop_table("self_rating")
    op.drop_table("export_job")
    op.drop_table("attempt_import")
    op.drop_table("self_rating_cell")
