"""Whose registration it is in the directory, and places that follow from a part in the programme."""

import sqlalchemy as sa
from alembic import op

revision = "d3b71f08e6c5"
down_revision = "5c1e92d7a6f8"
branch_labels = None
depends_on = None

LIVE_PERSON = sa.text("state NOT IN ('declined', 'cancelled') AND person_id IS NOT NULL")
COUNTED = ("event_id", "state", "category_id", "contingent_id", "organisation_id")
INDEXES = {
    "ix_registration_counted": (*COUNTED, "erased_at"),
    "ix_registration_held_by_organisation": (*COUNTED, "organisation_key"),
}
"""What places are counted by, as it was."""
PERSON = "fk_registration_person_id_person"


def upgrade() -> None:
    """Add both to registrations, and to the indexes by which places are counted."""
    for name in INDEXES:
        op.drop_index(name, "registration")
    with op.batch_alter_table("registration") as table:
        table.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("contributes", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.create_foreign_key(PERSON, "person", ["person_id"], ["id"])
    for name, columns in INDEXES.items():
        op.create_index(name, "registration", [*columns, "contributes"])
    op.create_index("ix_registration_person_id", "registration", ["person_id"])
    op.create_index(
        "uq_registration_live_person",
        "registration",
        ["person_id"],
        unique=True,
        sqlite_where=LIVE_PERSON,
        postgresql_where=LIVE_PERSON,
    )


def downgrade() -> None:
    """Take back; who came by a part stays registered, as if by hand."""
    registration = sa.table("registration", sa.column("source", sa.String()))
    by_part = sa.update(registration).where(registration.c.source == "part")
    op.execute(by_part.values(source="manual"))
    for name in (*INDEXES, "uq_registration_live_person", "ix_registration_person_id"):
        op.drop_index(name, "registration")
    with op.batch_alter_table("registration") as table:
        table.drop_constraint(PERSON, type_="foreignkey")
        table.drop_column("contributes")
        table.drop_column("person_id")
    for name, columns in INDEXES.items():
        op.create_index(name, "registration", list(columns))
