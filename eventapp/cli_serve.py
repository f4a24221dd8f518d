"""The `serve` command: migrate, then answer requests."""

import click
import structlog
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from eventapp.settings import Settings


@click.command()
@with_appcontext
def serve() -> None:
    """Migrate the database and answer requests until stopped."""
    import waitress  # noqa: PLC0415  (only this command needs a server)

    settings: Settings = current_app.config["EVENTAPP"]
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade()
    structlog.get_logger().info("serving", address=settings.base_url)
    click.echo(f"eventapp: {settings.base_url}")
    waitress.serve(
        current_app._get_current_object(),  # type: ignore[attr-defined]  # noqa: SLF001
        host=settings.host,
        port=settings.port,
        threads=settings.web_threads,
        ident=None,
        _quiet=True,
    )


commands = [serve]
