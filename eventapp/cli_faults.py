"""What ends a command as expected: one sentence on standard error, never a traceback.

A refusal, a database that cannot be reached, a file that cannot be read or written end with
exit code 1; what was typed wrong ends with 2. Everything else is a bug and keeps its traceback.
"""

import errno
import os
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from eventapp.errors import Refusal
from eventapp.settings import Settings, load

NO_TABLE = ("no such table", "no such column")
"""How SQLite says that the tables are of another version."""

UNDEFINED = {"42P01", "42703"}
"""How PostgreSQL says it: SQLSTATE of an undefined table or column."""

UPGRADE = "its tables are not those of this version. Run `eventapp db upgrade` first."


def sentence(error: Exception) -> str | None:
    """Return what the person at the terminal should know of an expected fault; None for a bug."""
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, DBAPIError):
        return _of_statement(error)
    driver: Any = sys.modules.get("psycopg")
    if driver is not None and isinstance(error, driver.OperationalError):  # the job queue's own
        return _unreachable(error)
    if isinstance(error, OSError) and error.filename and error.errno != errno.EPIPE:
        return f"{os.fsdecode(error.filename)}: {error.strerror}."
    return None


def _of_statement(error: DBAPIError) -> str | None:
    cause: Any = error.orig
    told = _first_line(cause)
    if told.startswith(NO_TABLE) or getattr(cause, "sqlstate", None) in UNDEFINED:
        return f"{_database()}: {UPGRADE}"
    if isinstance(error, OperationalError) or told == "file is not a database":
        return _unreachable(cause)
    return None


def _unreachable(cause: object) -> str:
    return (
        f"{_database()} cannot be used: {_first_line(cause)}. Nothing was done. "
        "Check EVENTAPP_DATABASE_URL and that the database is there and running, then try again."
    )


def _first_line(cause: object) -> str:
    return str(cause).strip().partition("\n")[0].rstrip(".")


def _database() -> str:
    """Name the database without user and password."""
    settings: Settings = load(os.environ)
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        return f"the database file {url.database}"
    port = f":{url.port}" if url.port else ""
    return f"the PostgreSQL database {url.database or ''} at {url.host or 'this machine'}{port}"


class Target(click.Path):
    """A file to write: refused before any work when it can never be written."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, writable=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path, if its folder is there and takes files."""
        path = Path(str(super().convert(value, param, ctx)))
        folder = path.absolute().parent
        if not folder.is_dir():
            self.fail(f"there is no folder {folder}.", param, ctx)
        if not os.access(folder, os.W_OK):
            self.fail(f"the folder {folder} takes no files from you.", param, ctx)
        return path


class Zone(click.ParamType[ZoneInfo]):
    """A time zone by its IANA name."""

    name = "zone"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> ZoneInfo:
        """Return the zone of that name."""
        try:
            return ZoneInfo(str(value))
        except (OSError, ValueError, LookupError):
            self.fail(f"{value!r} is no time zone; one is Europe/Berlin.", param, ctx)
