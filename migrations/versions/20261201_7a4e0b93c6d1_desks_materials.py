"""A material belongs to a session or to an information desk, and is in some languages."""

import sqlalchemy as sa
from alembic import op

revision = "7a4e0b93c6d1"
down_revision = "5b29f0c83d71"
branch_labels = None
depends_on = None

OF_DESKS = "SELECT id FROM material WHERE session_id IS NULL"


def upgrade() -> None:
    """Let desks have some; all there are belong to sessions."""
    with op.batch_alter_table("material") as table:
        table.add_column(sa.Column("desk_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
        table.alter_column("session_id", existing_type=sa.Integer(), nullable=True)
        table.create_foreign_key("fk_material_desk_id_desk", "desk", ["desk_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_material_one_holder"), "(session_id IS NULL) <> (desk_id IS NULL)"
        )
        table.create_check_constraint(
            op.f("ck_material_desk_has_no_speaker"),
            "desk_id IS NULL OR (person_id IS NULL AND visibility <> 'after-session')",
        )
    with op.batch_alter_table("material") as table:
        table.alter_column("languages", server_default=None)
    op.create_index("ix_material_desk_id", "material", ["desk_id"])


def downgrade() -> None:
    """Forget the desks' own; their files are cleared away by whoever removes the folder."""
    op.execute(f"DELETE FROM material_version WHERE material_id IN ({OF_DESKS})")  # noqa: S608
    op.execute("DELETE FROM material WHERE session_id IS NULL")
    op.drop_index("ix_material_desk_id", "material")
    with op.batch_alter_table("material") as table:
        table.drop_constraint(op.f("ck_material_desk_has_no_speaker"), type_="check")
        table.drop_constraint(op.f("ck_material_one_holder"), type_="check")
        table.drop_constraint("fk_material_desk_id_desk", type_="foreignkey")
        table.drop_column("languages")
        table.drop_column("desk_id")
        table.alter_column("session_id", existing_type=sa.Integer(), nullable=False)
