"""Events are numbered by what they are made of: higher after every change."""

import sqlalchemy as sa
from alembic import op

revision = 'a17c5e0d9b42'
down_revision = 'f81c6a2e4d07'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('event') as batch:
        batch.add_column(sa.Column('revision', sa.Integer(), nullable=False, server_default='1'))
    with op.batch_alter_table('event') as batch:
        batch.alter_column('revision', server_default=None)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('event') as batch:
        batch.drop_column('revision')
