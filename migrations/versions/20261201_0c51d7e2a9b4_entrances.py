"""A place where badges are scanned is an entrance here, too; its index follows the name."""

from alembic import op

revision = "0c51d7e2a9b4"
down_revision = "f27a60c8e914"
branch_labels = None
depends_on = None

HOLDERS = ("device", "enrolment", "scan")


def upgrade() -> None:
    """Apply."""
    op.drop_index("ix_door_event_id", "door")
    op.rename_table("door", "entrance")
    op.create_index("ix_entrance_event_id", "entrance", ["event_id"])
    for table in HOLDERS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN door_id TO entrance_id")


def downgrade() -> None:
    """Take back."""
    for table in HOLDERS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN entrance_id TO door_id")
    op.drop_index("ix_entrance_event_id", "entrance")
    op.rename_table("entrance", "door")
    op.create_index("ix_door_event_id", "door", ["event_id"])
