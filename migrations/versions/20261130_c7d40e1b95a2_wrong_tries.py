"""Wrong tries at an account, by where they come from; recovery codes until they are kept."""

import sqlalchemy as sa
from alembic import op

revision = "c7d40e1b95a2"
down_revision = "b7c1d09e5f32"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table("wrong_try",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=False),
    sa.Column("step", sa.Enum("password", "code-after-password", "code-after-link", name="step", native_enum=False, length=32), nullable=False),
    sa.Column("origin", sa.LargeBinary(length=32), nullable=False),
    sa.Column("stranger", sa.Boolean(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("told", sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_wrong_try_user_id_user")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_try"))
    )
    op.create_index("ix_wrong_try_user_id_step", "wrong_try", ["user_id", "step"], unique=False)
    op.add_column("sign_in", sa.Column("device_hash", sa.LargeBinary(length=32), nullable=True))
    op.add_column("user", sa.Column("recovery_seed", sa.String(length=24), nullable=True))
    op.drop_column("user", "locked_until")
    op.drop_column("user", "failed_attempts")


def downgrade() -> None:
    """Take back."""
    op.add_column("user", sa.Column("failed_attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("user", sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
    op.drop_column("user", "recovery_seed")
    op.drop_column("sign_in", "device_hash")
    op.drop_index("ix_wrong_try_user_id_step", table_name="wrong_try")
    op.drop_table("wrong_try")
