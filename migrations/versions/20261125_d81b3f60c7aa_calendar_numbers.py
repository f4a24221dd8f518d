"""numbers of calendar files, and what each of them said."""

import sqlalchemy as sa
from alembic import op

revision = 'd81b3f60c7aa'
down_revision = 'c4a17d5b9e02'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('event_revision',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_revision_event_id_event')),
    sa.PrimaryKeyConstraint('event_id', 'number', name=op.f('pk_event_revision'))
    )
    op.add_column('event', sa.Column('calendar_no', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('event', sa.Column('revised_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('registration', sa.Column('calendar_no', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    """Take back."""
    op.drop_column('registration', 'calendar_no')
    op.drop_column('event', 'revised_at')
    op.drop_column('event', 'calendar_no')
    op.drop_table('event_revision')
