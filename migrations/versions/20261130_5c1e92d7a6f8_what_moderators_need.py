"""What happens when in a session, and what to ask: for the moderator's sheet."""

import sqlalchemy as sa
from alembic import op

revision = '5c1e92d7a6f8'
down_revision = 'a81d4f6c20e7'
branch_labels = None
depends_on = None

NOTHING = sa.text("'{}'")


def upgrade() -> None:
    """Apply."""
    for name in ('running_order', 'questions'):
        op.add_column('agenda_session', sa.Column(name, sa.JSON(), nullable=False, server_default=NOTHING))


def downgrade() -> None:
    """Take back."""
    for name in ('questions', 'running_order'):
        op.drop_column('agenda_session', name)
