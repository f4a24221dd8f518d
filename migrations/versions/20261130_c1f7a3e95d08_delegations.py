"""A registration and an invitation know in whose delegation a person comes."""

import sqlalchemy as sa
from alembic import op

revision = "c1f7a3e95d08"
down_revision = "d5a1f8c3e072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has come in a delegation so far."""
    for table in ("registration", "invitation"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("delegation_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_{table}_delegation_id_organisation"),
                "organisation",
                ["delegation_id"],
                ["id"],
            )
            batch.create_index(op.f(f"ix_{table}_delegation_id"), ["delegation_id"])


def downgrade() -> None:
    """Forget whose delegation people come in."""
    for table in ("invitation", "registration"):
        with op.batch_alter_table(table) as batch:
            batch.drop_index(op.f(f"ix_{table}_delegation_id"))
            batch.drop_constraint(
                op.f(f"fk_{table}_delegation_id_organisation"), type_="foreignkey"
            )
            batch.drop_column("delegation_id")
