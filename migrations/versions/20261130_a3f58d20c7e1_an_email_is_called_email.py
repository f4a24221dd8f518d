"""What is sent is called an e-mail: its table, its kinds, what the activity log says of it."""

import sqlalchemy as sa
from alembic import op

revision = "a3f58d20c7e1"
down_revision = "e7c05a41d9b2"
branch_labels = None
depends_on = None

ENTRY = sa.table(
    "journal_entry",
    sa.column("id", sa.Integer),
    sa.column("action", sa.String),
    sa.column("changes", sa.JSON),
)
COUNTED = ("reminded", "asked-again", "reminded-of-answer", "told-of-change")
"""Actions beside which it is written how many were sent."""


def _columns() -> list[sa.Column[object]]:
    """Return the columns of the table, whatever it is called."""
    state = sa.Enum(
        *("queued", "sent", "withheld", "bounced", "failed"),
        name="state",
        native_enum=False,
        length=32,
    )
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("about_kind", sa.String(length=40), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=300), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
    ]


def _move(before: str, after: str, kinds: tuple[str, str]) -> None:
    """Make the table under its other name, take the rows along, their kinds renamed."""
    columns = _columns()
    new = op.create_table(
        after,
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{after}")),
        sa.UniqueConstraint("message_id", name=op.f(f"uq_{after}_message_id")),
    )
    names = [column.name for column in columns]
    old = sa.table(before, *(sa.column(name) for name in names))
    rows = [
        sa.func.replace(old.c.kind, *kinds) if name == "kind" else old.c[name] for name in names
    ]
    op.execute(sa.insert(new).from_select(names, sa.select(*rows)))
    op.drop_table(before)
    op.create_index(f"ix_{after}_about", after, ["about_kind", "about_id"])
    op.create_index(f"ix_{after}_event_id_queued_at", after, ["event_id", "queued_at"])
    op.create_index(
        f"ix_{after}_state_urgency_next_try_at", after, ["state", "urgency", "next_try_at"]
    )
    if op.get_bind().dialect.name == "postgresql":
        last = sa.select(sa.func.coalesce(sa.func.max(new.c.id), 0) + 1).scalar_subquery()
        number = sa.func.pg_get_serial_sequence(after, "id")
        op.execute(sa.select(sa.func.setval(number, last, False)))  # noqa: FBT003  (not used yet)


def _say(before: str, after: str) -> None:
    """Write the other word into the activity log."""
    to = {"action": f"{after}-sent-again"}
    op.execute(sa.update(ENTRY).where(ENTRY.c.action == f"{before}-sent-again").values(to))
    connection = op.get_bind()
    said = sa.select(ENTRY.c.id, ENTRY.c.changes).where(ENTRY.c.action.in_(COUNTED))
    for number, changes in connection.execute(said).all():
        if f"{before}s" in (changes or {}):
            renamed = {f"{after}s" if key == f"{before}s" else key: changes[key] for key in changes}
            entry = sa.update(ENTRY).where(ENTRY.c.id == number)
            connection.execute(entry.values(changes=renamed))


def upgrade() -> None:
    """Call it an e-mail; what waits to be sent is sent under its new kind."""
    _move("letter", "email", ("Letter", "Email"))
    _say("letter", "email")


def downgrade() -> None:
    """Call it a letter again."""
    _say("email", "letter")
    _move("email", "letter", ("Email", "Letter"))
