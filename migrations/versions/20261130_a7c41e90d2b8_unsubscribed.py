"""Who wants no more invitations and reminders of an event; invitations of who came otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "a7c41e90d2b8"
down_revision = "c7d40e1b95a2"
branch_labels = None
depends_on = None


LIVE = """
    FROM registration WHERE registration.event_id = invitation.event_id
    AND registration.email_key = invitation.email_key
    AND registration.state NOT IN ('cancelled', 'declined')
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unsubscribed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("address_key", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsubscribed")),
        sa.UniqueConstraint(
            "event_id", "address_key", name=op.f("uq_unsubscribed_event_id_address_key")
        ),
    )
    op.execute(
        "UPDATE invitation SET state = 'accepted',"  # noqa: S608  (no value of anybody's in it)
        f" registration_id = (SELECT max(registration.id) {LIVE}),"
        f" answered_at = (SELECT max(registration.registered_at) {LIVE})"
        f" WHERE state = 'open' AND EXISTS (SELECT 1 {LIVE})"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("unsubscribed")
