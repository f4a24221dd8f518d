"""Scans are decided online: no table for uploads that could not count."""

import sqlalchemy as sa
from alembic import op

revision = 'f2a6c8d03e15'
down_revision = 'e3b81c7f64a0'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.drop_table('scan_quarantine')


def downgrade() -> None:
    """Take back."""
    op.create_table(
        'scan_quarantine',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('device_id', sa.Integer(), nullable=True),
        sa.Column('why', sa.String(length=40), nullable=False),
        sa.Column('raw', sa.String(length=4000), nullable=False),
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['device_id'], ['device.id'], name=op.f('fk_scan_quarantine_device_id_device')
        ),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_scan_quarantine_event_id_event')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_scan_quarantine')),
    )
    op.create_index(op.f('ix_scan_quarantine_event_id'), 'scan_quarantine', ['event_id'])
