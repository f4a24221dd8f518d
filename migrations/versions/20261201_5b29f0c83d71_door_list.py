"""The list that devices keep: sealed records and who is on site, numbered with every change."""

import sqlalchemy as sa
from alembic import op

revision = "5b29f0c83d71"
down_revision = "3e8a17c5d0f6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "sealed_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("idx", sa.LargeBinary(length=16), nullable=False),
        sa.Column("no", sa.BigInteger(), nullable=False),
        sa.Column("standing", sa.String(12), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("printed", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_of", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_sealed_record_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_record")),
        sa.UniqueConstraint("event_id", "idx", name=op.f("uq_sealed_record_event_id_idx")),
    )
    op.create_index("ix_sealed_record_event_id_no", "sealed_record", ["event_id", "no"])
    op.create_table(
        "list_round",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_list_round_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_list_round")),
    )
    op.add_column("presence", sa.Column("no", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column(
        "presence", sa.Column("since", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.add_column("presence", sa.Column("gate", sa.String(80), nullable=False, server_default=""))
    op.create_index("ix_presence_event_id_no", "presence", ["event_id", "no"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_presence_event_id_no", "presence")
    for column in ("gate", "since", "no"):
        op.drop_column("presence", column)
    op.drop_table("list_round")
    op.drop_table("sealed_record")
