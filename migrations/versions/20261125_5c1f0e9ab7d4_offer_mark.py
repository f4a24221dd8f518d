"""A mark of each event that is new whenever what it offers changes."""

import sqlalchemy as sa
from alembic import op

revision = '5c1f0e9ab7d4'
down_revision = 'd81b3f60c7aa'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('offer_mark', sa.String(length=32), nullable=False, server_default='')
        )
    event = sa.table('event', sa.column('id'), sa.column('offer_mark'))
    op.execute(event.update().values(offer_mark=sa.cast(event.c.id, sa.String(32))))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_column('offer_mark')
