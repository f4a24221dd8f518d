"""Commands meet a database of this version, or say what stands in the way; some make it first.

Asked before the application is made, by reading alone: what is damaged or of a newer version stays
as it is, and no command advises a migration where data may be lost.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.engine import make_url

from eventapp import schema
from eventapp.cli import faults
from eventapp.schema import SchemaReading, SchemaState
from eventapp.settings import Settings, read

if TYPE_CHECKING:
    from alembic.config import Config

Command = Callable[..., Any]

AS_IT_IS: frozenset[SchemaState] = frozenset()
MADE = frozenset({SchemaState.EMPTY})
"""For commands that a new installation may begin with."""
MADE_OR_UPGRADED = frozenset({SchemaState.EMPTY, SchemaState.BEHIND})

CURRENT = frozenset({SchemaState.CURRENT})

HINDRANCES = {
    SchemaState.EMPTY: (
        "{name} has no tables yet. `eventapp db upgrade` makes them, and so do `eventapp serve`"
        " and `eventapp event create`."
    ),
    SchemaState.BEHIND: (
        "{name} is of an older version of eventapp (revision {revision})."
        " Run `eventapp db upgrade` first."
    ),
    SchemaState.UNKNOWN: (
        "{name} is of revision {revision}, which this version of eventapp does not know: a newer"
        " one made it. Nothing was done. Use that version, or one that is newer still."
    ),
    SchemaState.FOREIGN: (
        "{name} holds tables, but names no version of eventapp: something else made them, or what"
        " named it is lost. Nothing was done. EVENTAPP_DATABASE_URL names a database that is"
        " eventapp's own."
    ),
}
"""Why a command does not begin, and what to do."""


def hindrance(state: SchemaReading) -> str:
    """Return what stands in the way, and what to do; only for a state that hinders."""
    words = HINDRANCES[state.state]
    return words.format(name=faults.database_name(), revision=state.revision)


def with_database(
    brought_up: frozenset[SchemaState] = AS_IT_IS, accepted: frozenset[SchemaState] = CURRENT
) -> Callable[[Command], Command]:
    """Run the command inside the application, on a database of this version.

    In a state of `brought_up` it gets its tables first; in one of `accepted` it is taken as it is,
    and nothing is locked to find that out: a start that asked for the writers' lock came up after
    many seconds, or not at all, while other processes wrote. In any other state the command ends
    with one sentence, and nothing was touched.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def after_migrations(*args: Any, **kwargs: Any) -> Any:
            _bring_up()
            return command(*args, **kwargs)

        @wraps(command)
        def run(*args: Any, **kwargs: Any) -> Any:
            settings = faults.settings(read)
            state = _looked_at(settings.database_url)
            if state.state in accepted:
                return with_appcontext(command)(*args, **kwargs)
            _need_folder(settings)
            if state.state not in brought_up:
                raise click.ClickException(hindrance(state))
            settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            return with_appcontext(after_migrations)(*args, **kwargs)

        return run

    return decorate


def _looked_at(url: str) -> SchemaReading:
    """Look at the database; where another process is about to bring it up to date, wait for it."""
    state = schema.look(url)
    if state.state is not SchemaState.BEHIND:
        return state
    with schema.one_migration_at_a_time(url):
        return schema.look(url)


def _need_folder(settings: Settings) -> None:
    """Refuse a SQLite file whose folder is missing, unless it is ours to make."""
    url = make_url(settings.database_url)
    folder = Path(url.database or "").absolute().parent
    on_sqlite = url.get_backend_name() == "sqlite"
    if on_sqlite and folder != settings.data_dir and not folder.is_dir():
        raise click.ClickException(faults.no_folder(folder))


def _bring_up() -> None:
    """Apply the migrations that lack, one process at a time: who comes second finds none."""
    from alembic import command as alembic  # noqa: PLC0415  (a tenth of the start; for migrations alone)

    with schema.one_migration_at_a_time(current_app.config["SQLALCHEMY_DATABASE_URI"]):
        alembic.upgrade(migrations(), "head")


def migrations() -> "Config":
    """Return what Alembic's commands need to know."""
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config
