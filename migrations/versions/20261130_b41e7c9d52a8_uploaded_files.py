"""Uploaded files: portraits of people, logos of organisations, later what speakers show."""

import sqlalchemy as sa
from alembic import op

revision = "b41e7c9d52a8"
down_revision = "7b20d4e9c1f6"
branch_labels = None
depends_on = None

PICTURES = (("person", ("portrait",)), ("organisation", ("logo", "logo_dark")))
TEXTS = {"person": "portrait_alt", "organisation": "logo_alt"}


def upgrade() -> None:
    """Make the table; nobody has a picture yet."""
    purpose = sa.Enum(
        *("portrait", "logo", "material"), name="purpose", native_enum=False, length=32
    )
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("purpose", purpose, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_stored_file_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_stored_file_public_id")),
    )
    op.create_index("ix_stored_file_event_id", "stored_file", ["event_id"])
    for table, names in PICTURES:
        text = sa.Column(TEXTS[table], sa.JSON(), nullable=False, server_default="{}")
        with op.batch_alter_table(table) as batch:
            batch.add_column(text)
            for name in names:
                batch.add_column(sa.Column(f"{name}_id", sa.Integer(), nullable=True))
                batch.create_foreign_key(
                    op.f(f"fk_{table}_{name}_id_stored_file"),
                    "stored_file",
                    [f"{name}_id"],
                    ["id"],
                )
        for name in names:
            op.create_index(f"ix_{table}_{name}_id", table, [f"{name}_id"])


def downgrade() -> None:
    """Forget the pictures; their files are cleared away by whoever removes the folder."""
    for table, names in reversed(PICTURES):
        for name in names:
            op.drop_index(f"ix_{table}_{name}_id", table_name=table)
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_constraint(op.f(f"fk_{table}_{name}_id_stored_file"), type_="foreignkey")
                batch.drop_column(f"{name}_id")
            batch.drop_column(TEXTS[table])
    op.drop_table("stored_file")
