"""A token can belong to a host: it reads the host's part alone."""

import sqlalchemy as sa
from alembic import op

revision = "2f8c5d7ea640"
down_revision = "7b2f6e91d0c4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every token so far is the event's own."""
    op.add_column("api_token", sa.Column("organisation_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take tokens of hosts away: without their host they would read everything or nothing."""
    op.execute("DELETE FROM api_token WHERE scope = 'host'")
    op.drop_column("api_token", "organisation_id")
