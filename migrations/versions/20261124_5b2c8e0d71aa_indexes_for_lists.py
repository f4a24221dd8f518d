"""Indexes for lists: what tables are sorted by, the waiting list's end, a participant's scans."""

from alembic import op

revision = '5b2c8e0d71aa'
down_revision = '7104af168c44'
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_registration_event_id_registered_at", "registration", ["event_id", "registered_at"]),
    ("ix_registration_event_id_queue_no", "registration", ["event_id", "queue_no"]),
    ("ix_registration_event_id_id", "registration", ["event_id", "id"]),
    ("ix_scan_registration_id", "scan", ["registration_id"]),
)


def upgrade():
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def downgrade():
    for name, table, _columns in reversed(INDEXES):
        op.drop_index(name, table_name=table)
