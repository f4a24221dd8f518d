"""`serve` and `work`: migrate, answer requests, do jobs; and every route."""

import json
import math
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import click
import structlog
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eventapp import clock, memory, orm, processes
from eventapp.addresses import Page
from eventapp.cli.events import sign_in_link
from eventapp.cli.readiness import MADE_OR_UPGRADED, with_database
from eventapp.cli.rehearsal import rehearse
from eventapp.composition import WORKER, addresses, settings, worker
from eventapp.demo import load as demo_load
from eventapp.demo.materials import load_leaflets, load_materials
from eventapp.events import queries as events
from eventapp.extensions import db
from eventapp.jobs.bell import Calls
from eventapp.mail.worker import STOP_SECONDS, Worker
from eventapp.processes import Process, Processes
from eventapp.settings import Settings
from eventapp.web import access, handover, request_counts
from eventapp.web.handover import Part
from eventapp.web.server import Server, listen

LOOK_SECONDS = 0.2
"""How often `work` looks whether it is to stop."""

NICE_PAGES, NICE_JOBS = 5, 10
"""How far the processes of pages and of jobs stand back where the machine is busy: scans first."""

MOST_GROWTH = 12_000_000
"""Bytes by which the process of jobs may grow, after its shortest life, before another follows."""

MOST_GROWTH_OF_PAGES = 16_000_000
"""Bytes by which a process of pages may have grown when nobody has asked for one a while."""

SHORTEST_LIFE_SECONDS = 60.0
"""Jobs come every minute; a process that ended after each would do them cold."""

IDLE_SECONDS = 30.0
"""How long nobody asks before a large process of pages gives way."""

REST_SECONDS = 1.0
"""How long there is nothing to do before the process of jobs ends, until it is called again."""

DEMO_LINK_LIFE = timedelta(hours=12)


@click.command()
@with_database(MADE_OR_UPGRADED)
def serve() -> None:
    """Migrate the database, then answer requests and do the jobs until stopped."""
    here = settings()
    listening = _listening(here)
    click.echo(f"eventapp: {here.base_url}")
    if here.development:
        _show_demo()
    if not orm.wal_is_safe():
        structlog.get_logger().warning("rollback_journal", sqlite=orm.sqlite.sqlite_version)
    if here.page_processes:
        _serve_by_several(here, listening)
    else:
        _serve_alone(here, listening)


def _serve_alone(here: Settings, listening: list[socket.socket]) -> None:
    """Answer everything, and do the jobs, in this process."""
    app = _app()
    server = Server(app, threads=here.web_threads, listening=listening)
    _open_log()
    _when_told(server.stop)
    beside: Worker | None = app.extensions.get(WORKER)
    if beside is not None:
        beside.start()
    server.run()
    _end(server.finish, *([beside.stop] if beside else []))


def _serve_by_several(here: Settings, listening: list[socket.socket]) -> None:
    """Answer the doors in one process, all else in others, do the jobs in one more.

    Scans wait neither for pages nor for jobs.
    """
    doors, pages = handover.pair()

    def close() -> None:
        for connection in listening:
            connection.close()

    def page() -> None:
        close()
        _answer(here, [], Part(doors=False, other=pages), gives_way=True)

    def job() -> None:
        close()
        memory.keep_easing()
        _do_jobs(worker(), processes.when_told, most_growth=MOST_GROWTH, may_rest=_may_rest(here))

    parts = {"doors": Process(lambda: _answer(here, listening, Part(doors=True, other=doors)))}
    parts |= {
        f"pages-{number}": Process(page, nice=NICE_PAGES)
        for number in range(1, here.page_processes + 1)
    }
    if here.worker == "inside":
        called = Calls(worker().bell, tick_seconds=here.tick_seconds).due
        parts["worker"] = Process(job, nice=NICE_JOBS, called=called if _may_rest(here) else None)
    rehearse(_app())
    orm.close_database(db.engine)  # each process opens its own connections
    memory.ease()  # what the start needed is not carried by each of them
    with request_counts.counted_together():
        Processes(parts, patience=STOP_SECONDS, at_stop=close).run()


def _may_rest(here: Settings) -> bool:
    """Say whether the worker may rest: who stores work in SQLite is here to ring its bell."""
    return here.database_url.startswith("sqlite")


