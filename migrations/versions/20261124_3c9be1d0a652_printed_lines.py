"""What was printed on a badge, as text."""

import sqlalchemy as sa
from alembic import op

revision = '3c9be1d0a652'
down_revision = '5b2c8e0d71aa'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the printed lines to badges."""
    with op.batch_alter_table('badge') as batch:
        batch.add_column(sa.Column('printed_lines', sa.Text(), nullable=False, server_default=''))


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table('badge') as batch:
        batch.drop_column('printed_lines')
