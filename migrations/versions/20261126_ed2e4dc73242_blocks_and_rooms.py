"""Talks in blocks, several rooms a session, rules between sessions, pairs of interpretation."""

import sqlalchemy as sa
from alembic import op

revision = "ed2e4dc73242"
down_revision = "2af8fcfddb9b"
branch_labels = None
depends_on = None

TEXTS = sa.text("'{}'")
NONE = sa.text("'[]'")


def _old_and_new() -> sa.TableClause:
    names = ("interpreted_into", "interpretation", "languages")
    return sa.table("agenda_session", sa.column("id"), *(sa.column(name, sa.JSON()) for name in names))


def upgrade() -> None:
    """Apply: who is interpreted into a language is interpreted from what is spoken."""
    op.create_table("session_room",
    sa.Column("session_id", sa.Integer(), nullable=False),
    sa.Column("room_id", sa.Integer(), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_session_room_room_id_room")),
    sa.ForeignKeyConstraint(["session_id"], ["agenda_session.id"], name=op.f("fk_session_room_session_id_agenda_session")),
    sa.PrimaryKeyConstraint("session_id", "room_id", name=op.f("pk_session_room"))
    )
    op.create_index(op.f("ix_session_room_room_id"), "session_room", ["room_id"])
    op.create_table("session_rule",
    sa.Column("session_id", sa.Integer(), nullable=False),
    sa.Column("other_id", sa.Integer(), nullable=False),
    sa.Column("rule", sa.Enum("same-day", "after", "not-parallel", name="rule", native_enum=False, length=32), nullable=False),
    sa.ForeignKeyConstraint(["other_id"], ["agenda_session.id"], name=op.f("fk_session_rule_other_id_agenda_session")),
    sa.ForeignKeyConstraint(["session_id"], ["agenda_session.id"], name=op.f("fk_session_rule_session_id_agenda_session")),
    sa.PrimaryKeyConstraint("session_id", "other_id", "rule", name=op.f("pk_session_rule"))
    )
    op.create_index(op.f("ix_session_rule_other_id"), "session_rule", ["other_id"])
    with op.batch_alter_table("room") as batch_op:
        batch_op.add_column(sa.Column("floor", sa.JSON(), nullable=False, server_default=TEXTS))
        batch_op.add_column(sa.Column("seating", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("equipment", sa.JSON(), nullable=False, server_default=TEXTS))
        batch_op.add_column(sa.Column("accessible", sa.Boolean(), nullable=True))
    with op.batch_alter_table("agenda_session") as batch_op:
        batch_op.add_column(sa.Column("notes", sa.JSON(), nullable=False, server_default=TEXTS))
        batch_op.add_column(sa.Column("block_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("interpretation", sa.JSON(), nullable=False, server_default=NONE))
        batch_op.add_column(sa.Column("receivers", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("expected", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("recorded", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_foreign_key(op.f("fk_agenda_session_block_id_agenda_session"), "agenda_session", ["block_id"], ["id"])
        batch_op.create_check_constraint("not_its_own_block", "block_id IS NULL OR block_id <> id")
        batch_op.create_check_constraint("blockers_stay_inside", "kind <> 'blocker' OR NOT public")
    op.create_index(op.f("ix_agenda_session_block_id"), "agenda_session", ["block_id"])
    bind, session = op.get_bind(), _old_and_new()
    for row in bind.execute(sa.select(session)).all():
        spoken = row.languages or ["de", "fr", "en"]
        pairs = [f"{language}-{into}" for language in spoken for into in row.interpreted_into if language != into]
        bind.execute(sa.update(session).where(session.c.id == row.id).values(interpretation=pairs))
    with op.batch_alter_table("agenda_session") as batch_op:
        batch_op.drop_column("interpreted_into")


def downgrade() -> None:
    """Take back; what is interpreted into stays, the rest is forgotten."""
    with op.batch_alter_table("agenda_session") as batch_op:
        batch_op.add_column(sa.Column("interpreted_into", sa.JSON(), nullable=False, server_default=NONE))
    bind, session = op.get_bind(), _old_and_new()
    for row in bind.execute(sa.select(session)).all():
        into = list(dict.fromkeys(pair.partition("-")[2] for pair in row.interpretation))
        bind.execute(sa.update(session).where(session.c.id == row.id).values(interpreted_into=into))
    bind.execute(sa.text("UPDATE agenda_session SET kind = 'talk' WHERE kind IN ('plenary', 'blocker')"))
    op.drop_index(op.f("ix_agenda_session_block_id"), "agenda_session")
    with op.batch_alter_table("agenda_session") as batch_op:
        batch_op.drop_constraint(op.f("ck_agenda_session_blockers_stay_inside"), type_="check")
        batch_op.drop_constraint(op.f("ck_agenda_session_not_its_own_block"), type_="check")
        batch_op.drop_constraint(op.f("fk_agenda_session_block_id_agenda_session"), type_="foreignkey")
        for name in ("notes", "block_id", "interpretation", "receivers", "expected", "recorded"):
            batch_op.drop_column(name)
    with op.batch_alter_table("room") as batch_op:
        for name in ("floor", "seating", "equipment", "accessible"):
            batch_op.drop_column(name)
    op.drop_table("session_rule")
    op.drop_table("session_room")
