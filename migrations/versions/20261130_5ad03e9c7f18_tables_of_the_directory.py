"""Tables of persons and organisations wait between a look at them and their import."""

import sqlalchemy as sa
from alembic import op

revision = "5ad03e9c7f18"
down_revision = "c2f08b6d41e7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "directory_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_directory_file_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_directory_file_public_id")),
    )
    op.create_index("ix_directory_file_event_id", "directory_file", ["event_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("directory_file")
