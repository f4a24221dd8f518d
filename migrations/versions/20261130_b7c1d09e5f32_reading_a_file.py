"""What somebody said about a timetable's file: the order of its dates, its time zone."""

import sqlalchemy as sa
from alembic import op

revision = "b7c1d09e5f32"
down_revision = "a1c7e5094d2b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both, unsaid."""
    with op.batch_alter_table("timetable_file") as batch_op:
        batch_op.add_column(sa.Column("date_order", sa.String(length=3), nullable=True))
        batch_op.add_column(sa.Column("zone", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Drop both; the files are looked at anew."""
    with op.batch_alter_table("timetable_file") as batch_op:
        batch_op.drop_column("zone")
        batch_op.drop_column("date_order")
