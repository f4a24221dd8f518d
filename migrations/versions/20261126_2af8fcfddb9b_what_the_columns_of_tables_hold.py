"""what the columns of tables hold."""

import sqlalchemy as sa
from alembic import op

revision = '2af8fcfddb9b'
down_revision = '8d1f6b3a27c4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('timetable_columns',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('heads', sa.String(length=64), nullable=False),
    sa.Column('places', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_timetable_columns_event_id_event')),
    sa.PrimaryKeyConstraint('event_id', 'heads', name=op.f('pk_timetable_columns'))
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table('timetable_columns')