def _answer(
    here: Settings, listening: list[socket.socket], part: Part, *, gives_way: bool = False
) -> None:
    """Be one of the processes that answer, until told; one that `gives_way`, until it is large.

    Then it ends when nobody asks for anything, and the next one answers without what it kept.
    """
    server = Server(_app(), threads=here.web_threads, listening=listening, part=part)
    begun, most = time.monotonic(), memory.held() + MOST_GROWTH_OF_PAGES

    def give_way() -> None:
        old = time.monotonic() - begun > SHORTEST_LIFE_SECONDS
        if old and memory.held() > most and server.idle_seconds() > IDLE_SECONDS:
            server.stop()

    if gives_way:
        memory.keep_easing(memory.EASED_EVERY_SECONDS, then=give_way)
    processes.when_told(server.stop)
    _open_log()
    server.run()
    _end(server.finish)


def _open_log() -> None:
    """Make SQLite's log ready; where the disk is full, answer all the same: 503, until it is not.

    A process that ended here would be begun again and again while everybody waits for an answer.
    """
    try:
        orm.open_log(db.engine)
    except DBAPIError as fault:
        structlog.get_logger().warning("log_not_opened", error=type(fault.orig).__name__)


def _do_jobs(
    mine: Worker,
    when_told: Callable[[Callable[[], object]], None],
    *,
    most_growth: float = math.inf,
    may_rest: bool = False,
) -> None:
    """Do the jobs in this process until told, or until it has grown by that many bytes.

    What a large job imported and read stays with its process: the next one begins without it. One
    that `may_rest` ends when there is nothing to do, until it is called: its own memory is free.
    """
    stop_asked = threading.Event()
    when_told(stop_asked.set)
    begun, most, rested = time.monotonic(), memory.held() + most_growth, 0.0
    mine.start()
    while (
        not stop_asked.is_set() and rested < REST_SECONDS
    ):  # not wait(): the handler meets its lock
        time.sleep(LOOK_SECONDS)
        rested = rested + LOOK_SECONDS if may_rest and mine.rests() else 0.0
        old = time.monotonic() - begun > SHORTEST_LIFE_SECONDS
        if old and memory.held() > most and not mine.makes_documents:
            break
    _end(mine.stop)
    if may_rest and rested < REST_SECONDS and not stop_asked.is_set():
        mine.bell.ring()  # it ended for its size: the next one goes on


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return]  # noqa: SLF001  (threads keep it)


def _when_told(stop: Callable[[], object]) -> None:
    """Call `stop` at the first SIGTERM or SIGINT; the second one ends the process at once."""

    def stop_once(_number: int, _frame: object) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop_once)


def _end(*parts: Callable[..., bool]) -> None:
    """Let all parts finish what runs, at the same time; bring SQLite's log into its file.

    What did not end in time is told: a request is cut off, a job is done again by who comes next.
    """
    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(lambda part: part(seconds=STOP_SECONDS), parts))
    if not all(ended):
        structlog.get_logger().warning("stopped_in_the_middle", after_seconds=STOP_SECONDS)
    orm.close_database(db.engine)


def _listening(here: Settings) -> list[socket.socket]:
    """Return what listens at the address, before anything is said of it."""
    try:
        return listen(here.host, here.port)
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
            loaded = demo_load.load(session, now=clock.now(), media=settings().media_dir)
            demo_load.print_first_badges(
                session, loaded.event, settings().keys_dir, now=clock.now()
            )
            load_materials(session, loaded.event, settings().media_dir, now=clock.now())
            load_leaflets(session, loaded.event, settings().media_dir, now=clock.now())
        links = [
            (user.name, user.email, sign_in_link(session, user, life=DEMO_LINK_LIFE))
            for user in demo_load.team(session)
        ]
        session.commit()
    for name, address, link in links:
        click.echo(f"  {address.partition('@')[0]:10} {name}: {link}")
    if links:
        click.echo(f"  e-mails    {addresses().page(Page.DEVELOPMENT_INBOX)}")


@click.command()
@with_database()
def work() -> None:
    """Do the jobs alone, for web processes with EVENTAPP_WORKER=apart, until stopped."""
    _do_jobs(worker(), _when_told)


@click.command()
@click.option("--json", "as_json", is_flag=True)
@with_appcontext
def routes(as_json: bool) -> None:  # noqa: FBT001  (click hands flags over so)
    """List every route with its methods and audience."""
    app = current_app
    for rule in sorted(app.url_map.iter_rules(), key=lambda route: route.rule):
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        admission = access.admission_of(app.view_functions[rule.endpoint])
        facts = {"rule": rule.rule, "methods": methods, "audience": str(admission or "shut")}
        click.echo(
            json.dumps(facts) if as_json else f"{methods:9} {facts['audience']:28} {rule.rule}"
        )


commands = [serve, work, routes]
