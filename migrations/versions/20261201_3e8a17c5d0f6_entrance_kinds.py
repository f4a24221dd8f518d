"""Entrances lead into the house or into one room of it, have hours, and count apart."""

import sqlalchemy as sa
from alembic import op

revision = "3e8a17c5d0f6"
down_revision = "3d90c5a7e1f2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("entrance") as table:
        table.add_column(sa.Column("kind", sa.String(12), nullable=False, server_default="main"))
        table.add_column(sa.Column("session_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(
            sa.Column("reentry", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.add_column(sa.Column("categories", sa.JSON(), nullable=False, server_default="[]"))
        table.create_foreign_key(
            op.f("fk_entrance_session_id_agenda_session"),
            "agenda_session",
            ["session_id"],
            ["id"],
            ondelete="SET NULL",
        )
        table.create_check_constraint(
            "hours", "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at"
        )
    op.create_index("ix_entrance_session_id", "entrance", ["session_id"])
    op.add_column("scan", sa.Column("area", sa.String(32), nullable=False, server_default="house"))
    op.drop_index("ix_presence_event_id_inside", "presence")
    with op.batch_alter_table("presence") as table:
        table.add_column(sa.Column("area", sa.String(32), nullable=False, server_default="house"))
        table.drop_constraint(op.f("uq_presence_event_id_idx"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_presence_event_id_idx_area"), ["event_id", "idx", "area"]
        )
    op.create_index(
        "ix_presence_event_id_area_inside", "presence", ["event_id", "area", "inside"]
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_presence_event_id_area_inside", "presence")
    op.execute("DELETE FROM presence WHERE area <> 'house'")
    with op.batch_alter_table("presence") as table:
        table.drop_constraint(op.f("uq_presence_event_id_idx_area"), type_="unique")
        table.create_unique_constraint(op.f("uq_presence_event_id_idx"), ["event_id", "idx"])
        table.drop_column("area")
    op.create_index("ix_presence_event_id_inside", "presence", ["event_id", "inside"])
    op.drop_column("scan", "area")
    op.drop_index("ix_entrance_session_id", "entrance")
    with op.batch_alter_table("entrance") as table:
        table.drop_constraint("hours", type_="check")
        table.drop_constraint(op.f("fk_entrance_session_id_agenda_session"), type_="foreignkey")
        for column in ("kind", "session_id", "opens_at", "closes_at", "reentry", "categories"):
            table.drop_column(column)
