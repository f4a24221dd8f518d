"""Documents that the worker makes: how far each is, and when its file goes."""

import sqlalchemy as sa
from alembic import op

revision = "d1f4c07b9e63"
down_revision = "c5e7a90c41b2"
branch_labels = None
depends_on = None

UNFINISHED = sa.text("state IN ('waiting', 'making')")

STATE = sa.Enum(
    "waiting", "making", "ready", "failed", name="documentstate", native_enum=False, length=32
)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "document_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("asked_by", sa.String(length=160), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("claim", sa.String(length=22), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("pages_done", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_document_job_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_job")),
        sa.UniqueConstraint("public_id", name=op.f("uq_document_job_public_id")),
    )
    op.create_index("ix_document_job_event_id_kind", "document_job", ["event_id", "kind"])
    op.create_index("ix_document_job_state", "document_job", ["state"])
    op.create_index(
        "uq_document_job_unfinished",
        "document_job",
        ["event_id", "kind", "name"],
        unique=True,
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    )


def downgrade() -> None:
    """Drop it; files without a row are removed by the worker."""
    op.drop_table("document_job")
