"""Phones' last contact."""

import sqlalchemy as sa
from alembic import op

revision = '6d0c41a7e9f2'
down_revision = 'c21e9bdd0e36'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.drop_column('seen_at')
