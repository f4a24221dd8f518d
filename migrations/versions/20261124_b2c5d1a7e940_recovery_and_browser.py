"""recovery codes of users, and the browser a sign-in link was asked for in."""

import sqlalchemy as sa
from alembic import op

revision = 'b2c5d1a7e940'
down_revision = '3c9be1d0a652'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('user', sa.Column('recovery_hashes', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('one_use_link', sa.Column('browser_hash', sa.LargeBinary(32), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column('one_use_link', 'browser_hash')
    op.drop_column('user', 'recovery_hashes')
