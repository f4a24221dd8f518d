"""What somebody said of a translation, and against which source."""

import sqlalchemy as sa
from alembic import op

revision = "f3b7c19d5e84"
down_revision = "c1f7a3e95d08"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "text_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record", sa.String(length=24), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("source_language", sa.String(length=2), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_digest", sa.String(length=24), nullable=False),
        sa.Column("text_digest", sa.String(length=24), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_text_review_event_id_event"),
        sa.PrimaryKeyConstraint("id", name="pk_text_review"),
        sa.UniqueConstraint(
            *("event_id", "kind", "record", "field", "language"),
            name="uq_text_review_event_id_kind_record_field_language",
        ),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("text_review")
