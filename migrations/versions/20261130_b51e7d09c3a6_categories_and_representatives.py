"""Kinds of participants are called categories, who acts for a co-host its representative."""

import sqlalchemy as sa
from alembic import op

revision = "b51e7d09c3a6"
down_revision = "7d20c4f1be86"
branch_labels = None
depends_on = None

REGISTRATION = sa.table("registration", sa.column("skipped", sa.String))
ENTRY = sa.table(
    "journal_entry",
    sa.column("id", sa.Integer),
    sa.column("object_kind", sa.String),
    sa.column("changes", sa.JSON),
)
FIELDS = {
    "session": {"groups": "categories"},
    "questions": {"groups": "categories"},
    "hosts": {"officer": "representative", "officer_language": "representative_language"},
}
"""By kind of object: fields of the activity log, before and after."""


def _move_categories(before: str, after: str) -> None:
    """Make the table of a session's categories under its other name, take the rows along."""
    columns = ("session_id", "category_id")
    new = op.create_table(
        after,
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f(f"fk_{after}_category_id_category")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["agenda_session.id"], name=op.f(f"fk_{after}_session_id_agenda_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "category_id", name=op.f(f"pk_{after}")),
    )
    old = sa.table(before, *(sa.column(name) for name in columns))
    op.execute(sa.insert(new).from_select(columns, sa.select(*(old.c[name] for name in columns))))
    op.drop_table(before)
    op.create_index(op.f(f"ix_{after}_category_id"), after, ["category_id"])


def _name_representative(before: str, after: str) -> None:
    """Give the column of a host's representative its other name."""
    with op.batch_alter_table("host") as table:
        table.drop_constraint(op.f(f"fk_host_{before}_user"), type_="foreignkey")
        table.alter_column(before, new_column_name=after, existing_type=sa.Integer())
    with op.batch_alter_table("host") as table:
        table.create_foreign_key(op.f(f"fk_host_{after}_user"), "user", [after], ["id"])


def _note(kind: str, names: dict[str, str]) -> None:
    """Write the other words into what the activity log says of one kind of object."""
    connection = op.get_bind()
    written = sa.select(ENTRY.c.id, ENTRY.c.changes).where(ENTRY.c.object_kind == kind)
    for number, changes in connection.execute(written).all():
        renamed = {names.get(key, key): value for key, value in (changes or {}).items()}
        if renamed != (changes or {}):
            entry = sa.update(ENTRY).where(ENTRY.c.id == number)
            connection.execute(entry.values(changes=renamed))


def _say_skipped(before: str, after: str) -> None:
    """Write the other word for why somebody who waits was passed over."""
    column = REGISTRATION.c.skipped
    op.execute(sa.update(REGISTRATION).where(column == before).values(skipped=after))


def upgrade() -> None:
    """Use the words of today."""
    _move_categories("session_group", "session_category")
    _name_representative("officer_id", "representative_id")
    _say_skipped("group-full", "category-full")
    for kind, names in FIELDS.items():
        _note(kind, names)


def downgrade() -> None:
    """Use the former words again."""
    for kind, names in FIELDS.items():
        _note(kind, {after: before for before, after in names.items()})
    _say_skipped("category-full", "group-full")
    _name_representative("representative_id", "officer_id")
    _move_categories("session_category", "session_group")
