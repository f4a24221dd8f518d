"""The event's revision says alone whether what is kept of an event is still true."""

import sqlalchemy as sa
from alembic import op

revision = 'b28d6f1e0c53'
down_revision = 'a17c5e0d9b42'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('event') as batch:
        batch.alter_column('revision', type_=sa.BigInteger(), existing_type=sa.Integer(), existing_nullable=False)
        batch.drop_column('offer_mark')


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('event') as batch:
        batch.add_column(sa.Column('offer_mark', sa.String(32), nullable=False, server_default=''))
    op.execute(sa.text('UPDATE event SET revision = revision % 1000000'))
    with op.batch_alter_table('event') as batch:
        batch.alter_column('offer_mark', server_default=None)
        batch.alter_column('revision', type_=sa.Integer(), existing_type=sa.BigInteger(), existing_nullable=False)
