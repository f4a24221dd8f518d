"""The `eventapp` command: settings, the app, the features' commands."""

import atexit
import gc
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

gc.disable()  # importing leaves no garbage, and looking for some takes a quarter of the start

from eventapp.imports import without

with without("rich"):  # it would print the values around a fault, which may be personal
    import structlog.dev  # noqa: F401  (the first import decides)

import click
from flask import Flask
from flask.cli import ScriptInfo

from eventapp import memory, orm, private_files
from eventapp.app import create_app
from eventapp.cli import (
    database,
    development,
    doctor,
    events,
    faults,
    lists,
    persons,
    programme,
    serve,
)
from eventapp.cli.faults import on_terminal
from eventapp.extensions import db
from eventapp.web import logs


def build_app() -> Flask:
    """Return the application for this environment; a bad setting ends the program, named.

    What the process writes is for its owner alone; at its end the database file holds everything.
    """
    private_files.be_private()
    settings = faults.settings()
    logs.configure(settings.log_level, readable=settings.development and on_terminal(sys.stderr))
    private_files.mend(settings)
    app = create_app(settings)
    atexit.register(_close_database, app)
    memory.settle()
    return app


def _close_database(app: Flask) -> None:
    with app.app_context():
        orm.close_database(db.engine)


@contextmanager
def _faults_told() -> Iterator[None]:
    """Let what can be expected to fail end the program with one sentence."""
    try:
        yield
    except Exception as error:
        sentence = faults.sentence(error)
        if sentence is None:
            raise
        if isinstance(error, OSError):
            faults.give_up_output()
        raise click.ClickException(sentence) from error


class _Group(click.Group):
    """The command itself: an expected fault is a sentence, also while an answer is printed."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; what a terminal's encoding cannot show is spelled, never a reason to fail."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read what was typed; commands that need the application have it made by `build_app`."""
        with _faults_told():
            maker = ScriptInfo(create_app=build_app, set_debug_flag=False)
            return super().make_context(*args, obj=maker, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _faults_told():
            return super().invoke(ctx)


@click.group(
    cls=_Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(version("eventapp"))
@click.pass_context
def main(context: click.Context) -> None:
    """Run a conference: registration, programme, badges, check-in. Without a command: serve."""
    if context.invoked_subcommand is None:
        context.invoke(serve.serve)


for command in (
    *serve.commands,
    *doctor.commands,
    *database.commands,
    *events.commands,
    *lists.commands,
    *programme.commands,
    *persons.commands,
    *development.commands,
):
    main.add_command(command)

gc.freeze()  # what is imported stays: no later look goes through all of it
gc.enable()


if __name__ == "__main__":
    main()
