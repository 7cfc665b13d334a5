"""Everything the main job stores: agencies, people, waves, attempts, cells, accounts, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("province", sa.String(length=60), nullable=False),
        sa.Column("zone", sa.String(length=20), nullable=False),
        sa.Column("staff_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("staff_count >= 0", name=op.f("ck_agency_staff_count")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name=op.f("uq_agency_code")),
    )
    op.create_table(
        "form_version",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
    )
    with op.batch_alter_table("form_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_version_version"), ["version"], unique=False)

    op.create_table(
        "setup_key",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setup_key")),
    )
    op.create_table(
        "sign_in_throttle",
        sa.Column("key", sa.String(length=70), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("window_started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_throttle")),
    )
    op.create_table(
        "wave",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("cut_good", sa.Integer(), nullable=False),
        sa.Column("cut_fair", sa.Integer(), nullable=False),
        sa.Column("key_shown", sa.String(length=20), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "0 < cut_fair AND cut_fair < cut_good AND cut_good <= 100", name=op.f("ck_wave_cuts")
        ),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_wave_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("title", name=op.f("uq_wave_title")),
    )
    with op.batch_alter_table("wave", schema=None) as batch_op:
        batch_op.create_index(
            "uq_wave_open",
            ["is_open"],
            unique=True,
            sqlite_where=sa.text("is_open"),
            postgresql_where=sa.text("is_open"),
        )

    op.create_table(
        "answer_cell",
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("form_version", sa.String(length=16), nullable=False),
        sa.Column("question_id", sa.String(length=30), nullable=False),
        sa.Column("choice_id", sa.String(length=30), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("total_sum", sa.BigInteger(), nullable=False),
        sa.Column("total_squared_sum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_answer_cell_wave_id_wave")),
        sa.PrimaryKeyConstraint(
            "wave_id",
            "module_slug",
            "form_version",
            "question_id",
            "choice_id",
            name=op.f("pk_answer_cell"),
        ),
    )
    op.create_table(
        "cell",
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("phase", sa.String(length=5), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("job_level", sa.String(length=20), nullable=False),
        sa.Column("employment", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("fair", sa.Integer(), nullable=False),
        sa.Column("poor", sa.Integer(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("points_squared", sa.BigInteger(), nullable=False),
        sa.Column("possible", sa.BigInteger(), nullable=False),
        sa.Column("last_graded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("good + fair + poor = people", name=op.f("ck_cell_levels")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_cell_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_cell_wave_id_wave")),
        sa.PrimaryKeyConstraint(
            "wave_id",
            "module_slug",
            "phase",
            "agency_id",
            "job_level",
            "employment",
            name=op.f("pk_cell"),
        ),
    )
    op.create_table(
        "pair_cell",
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("job_level", sa.String(length=20), nullable=False),
        sa.Column("employment", sa.String(length=20), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("both_good", sa.Integer(), nullable=False),
        sa.Column("gained", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("neither", sa.Integer(), nullable=False),
        sa.Column("gain_sum", sa.BigInteger(), nullable=False),
        sa.Column("gain_squared_sum", sa.BigInteger(), nullable=False),
        sa.Column("scale_sum", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "both_good + gained + lost + neither = pairs", name=op.f("ck_pair_cell_changes")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_pair_cell_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_pair_cell_wave_id_wave")),
        sa.PrimaryKeyConstraint(
            "wave_id",
            "module_slug",
            "agency_id",
            "job_level",
            "employment",
            name=op.f("pk_pair_cell"),
        ),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("job_level", sa.String(length=20), nullable=False),
        sa.Column("employment", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_person_agency_id_agency")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("nip", name=op.f("uq_person_nip")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_agency_id_name_id"), ["agency_id", "name", "id"], unique=False
        )

    op.create_table(
        "wave_module",
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_module_wave_id_wave")),
        sa.PrimaryKeyConstraint("wave_id", "module_slug", name=op.f("pk_wave_module")),
    )
    op.create_table(
        "wave_target",
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_wave_target_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_target_wave_id_wave")),
        sa.PrimaryKeyConstraint("wave_id", "agency_id", name=op.f("pk_wave_target")),
    )
    op.create_table(
        "activation_code",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_activation_code_made_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_activation_code_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_activation_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_activation_code_code_hash")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("created_by", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_assignment_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_assignment_created_by_person")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_assignment_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assignment_agency_id_wave_id"), ["agency_id", "wave_id"], unique=False
        )

    op.create_table(
        "attempt",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("phase", sa.String(length=5), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=9), nullable=False),
        sa.Column("form_version_id", sa.String(length=16), nullable=True),
        sa.Column("form_letter", sa.String(length=1), nullable=False),
        sa.Column("form_order", sa.String(length=3), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("graded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("possible", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.String(length=16), nullable=True),
        sa.Column("job_level", sa.String(length=20), nullable=True),
        sa.Column("employment", sa.String(length=20), nullable=True),
        sa.CheckConstraint("NOT counted OR graded_at IS NOT NULL", name=op.f("ck_attempt_counted")),
        sa.CheckConstraint(
            "graded_at IS NULL OR (points IS NOT NULL AND possible IS NOT NULL AND agency_id IS NOT NULL AND job_level IS NOT NULL AND employment IS NOT NULL)",
            name=op.f("ck_attempt_graded"),
        ),
        sa.CheckConstraint("points BETWEEN 0 AND possible", name=op.f("ck_attempt_points")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_attempt_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["form_version_id"],
            ["form_version.id"],
            name=op.f("fk_attempt_form_version_id_form_version"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attempt_person_id_person")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_attempt_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint(
            "person_id",
            "wave_id",
            "module_slug",
            "phase",
            "number",
            name=op.f("uq_attempt_person_id_wave_id_module_slug_phase_number"),
        ),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attempt_wave_id_agency_id"), ["wave_id", "agency_id"], unique=False
        )
        batch_op.create_index(
            "uq_attempt_counted",
            ["person_id", "wave_id", "module_slug", "phase"],
            unique=True,
            sqlite_where=sa.text("counted"),
            postgresql_where=sa.text("counted"),
        )
        batch_op.create_index(
            "uq_attempt_open",
            ["person_id", "wave_id", "module_slug", "phase"],
            unique=True,
            sqlite_where=sa.text("graded_at IS NULL"),
            postgresql_where=sa.text("graded_at IS NULL"),
        )

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=16), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_audit_entry_actor_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)

    op.create_table(
        "known_device",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_known_device_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "device_hash", name=op.f("pk_known_device")),
    )
    op.create_table(
        "page_seen",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("page_slug", sa.String(length=60), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_page_seen_person_id_person")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_page_seen_wave_id_wave")),
        sa.PrimaryKeyConstraint(
            "person_id", "wave_id", "module_slug", "page_slug", name=op.f("pk_page_seen")
        ),
    )
    op.create_table(
        "assignment_person",
        sa.Column("assignment_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_assignment_person_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assignment_person_person_id_person")
        ),
        sa.PrimaryKeyConstraint("assignment_id", "person_id", name=op.f("pk_assignment_person")),
    )
    with op.batch_alter_table("assignment_person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assignment_person_person_id"), ["person_id"], unique=False
        )


def downgrade() -> None:
    for table in (
        "assignment_person",
        "page_seen",
        "known_device",
        "audit_entry",
        "attempt",
        "assignment",
        "activation_code",
        "wave_target",
        "wave_module",
        "person",
        "pair_cell",
        "cell",
        "answer_cell",
        "wave",
        "sign_in_throttle",
        "setup_key",
        "form_version",
        "agency",
    ):
        op.drop_table(table)
