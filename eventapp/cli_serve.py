"""`serve` and `work`: migrate, answer requests, do jobs; and every route."""

import json
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import click
import structlog
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from eventapp import orm
from eventapp.badges.render import keys_folder
from eventapp.cli_events import settings, sign_in_link
from eventapp.cli_readiness import MADE_OR_UPGRADED, with_database
from eventapp.demo import load as demo_load
from eventapp.events import queries as events
from eventapp.extensions import db
from eventapp.mail.worker import STOP_SECONDS, Worker
from eventapp.settings import Settings
from eventapp.web import access, clock

if TYPE_CHECKING:
    from eventapp.web.server import Server

LOOK_SECONDS = 0.2
"""How often `work` looks whether it is to stop."""

DEMO_LINK_LIFE = timedelta(hours=12)


@click.command()
@with_database(MADE_OR_UPGRADED)
def serve() -> None:
    """Migrate the database, then answer requests until stopped; the worker runs inside."""
    here = settings()
    server = _listening(here)
    click.echo(f"eventapp: {here.base_url}")
    orm.open_log(db.engine)
    if here.development:
        _show_demo()
    _when_told(server.stop)
    worker: Worker | None = current_app.extensions.get("worker")
    if worker is not None:
        worker.start()
    if not orm.wal_is_safe():
        structlog.get_logger().warning("rollback_journal", sqlite=orm.sqlite.sqlite_version)
    server.run()
    _end(server.finish, *([worker.stop] if worker else []))


def _when_told(stop: Callable[[], object]) -> None:
    """Call `stop` at the first SIGTERM or SIGINT; the second one ends the process at once."""

    def told(_number: int, _frame: object) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)


def _end(*parts: Callable[..., bool]) -> None:
    """Let all parts finish what runs, at the same time; bring SQLite's log into its file.

    What did not end in time is told: a request is cut off, a job is done again by who comes next.
    """
    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(lambda part: part(seconds=STOP_SECONDS), parts))
    if not all(ended):
        structlog.get_logger().warning("stopped_in_the_middle", after_seconds=STOP_SECONDS)
    orm.close_database(db.engine)


def _listening(here: Settings) -> "Server":
    """Return the server, bound to its address before anything is said of it."""
    from eventapp.web.server import Server  # noqa: PLC0415  (only this command needs it)

    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  (the worker keeps it)
    try:
        return Server(app, host=here.host, port=here.port, threads=here.web_threads)
    except (OSError, ValueError) as error:  # in use, not allowed, no such host
        cause = getattr(error, "strerror", None) or str(error)
        raise click.ClickException(
            f"cannot listen on {here.host}:{here.port}: {cause}. Stop what listens there,"
            " or set PORT (and HOST) to an address that is free."
        ) from error


def _show_demo() -> None:
    """Load the demo into an empty database and print a link for each of its roles."""
    with Session(db.engine) as session:
        if not events.any_event(session):
            loaded = demo_load.load(session, now=clock.now())
            demo_load.print_first_badges(session, loaded.event, keys_folder(), now=clock.now())
        links = [
            (user.name, user.email, sign_in_link(session, user, life=DEMO_LINK_LIFE))
            for user in demo_load.team(session)
        ]
        session.commit()
    for name, address, link in links:
        click.echo(f"  {address.partition('@')[0]:10} {name}: {link}")
    if links:
        click.echo(f"  letters    {settings().base_url}/dev/letters")


@click.command()
@with_database()
def work() -> None:
    """Do the jobs alone, for web processes with EVENTAPP_WORKER=apart, until stopped."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  (its threads keep it)
    worker: Worker = app.extensions.get("worker") or Worker(app)
    told = threading.Event()
    _when_told(told.set)
    worker.start()
    while not told.is_set():  # not wait(): the handler would meet its lock
        time.sleep(LOOK_SECONDS)
    _end(worker.stop)


@click.command()
@click.option("--json", "as_json", is_flag=True)
@with_appcontext
def routes(as_json: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """List every route with its methods and audience."""
    app = current_app
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        admission = access.admission_of(app.view_functions[rule.endpoint])
        told = {"rule": rule.rule, "methods": methods, "audience": str(admission or "shut")}
        click.echo(
            json.dumps(told) if as_json else f"{methods:9} {told['audience']:28} {rule.rule}"
        )


commands = [serve, work, routes]
