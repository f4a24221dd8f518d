"""What the clock need not do again: when badges were compared, and who holds an older file."""

import sqlalchemy as sa
from alembic import op

revision = "c4d19e7a50b3"
down_revision = "3c9e71d0a5b2"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_badge_event_id_issued_at": ("badge", ["event_id", "issued_at"]),
    "ix_registration_event_id_changed_at": ("registration", ["event_id", "changed_at"]),
    "ix_registration_event_id_state_calendar_no": (
        "registration",
        ["event_id", "state", "calendar_no"],
    ),
}


def upgrade() -> None:
    """Make the table, empty: every event is compared once; make what is looked up by."""
    op.create_table(
        "badge_round",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("made_with", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_badge_round_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_badge_round")),
    )
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    """Take both away."""
    for name, (table, _columns) in INDEXES.items():
        op.drop_index(name, table)
    op.drop_table("badge_round")
