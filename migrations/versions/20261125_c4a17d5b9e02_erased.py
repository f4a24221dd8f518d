"""since when a registration says nothing about a person."""

import sqlalchemy as sa
from alembic import op

revision = 'c4a17d5b9e02'
down_revision = 'e9a6d79becaf'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('registration', sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column('registration', 'erased_at')
