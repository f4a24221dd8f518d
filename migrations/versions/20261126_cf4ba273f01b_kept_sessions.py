"""Participants keep sessions."""

import sqlalchemy as sa
from alembic import op

revision = "cf4ba273f01b"
down_revision = "5e0b7c2f9a41"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table("kept_session",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("registration_id", sa.Integer(), nullable=False),
    sa.Column("holder_no", sa.Integer(), nullable=False),
    sa.Column("session", sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_kept_session_registration_id_registration")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_session")),
    sa.UniqueConstraint("registration_id", "session", name=op.f("uq_kept_session_registration_id_session"))
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("kept_session")
