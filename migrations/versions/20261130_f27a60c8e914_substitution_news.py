"""What a substitution tells of the successor, asks of them, and freed."""

import sqlalchemy as sa
from alembic import op

revision = "f27a60c8e914"
down_revision = "e4b19c73d205"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("substitution") as table:
        table.add_column(
            sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.add_column(
            sa.Column("invites", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("answer_by", sa.Date(), nullable=True))
        table.add_column(
            sa.Column("message", sa.String(2000), nullable=False, server_default="")
        )
        table.add_column(
            sa.Column("freed", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("substitution") as table:
        for name in ("freed", "message", "answer_by", "invites", "named"):
            table.drop_column(name)
