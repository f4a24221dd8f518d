"""How each timed job fares: tried, done, failed since."""

import sqlalchemy as sa
from alembic import op

revision = '3c9d51f0a7e2'
down_revision = 'ed2e4dc73242'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        'job_state',
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.Column('trouble', sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint('name', name=op.f('pk_job_state')),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table('job_state')
