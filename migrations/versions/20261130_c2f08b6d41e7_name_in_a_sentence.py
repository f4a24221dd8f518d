"""The event's name as it stands inside a sentence, in each language."""

import sqlalchemy as sa
from alembic import op

revision = "c2f08b6d41e7"
down_revision = "b51e7d09c3a6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the form; nobody has written one."""
    column = sa.Column("name_in_sentence", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
    op.add_column("event", column)
    with op.batch_alter_table("event") as table:
        table.alter_column("name_in_sentence", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("event") as table:
        table.drop_column("name_in_sentence")
