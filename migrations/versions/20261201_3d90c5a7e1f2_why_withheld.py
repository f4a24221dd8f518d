"""An e-mail that was not sent says why."""

import sqlalchemy as sa
from alembic import op

revision = "3d90c5a7e1f2"
down_revision = "0c51d7e2a9b4"
branch_labels = None
depends_on = None

REASONS = ("outdated", "dead-link", "unsubscribed")


def upgrade() -> None:
    """Apply."""
    reasons = sa.Enum(*REASONS, name="withheldfor", native_enum=False, length=32)
    op.add_column("email", sa.Column("withheld_for", reasons, nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("email", "withheld_for")
