"""Numbers are counted over indexes: no triggers but the one that keeps scans as they are."""

import sqlalchemy as sa
from alembic import op

revision = "f81c6a2e4d07"
down_revision = "5d1f7c02ab93"
branch_labels = None
depends_on = None

TALLIES, MORE_TALLIES = "b7e2d4a96c10", "8d1f6b3a27c4"
"""The migrations that made what goes; the way down has them make it again."""
WITHOUT_BADGE = sa.text("badge_holder_no <> holder_no")
COUNTED = sa.text("NOT rehearsal")
HOLDERS = """UPDATE registration SET badge_holder_no = coalesce((
    SELECT b.holder_no FROM badge b
    WHERE b.registration_id = registration.id AND b.replaced_at IS NULL), 0)"""
PRESENT = """INSERT INTO presence (event_id, idx, inside)
    SELECT event_id, idx, max(newest_in) = 1 FROM (
      SELECT event_id, idx, direction,
        CASE WHEN direction = 'in' AND row_number() OVER (
          PARTITION BY event_id, idx
          ORDER BY t + off DESC, coalesce(device_id, 0) DESC, seq DESC, id DESC) = 1
          THEN 1 ELSE 0 END AS newest_in
      FROM scan WHERE NOT rehearsal AND decision = 'admit' AND idx IS NOT NULL
    ) AS told GROUP BY event_id, idx HAVING max(CASE WHEN direction = 'in' THEN 1 ELSE 0 END) = 1"""


def upgrade() -> None:
    """Take the tallies away; keep what no index can count: whose badge there is, who is on site."""
    older = op.get_context().environment_context.script
    older.get_revision(MORE_TALLIES).module.downgrade()
    older.get_revision(TALLIES).module.keep_no_numbers()
    op.add_column(
        "registration",
        sa.Column("badge_holder_no", sa.Integer(), nullable=False, server_default="0"),
    )
    op.execute(HOLDERS)
    op.create_table(
        "presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("idx", sa.LargeBinary(length=16), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_presence_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint("event_id", "idx", name=op.f("uq_presence_event_id_idx")),
    )
    op.execute(PRESENT)
    op.create_index("ix_presence_event_id_inside", "presence", ["event_id", "inside"])
    op.create_index(
        "ix_registration_counted",
        "registration",
        ["event_id", "state", "category_id", "contingent_id", "organisation_id", "erased_at"],
    )
    op.create_index(
        "ix_registration_without_badge",
        "registration",
        ["event_id", "state", "holder_no", "badge_holder_no"],
        sqlite_where=WITHOUT_BADGE,
        postgresql_where=WITHOUT_BADGE,
    )
    op.create_index(
        "ix_scan_decided",
        "scan",
        ["event_id", "decision", "door_id", "direction", "why", "forced", "rehearsal"],
        sqlite_where=COUNTED,
        postgresql_where=COUNTED,
    )


def downgrade() -> None:
    """Have triggers keep the tallies again, from what is there."""
    op.drop_index("ix_scan_decided", "scan")
    op.drop_index("ix_registration_without_badge", "registration")
    op.drop_index("ix_registration_counted", "registration")
    op.drop_table("presence")
    op.drop_column("registration", "badge_holder_no")
    older = op.get_context().environment_context.script
    older.get_revision(TALLIES).module.keep_numbers()
    older.get_revision(MORE_TALLIES).module.upgrade()
