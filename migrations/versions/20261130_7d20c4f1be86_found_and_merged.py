"""The directory is found by indexes; former ids of merged records lead to what they are now."""

import sqlalchemy as sa
from alembic import op

revision = "7d20c4f1be86"
down_revision = "b41e7c9d52a8"
branch_labels = None
depends_on = None

FOUND = {
    "ix_person_found": ("person", ["event_id", "active", "folded", "organisation_id"]),
    "ix_organisation_found": ("organisation", ["event_id", "active", "folded"]),
}


def upgrade() -> None:
    """Make the indexes and the table of former ids."""
    op.drop_index("ix_person_event_id", table_name="person")
    for name, (table, columns) in FOUND.items():
        op.create_index(name, table, columns)
    op.create_table(
        "former_id",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_former_id_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_former_id_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_former_id_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_former_id_public_id")),
    )
    for column in ("event_id", "person_id", "organisation_id"):
        op.create_index(f"ix_former_id_{column}", "former_id", [column])


def downgrade() -> None:
    """Take them away; what was merged stays merged."""
    op.drop_table("former_id")
    for name, (table, _columns) in FOUND.items():
        op.drop_index(name, table_name=table)
    op.create_index("ix_person_event_id", "person", ["event_id"])
