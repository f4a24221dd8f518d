"""Who took the photograph of a person."""

import sqlalchemy as sa
from alembic import op

revision = '7b2f6e91d0c4'
down_revision = 'e5b9d20c7a41'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    column = sa.Column('portrait_credit', sa.String(length=120), nullable=False, server_default='')
    op.add_column('person', column)


def downgrade() -> None:
    """Take back."""
    op.drop_column('person', 'portrait_credit')
