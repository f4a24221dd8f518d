"""The directory: how people are reached and published, organisations in each language."""

import sqlalchemy as sa
from alembic import op

revision = "3c9e71d0a5b2"
down_revision = "a3f58d20c7e1"
branch_labels = None
depends_on = None

LINES = {
    "salutation": 120,
    "pronunciation": 120,
    "phone": 40,
    "assistant_name": 160,
    "assistant_email": 254,
    "assistant_phone": 40,
    "basis_note": 200,
}
TEXTS = ("names", "short_names", "field")


def upgrade() -> None:
    """Add the columns; who was in the programme before was put there by its organisers."""
    for name, length in LINES.items():
        column = sa.Column(name, sa.String(length=length), nullable=False, server_default="")
        op.add_column("person", column)
    op.add_column("person", sa.Column("links", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column(
        "person",
        sa.Column("basis", sa.String(length=32), nullable=False, server_default="none"),
    )
    op.execute("UPDATE person SET basis = 'organiser'")
    for name in TEXTS:
        column = sa.Column(name, sa.JSON(), nullable=False, server_default="{}")
        op.add_column("organisation", column)
    op.create_table(
        "availability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_availability_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
    )
    op.create_index("ix_availability_person_id", "availability", ["person_id"])


def downgrade() -> None:
    """Take the columns away, with what stands in them."""
    op.drop_index("ix_availability_person_id", table_name="availability")
    op.drop_table("availability")
    for name in TEXTS:
        op.drop_column("organisation", name)
    for name in ("basis", "links", *LINES):
        op.drop_column("person", name)
