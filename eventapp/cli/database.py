"""Commands for the database: upgrade, downgrade, check."""

import click

from eventapp.cli.faults import database_name
from eventapp.cli.readiness import AS_IT_IS, MADE_OR_UPGRADED, migrations, with_database
from eventapp.schema import SchemaState

MOST_SHOWN = 300
"""Characters of what differs that are said."""


@click.group("db")
def database() -> None:
    """Migrate the database to the state this version needs."""


@database.command()
@with_database(MADE_OR_UPGRADED)
def upgrade() -> None:
    """Apply all migrations."""


@database.command()
@click.argument("revision", default="-1")
@with_database(AS_IT_IS, accepted=frozenset({SchemaState.CURRENT, SchemaState.BEHIND}))
def downgrade(revision: str) -> None:
    """Revert migrations, one by default."""
    from alembic import command as alembic  # noqa: PLC0415  (a tenth of the start; for migrations alone)
    from alembic.util.exc import CommandError  # noqa: PLC0415  (a tenth of the start; for migrations alone)

    try:
        alembic.downgrade(migrations(), revision)
    except CommandError as error:
        message = f"there is no revision {revision[:60]!r} to go back to. Nothing was done."
        raise click.ClickException(message) from error


@database.command()
@with_database()
def check() -> None:
    """Exit 1 when the tables differ from what this version needs."""
    from alembic import command as alembic  # noqa: PLC0415  (a tenth of the start; for migrations alone)
    from alembic.util.exc import CommandError  # noqa: PLC0415  (a tenth of the start; for migrations alone)

    try:
        alembic.check(migrations())
    except CommandError as error:
        differs = str(error).partition(":")[2].strip()[:MOST_SHOWN]
        message = f"{database_name()} differs from what this version made: {differs}."
        raise click.ClickException(message) from error


commands = [database]
