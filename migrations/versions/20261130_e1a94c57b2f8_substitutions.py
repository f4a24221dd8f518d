"""Contributors in others' places: what was done, is still to be told, or was undone."""

import sqlalchemy as sa
from alembic import op

revision = "e1a94c57b2f8"
down_revision = "d3b71f08e6c5"
branch_labels = None
depends_on = None

PARTS = ("speaker", "moderator", "panellist", "opening", "closing", "interpreter", "technician")
INDEXES = ("event_id", "former_id", "session_id", "successor_id")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "substitution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("part", _one_of("sessionpart", *PARTS), nullable=False),
        sa.Column("former_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("former_role", sa.JSON(), nullable=False),
        sa.Column("place", _one_of("placeafter", "kept", "cancelled"), nullable=True),
        sa.Column("admitted_from", sa.String(32), nullable=True),
        sa.Column("tell_booked", sa.Boolean(), nullable=False),
        sa.Column("tell_others", sa.Boolean(), nullable=False),
        sa.Column("release_no", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(160), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(160), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_substitution_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_session.id"],
            name=op.f("fk_substitution_session_id_agenda_session"),
        ),
        sa.ForeignKeyConstraint(
            ["former_id"], ["person.id"], name=op.f("fk_substitution_former_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["person.id"], name=op.f("fk_substitution_successor_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
        sa.UniqueConstraint("public_id", name=op.f("uq_substitution_public_id")),
    )
    for column in INDEXES:
        op.create_index(op.f(f"ix_substitution_{column}"), "substitution", [column])
    op.create_index("ix_substitution_settled_at_due_at", "substitution", ["settled_at", "due_at"])


def downgrade() -> None:
    """Take the table away; the programme stays as the substitutions made it."""
    op.drop_table("substitution")
