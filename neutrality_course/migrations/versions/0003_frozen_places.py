"""Who was meant by job level and employment, frozen when a wave closes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place_target",
        sa.Column("wave_id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("job_level", sa.String(length=20), nullable=False),
        sa.Column("employment", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_place_target_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_place_target_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint(
            "wave_id", "agency_id", "job_level", "employment", name=op.f("pk_place_target")
        ),
    )


def downgrade() -> None:
    op.drop_table("place_target")
