"""how far a participant's calendar files are ahead of the event's number."""

import sqlalchemy as sa
from alembic import op

revision = '9e41d7a2c053'
down_revision = 'b4fbc86ce62b'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('registration', sa.Column('calendar_ahead', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    """Take back."""
    op.drop_column('registration', 'calendar_ahead')
