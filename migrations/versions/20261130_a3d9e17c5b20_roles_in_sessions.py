"""Roles in sessions: how far they are settled, who may know, for whom; parts still open, too."""

import sqlalchemy as sa
from alembic import op

revision = "a3d9e17c5b20"
down_revision = "5ad03e9c7f18"
branch_labels = None
depends_on = None

NOW_CALLED = {"chair": "moderator", "host": "opening"}
CALLED_BEFORE = {
    "opening": "host",
    "closing": "host",
    "interpreter": "speaker",
    "technician": "speaker",
}
STATES = ("draft", "invited", "accepted", "declined", "confirmed")
ONCE_EACH = "uq_session_role_session_id_person_id"
EACH_PART_ONCE = "uq_session_role_session_id_person_id_part"
ORGANISATION = "fk_session_role_organisation_id_organisation"


def _parts(*names: str) -> sa.Enum:
    return sa.Enum(*names, name="sessionpart", native_enum=False, length=32)


BEFORE = _parts("speaker", "moderator", "panellist", "chair", "host")
SINCE = _parts(
    "speaker", "moderator", "panellist", "opening", "closing", "interpreter", "technician"
)


def upgrade() -> None:
    """Call parts as the field does; keep what else there is to know of them."""
    state = sa.Enum(*STATES, name="contributorstate", native_enum=False, length=32)
    with op.batch_alter_table("session_role") as table:
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        table.alter_column("part", existing_type=BEFORE, type_=SINCE)
        table.add_column(sa.Column("state", state, nullable=False, server_default="confirmed"))
        table.add_column(
            sa.Column("internal", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column("announced", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("function", sa.JSON(), nullable=False, server_default="{}"))
        table.create_foreign_key(ORGANISATION, "organisation", ["organisation_id"], ["id"])
        table.drop_constraint(ONCE_EACH, type_="unique")
        table.create_unique_constraint(EACH_PART_ONCE, ["session_id", "person_id", "part"])
    _call(NOW_CALLED)


def downgrade() -> None:
    """Take back: open parts go, and of several parts of one person in a session the later ones."""
    role = sa.table("session_role", *map(sa.column, ("id", "session_id", "person_id")))
    first = sa.select(sa.func.min(role.c.id)).group_by(role.c.session_id, role.c.person_id)
    op.execute(
        sa.delete(role).where(sa.or_(role.c.person_id.is_(None), role.c.id.not_in(first)))
    )
    _call(CALLED_BEFORE)
    with op.batch_alter_table("session_role") as table:
        table.drop_constraint(EACH_PART_ONCE, type_="unique")
        table.create_unique_constraint(ONCE_EACH, ["session_id", "person_id"])
        table.drop_constraint(ORGANISATION, type_="foreignkey")
        for name in ("function", "organisation_id", "announced", "internal", "state"):
            table.drop_column(name)
        table.alter_column("part", existing_type=SINCE, type_=BEFORE)
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=False)


def _call(words: dict[str, str]) -> None:
    """Call parts otherwise, in the draft and in every version of the programme."""
    role = sa.table("session_role", sa.column("part", sa.String()))
    for before, after in words.items():
        op.execute(sa.update(role).where(role.c.part == before).values(part=after))
    release = sa.table("release", sa.column("id"), sa.column("programme", sa.JSON()))
    bind = op.get_bind()
    for number in bind.scalars(sa.select(release.c.id)).all():
        own = release.c.id == number
        programme = bind.scalar(sa.select(release.c.programme).where(own))
        parts = [part for session in programme["sessions"] for part in session["parts"]]
        if any(part["part"] in words for part in parts):
            for part in parts:
                part["part"] = words.get(part["part"], part["part"])
            bind.execute(sa.update(release).where(own).values(programme=programme))
