"""What devices send and nobody counts is kept as it came."""

import sqlalchemy as sa
from alembic import op

revision = "9c04e7a1f35b"
down_revision = "7a4e0b93c6d1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "scan_quarantine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("why", sa.String(12), nullable=False),
        sa.Column("raw", sa.String(2000), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_scan_quarantine_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_scan_quarantine_device_id_device")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_quarantine")),
    )
    op.create_index(op.f("ix_scan_quarantine_event_id"), "scan_quarantine", ["event_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("scan_quarantine")
