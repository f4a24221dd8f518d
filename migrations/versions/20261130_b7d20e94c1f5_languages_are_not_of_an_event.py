"""Every event speaks the languages of the program: none is kept with it."""

import sqlalchemy as sa
from alembic import op

revision = 'b7d20e94c1f5'
down_revision = 'a3d9e17c5b20'
branch_labels = None
depends_on = None

EVERY = sa.text("""'["de", "fr", "en"]'""")


def upgrade() -> None:
    """Apply."""
    op.drop_column('event', 'languages')


def downgrade() -> None:
    """Take back."""
    op.add_column('event', sa.Column('languages', sa.JSON(), nullable=False, server_default=EVERY))
