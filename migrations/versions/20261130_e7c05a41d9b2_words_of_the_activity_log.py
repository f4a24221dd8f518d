"""The activity log says archived and restored, and names records as their pages do."""

import sqlalchemy as sa
from alembic import op

revision = "e7c05a41d9b2"
down_revision = "c90a3e7d51f4"
branch_labels = None
depends_on = None

KINDS = {"groups": "categories", "persons": "contributors", "desks": "information-desks"}
ENTRY = sa.table(
    "journal_entry", sa.column("action", sa.String), sa.column("object_kind", sa.String)
)


def _rename(column: str, names: dict[str, str], *rows: sa.ColumnElement[bool]) -> None:
    """Write another name into a column of the entries, of these rows alone."""
    for before, after in names.items():
        where = (ENTRY.c[column] == before, *rows)
        op.execute(sa.update(ENTRY).where(*where).values({column: after}))


def upgrade() -> None:
    """Give what is written down the words of today."""
    _rename("action", {"put-away": "archived", "put-back": "restored"})
    _rename("object_kind", KINDS)


def downgrade() -> None:
    """Give it its former words; a registration was always restored."""
    _rename("object_kind", {after: before for before, after in KINDS.items()})
    of_records = ENTRY.c.object_kind != "registration"
    _rename("action", {"archived": "put-away", "restored": "put-back"}, of_records)
