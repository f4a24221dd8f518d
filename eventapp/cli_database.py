"""Commands for the database: upgrade, downgrade, check."""

import click
from alembic.util.exc import CommandError
from flask.cli import with_appcontext
from flask_migrate import check as alembic_check
from flask_migrate import downgrade as alembic_downgrade
from flask_migrate import upgrade as alembic_upgrade


@click.group("db")
def database() -> None:
    """Bring the database to the state this version needs."""


@database.command()
@with_appcontext
def upgrade() -> None:
    """Apply all migrations."""
    alembic_upgrade()


@database.command()
@click.argument("revision", default="-1")
@with_appcontext
def downgrade(revision: str) -> None:
    """Take migrations back, one by default."""
    alembic_downgrade(revision=revision)


@database.command()
@with_appcontext
def check() -> None:
    """Exit 1 when the tables differ from what this version needs."""
    try:
        alembic_check()
    except CommandError as error:
        raise click.ClickException(str(error)) from error


commands = [database]
