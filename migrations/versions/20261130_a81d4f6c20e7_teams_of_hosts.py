"""A host has a team of representatives instead of one; supporters stand beside partners."""

import sqlalchemy as sa
from alembic import op

revision = "a81d4f6c20e7"
down_revision = "d80f4b6a17c2"
branch_labels = None
depends_on = None

FIRST = sa.text("""UPDATE host SET representative_id = (
    SELECT m.user_id FROM host_member m
    WHERE m.host_id = host.id ORDER BY m.id LIMIT 1)""")


def upgrade() -> None:
    """Let the one representative be the first of a team."""
    op.create_table(
        "host_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_host_member_host_id_host")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_host_member_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_member")),
        sa.UniqueConstraint("host_id", "user_id", name=op.f("uq_host_member_host_id_user_id")),
    )
    op.create_index(op.f("ix_host_member_user_id"), "host_member", ["user_id"])
    op.execute(
        "INSERT INTO host_member (host_id, user_id) SELECT id, representative_id FROM host"
        " WHERE representative_id IS NOT NULL ORDER BY id"
    )
    with op.batch_alter_table("host") as host:
        host.drop_constraint("fk_host_representative_id_user", type_="foreignkey")
        host.drop_column("representative_id")


def downgrade() -> None:
    """Keep the first of each team; supporters are partners."""
    with op.batch_alter_table("host") as host:
        host.add_column(sa.Column("representative_id", sa.Integer(), nullable=True))
        host.create_foreign_key(
            "fk_host_representative_id_user", "user", ["representative_id"], ["id"]
        )
    op.execute(FIRST)
    op.execute("UPDATE host SET level = 'partner' WHERE level = 'supporter'")
    op.drop_index(op.f("ix_host_member_user_id"), "host_member")
    op.drop_table("host_member")
