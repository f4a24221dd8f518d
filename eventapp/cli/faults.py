"""What ends a command as expected: one sentence on standard error, never a traceback.

A refusal, a database that cannot be used, a file that cannot be read or written end with exit
code 1; what was typed wrong ends with 2. Everything else is a bug and keeps its traceback.
"""

import errno
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

import click
from limits.errors import ConfigurationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from eventapp.documents.pdf import NoPango
from eventapp.errors import Refusal
from eventapp.schema import Damaged, Unreadable, is_damage
from eventapp.settings import BadSettings, Settings, load, read

NO_TABLE = ("no such table", "no such column")
"""How SQLite says that the tables are of another version."""

UNDEFINED = {"42P01", "42703"}
"""How PostgreSQL says it: SQLSTATE of an undefined table or column."""

RESULT_LOST = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS}
"""Faults of whatever standard output leads to: they name no file."""

EXTRAS = {
    "psycopg": ("EVENTAPP_DATABASE_URL", "postgres"),
    "redis": ("EVENTAPP_REDIS_URL", "redis"),
}
"""Module -> the setting that asks for it, and what installs it: `eventapp[EXTRA]`."""

PANGO = (
    "PDFs cannot be made here: the library Pango is missing. On Debian and Ubuntu: apt-get install"
    " libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango."
)
"""What to do where the libraries that draw text cannot be loaded."""

RESTORE = (
    "Nothing was done. Stop eventapp, keep a copy of the file with the files beside it whose names"
    " begin alike, then put your last good copy in its place; `eventapp doctor` looks at it again."
)
"""What to do with a damaged file. No migration mends it, so none is advised."""


def settings(reader: Callable[[Mapping[str, str]], Settings] = load) -> Settings:
    """Return this environment's settings; a bad one ends the program with 2, named."""
    try:
        return reader(os.environ)
    except BadSettings as error:
        click.echo(f"eventapp: {error}", err=True)
        raise SystemExit(2) from error


def on_terminal(stream: TextIO | None) -> bool:
    """Say whether somebody sits at the stream; one that was closed has nobody."""
    return stream is not None and stream.isatty()


def give_up_output() -> None:
    """Send what is still to be flushed nowhere: it cannot be written, and that was said."""
    output = sys.__stdout__
    if output is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, output.fileno())
        os.close(nowhere)


def sentence(error: Exception) -> str | None:
    """Return what the person at the terminal should know of an expected fault; None for a bug."""
    tell = next(tell for kind, tell in TELLERS if isinstance(error, kind))
    return tell(error)


def _of_system(error: OSError) -> str | None:
    if error.errno == errno.EPIPE:
        return None  # who reads the answer has had enough: click ends quietly
    if error.filename:
        return f"{os.fsdecode(error.filename)}: {error.strerror}."
    if error.errno in RESULT_LOST:
        return f"the result could not be written: {error.strerror}."
    return None


def _of_encoding(error: UnicodeEncodeError) -> str | None:
    typed = error.reason.startswith("surrogates")
    return "what was typed holds bytes that are no UTF-8 text. Nothing was done." if typed else None


def _of_others(error: Exception) -> str | None:
    """Tell faults of what few starts import, and of packages that a setting asks for."""
    driver: Any = sys.modules.get("psycopg")
    if driver is not None and isinstance(error, driver.OperationalError):
        return _unreachable(error)
    alembic: Any = sys.modules.get("alembic.util.exc")
    if alembic is not None and isinstance(error, alembic.CommandError):
        return f"the migrations cannot be applied: {_first_line(error)}."
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    if isinstance(error, ConfigurationError) and "redis" in str(error):
        missing = "redis"
    return lacks(missing) if missing in EXTRAS else None


def lacks(module: str) -> str:
    """Return what to do where the module that a setting asks for is not installed."""
    key, extra = EXTRAS[module]
    return (
        f"{key} needs {module}, which is not installed: pip install 'eventapp[{extra}]'."
        " Nothing was done."
    )


def _of_statement(error: DBAPIError) -> str | None:
    cause: Any = error.orig
    message = _first_line(cause)
    if is_damage(message):
        return _damaged(message)
    if message.startswith(NO_TABLE) or getattr(cause, "sqlstate", None) in UNDEFINED:
        return (
            f"{database_name()} lacks what its revision promises: {message}. Somebody changed its"
            " tables. Nothing was done; `eventapp db check` says what differs."
        )
    if isinstance(error, DataError):
        return f"{database_name()} does not take this value: {message}. Nothing was done."
    return _unreachable(cause) if isinstance(error, OperationalError) else None


def _damaged(words: object) -> str:
    return f"{database_name()} cannot be used: {words}. It is damaged, or no database. {RESTORE}"


def _unreachable(cause: object) -> str:
    return (
        f"{database_name()} cannot be used: {_first_line(cause)}. Nothing was done. "
        "Check EVENTAPP_DATABASE_URL and that the database is there and running, then try again."
    )


def _first_line(cause: object) -> str:
    return str(cause).strip().partition("\n")[0].rstrip(".")


def no_folder(folder: Path) -> str:
    """Return what to do where the folder of the database file is missing."""
    return _unreachable(f"unable to open database file, there is no folder {folder}")


def database_name() -> str:
    """Name the database without user and password."""
    url = make_url(read(os.environ).database_url)
    if url.get_backend_name() == "sqlite":
        return f"the database file {url.database}"
    port = f":{url.port}" if url.port else ""
    return f"the PostgreSQL database {url.database or ''} at {url.host or 'this machine'}{port}"


TELLERS: tuple[tuple[type[Exception], Callable[[Any], str | None]], ...] = (
    (NoPango, lambda _error: PANGO),
    (Refusal, str),
    (Damaged, _damaged),
    (Unreadable, _unreachable),
    (DBAPIError, _of_statement),
    (OSError, _of_system),
    (UnicodeEncodeError, _of_encoding),
    (Exception, _of_others),
)
"""Kind of fault -> its sentence; the first kind that fits tells."""
