"""The `eventapp` command: settings, the app, the features' commands."""

import os
import sys

import click
from flask import Flask
from flask.cli import FlaskGroup

from eventapp import (
    cli_database,
    cli_dev,
    cli_events,
    cli_lists,
    cli_persons,
    cli_programme,
    cli_serve,
)
from eventapp.app import create_app
from eventapp.settings import BadSettings, load
from eventapp.web import logs


def build_app() -> Flask:
    """Return the application for this environment; a bad setting ends the program, named."""
    try:
        settings = load(os.environ)
    except BadSettings as error:
        click.echo(f"eventapp: {error}", err=True)
        raise SystemExit(2) from error
    logs.configure(settings.log_level, readable=settings.development and sys.stderr.isatty())
    return create_app(settings)


class _Group(FlaskGroup):
    """Our commands only: none of Flask's own `run`, `shell`, `routes`."""


@click.group(
    cls=_Group,
    invoke_without_command=True,
    create_app=build_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.pass_context
def main(context: click.Context) -> None:
    """Run a conference: registration, programme, badges, doors. Without a command: serve."""
    if context.invoked_subcommand is None:
        context.invoke(cli_serve.serve)


for command in (
    *cli_serve.commands,
    *cli_database.commands,
    *cli_events.commands,
    *cli_lists.commands,
    *cli_programme.commands,
    *cli_persons.commands,
    *cli_dev.commands,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
