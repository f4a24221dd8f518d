"""Waiting lists that move up step by step."""

import sqlalchemy as sa
from alembic import op

revision = 'c5e7a90c41b2'
down_revision = 'a7c41e90d2b8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        'promotion',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('category_id', sa.Integer(), nullable=True),
        sa.Column('most', sa.Integer(), nullable=True),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('served', sa.Integer(), nullable=False),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['category_id'], ['category.id'], name=op.f('fk_promotion_category_id_category')
        ),
        sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_promotion_event_id_event')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_promotion')),
    )
    op.create_index(op.f('ix_promotion_event_id'), 'promotion', ['event_id'], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f('ix_promotion_event_id'), table_name='promotion')
    op.drop_table('promotion')
