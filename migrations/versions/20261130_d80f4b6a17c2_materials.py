"""Materials: what contributors show and hand out, with its versions."""

import sqlalchemy as sa
from alembic import op

revision = "d80f4b6a17c2"
down_revision = "c5a17e3f90b4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; nobody has given anything yet."""
    visibility = sa.Enum(
        *("everybody", "after-session", "internal"),
        name="visibility",
        native_enum=False,
        length=32,
    )
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("visibility", visibility, nullable=False),
        sa.Column("public_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_material_event_id_event")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_session.id"],
            name=op.f("fk_material_session_id_agenda_session"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_material_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint("public_id", name=op.f("uq_material_public_id")),
    )
    for column in ("event_id", "session_id", "person_id"):
        op.create_index(f"ix_material_{column}", "material", [column])
    op.create_table(
        "material_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["material_id"], ["material.id"], name=op.f("fk_material_version_material_id_material")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_material_version_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_version")),
        sa.UniqueConstraint(
            "material_id", "number", name=op.f("uq_material_version_material_id_number")
        ),
    )
    op.create_index("ix_material_version_file_id", "material_version", ["file_id"])


def downgrade() -> None:
    """Forget the materials; their files are cleared away by whoever removes the folder."""
    op.drop_table("material_version")
    op.drop_table("material")
