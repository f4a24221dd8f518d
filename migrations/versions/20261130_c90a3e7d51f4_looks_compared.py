"""What a badge is made of is kept with what was seen of it: no trigger notes who changed."""

import sqlalchemy as sa
from alembic import op

revision = "c90a3e7d51f4"
down_revision = "b28d6f1e0c53"
branch_labels = None
depends_on = None

LOOKS = "e4b8a1f60c37"
"""The migration that made what goes; the way down has it make it again."""

CURRENT = sa.text("replaced_at IS NULL")


def upgrade() -> None:
    """Take triggers and their table away; every badge is compared anew, none is fitted anew."""
    op.get_context().environment_context.script.get_revision(LOOKS).module.drop_triggers()
    op.drop_table("badge_due")
    op.add_column(
        "badge_look", sa.Column("made_of", sa.Text(), nullable=False, server_default="")
    )
    with op.batch_alter_table("badge_look") as table:
        table.alter_column("made_of", server_default=None)
    op.create_index(
        "ix_badge_current_of_event",
        "badge",
        ["event_id", "registration_id", "holder_no"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )


def downgrade() -> None:
    """Take back; every badge that counts is due."""
    older = op.get_context().environment_context.script.get_revision(LOOKS).module
    op.drop_index("ix_badge_current_of_event", table_name="badge")
    op.drop_column("badge_look", "made_of")
    older.make_due()
    older.make_triggers()
