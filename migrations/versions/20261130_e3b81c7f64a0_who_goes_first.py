"""E-mails that somebody waits for go first."""

import sqlalchemy as sa
from alembic import op

revision = 'e3b81c7f64a0'
down_revision = 'e4b8a1f60c37'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('letter', sa.Column('urgency', sa.SmallInteger(), nullable=False, server_default='1'))
    op.create_index(
        'ix_letter_state_urgency_next_try_at', 'letter', ['state', 'urgency', 'next_try_at']
    )
    op.drop_index('ix_letter_state_next_try_at', table_name='letter')


def downgrade() -> None:
    """Take back."""
    op.create_index('ix_letter_state_next_try_at', 'letter', ['state', 'next_try_at'])
    op.drop_index('ix_letter_state_urgency_next_try_at', table_name='letter')
    op.drop_column('letter', 'urgency')
