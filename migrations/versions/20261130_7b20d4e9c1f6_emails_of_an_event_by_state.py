"""What came back of an event is found among its own e-mails, not those of all events."""

from alembic import op

revision = "7b20d4e9c1f6"
down_revision = "c4d19e7a50b3"
branch_labels = None
depends_on = None

NAME = "ix_email_event_id_state"


def upgrade() -> None:
    """Make the index."""
    op.create_index(NAME, "email", ["event_id", "state"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index(NAME, "email")
