"""Delegations counted: the index by which registrations are counted holds whose guests they are.

Revision ID: b81d4f6a93e2
Revises: 2f8c5d7ea640
"""

from alembic import op

revision = "b81d4f6a93e2"
down_revision = "2f8c5d7ea640"
branch_labels = None
depends_on = None

NAME = "ix_registration_counted"
COLUMNS = [
    *("event_id", "state", "category_id", "contingent_id"),
    *("organisation_id", "erased_at", "contributes"),
]


def upgrade() -> None:
    """Add the delegation to the index."""
    op.drop_index(NAME, "registration")
    op.create_index(NAME, "registration", [*COLUMNS, "delegation_id"])


def downgrade() -> None:
    """Count without it again."""
    op.drop_index(NAME, "registration")
    op.create_index(NAME, "registration", COLUMNS)
