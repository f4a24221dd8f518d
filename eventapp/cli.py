"""The `eventapp` command: settings, the app, the features' commands."""

import gc
import os
import sys
from typing import Any

gc.disable()  # importing leaves no garbage, and looking for some takes a quarter of the start

import click
from flask import Flask
from flask.cli import FlaskGroup

from eventapp import (
    cli_database,
    cli_dev,
    cli_events,
    cli_faults,
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
    """Our commands only: none of Flask's or an extension's; an expected fault is a sentence."""

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command of ours; whether there is one needs no application."""
        return click.Group.get_command(self, ctx, name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name our commands; `--help` needs no application."""
        return click.Group.list_commands(self, ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what can be expected to fail ends with one sentence."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            told = cli_faults.sentence(error)
            if told is None:
                raise
            raise click.ClickException(told) from error


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

gc.freeze()  # what is imported stays; requests need not look through it for garbage
gc.enable()


if __name__ == "__main__":
    main()
