"""Where contributors are met before a session begins."""

import sqlalchemy as sa
from alembic import op

revision = 'e4b19c73d205'
down_revision = 'b81d4f6a93e2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('agenda_session', sa.Column('meeting_point', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    """Take back."""
    op.drop_column('agenda_session', 'meeting_point')
