"""What `doctor` tries on the database: each check returns one finding and changes no row."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from eventapp import clock, orm, schema
from eventapp.app import minutely
from eventapp.badges.keys import public_point
from eventapp.badges.models import BadgeKey
from eventapp.cli import readiness
from eventapp.cli.checks import Finding, fails, good, note
from eventapp.events.models import Event
from eventapp.jobs.queries import worker_health
from eventapp.mail import queries as mail
from eventapp.mail import sending
from eventapp.media import queries as media
from eventapp.schema import SchemaState
from eventapp.settings import Settings

LONG_WAIT = timedelta(minutes=15)
"""An e-mail that waits longer does not leave by itself."""

NOT_TRIED = "nobody tried to send it. Is the worker running?"
ADDRESS = re.compile(r"\S+@\S+")
"""Whose e-mail it is stays out of what an operator copies into a ticket."""


def database(settings: Settings) -> Finding:
    """Look at the whole file and the revision, write and read back."""
    state = schema.look(settings.database_url)
    if state.state is not SchemaState.CURRENT:
        return fails(readiness.hindrance(state))
    with _engine(settings) as engine, engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
        connection.commit()
        held = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.rollback()
        if held != state.revision:
            return fails("the database gives back other than was written. Look at its server.")
        return good(f"{_kind(engine)}, revision {held}, written and read back")


def _kind(engine: Engine) -> str:
    if engine.dialect.name != "sqlite":
        return "PostgreSQL"
    journal = "write-ahead log" if orm.wal_is_safe() else "rollback journal"
    return f"SQLite {orm.sqlite.sqlite_version} with {journal}"


@contextmanager
def _engine(settings: Settings) -> Iterator[Engine]:
    engine = orm.make_engine(settings.database_url, pool_size=1)
    try:
        yield engine
    finally:
        engine.dispose()


def _asking(settings: Settings, ask: Callable[[Session], Finding]) -> Finding:
    """Return what a question to the database found; without tables there is none to ask."""
    try:
        state = schema.look(settings.database_url).state
    except Exception:  # noqa: BLE001  (the line about the database says what it was)
        state = None
    if state is not SchemaState.CURRENT:
        return note("not looked at: see the database")
    with _engine(settings) as engine, Session(orm.reading(engine)) as session:
        return ask(session)


def keys(settings: Settings) -> Finding:
    """Look whether the private keys that signed printed badges are there and fit."""
    place = settings.keys_dir
    statement = select(Event.slug, Event.public_id, BadgeKey.kid, BadgeKey.public).join(
        BadgeKey, BadgeKey.event_id == Event.id
    )

    def ask(session: Session) -> Finding:
        rows = session.execute(statement.where(BadgeKey.retired_at.is_(None))).all()
        for slug, public_id, kid, public in rows:
            path = place / f"{public_id.hex()}-{kid}.pem"
            if not _signs(path, public):
                return fails(
                    f"{path} of {slug} is lost or another: no badge can be issued."
                    " Put the folder keys of your last copy in its place."
                )
        return good(f"{len(rows)} in {place}" if rows else "none yet")

    return _asking(settings, ask)


def _signs(path: Path, public: bytes) -> bool:
    """Say whether the file holds the private key of that public point."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        return False
    return isinstance(key, ec.EllipticCurvePrivateKey) and public_point(key) == public


def uploads(settings: Settings) -> Finding:
    """Look whether every uploaded file lies where it is looked for, and what lies there beside."""
    folder = settings.media_dir

    def ask(session: Session) -> Finding:
        stored, lying = media.public_ids(session), set(map(media.owner_of, media.paths(folder)))
        lost, forsaken = len(stored - lying), len(lying - stored)
        if lost:
            return fails(
                f"{lost} of {len(stored)} uploaded files are not in {folder}."
                " Put the folder media of your last copy in its place."
            )
        if forsaken:
            return note(f"{forsaken} files in {folder} belong to nothing; the worker removes them.")
        return good(f"{len(stored)} in {folder}" if stored else "none yet")

    return _asking(settings, ask)


def outbox(settings: Settings) -> Finding:
    """Look whether e-mails wait longer than they should."""

    def ask(session: Session) -> Finding:
        counted = mail.counts(session)
        oldest = mail.oldest_waiting(session)
        said = ", ".join(f"{number} {state}" for state, number in counted.items()) or "empty"
        if oldest is None or clock.now() - oldest <= LONG_WAIT:
            return good(said)
        waits = f"the oldest since {oldest:%Y-%m-%d %H:%M} UTC"
        cause = ADDRESS.sub("…", mail.last_trouble(session)) or NOT_TRIED
        return fails(f"{said}; {waits}: {cause}")

    return _asking(settings, ask)


def worker(settings: Settings) -> Finding:
    """Look how the jobs fare, in whichever process they are done."""
    names = (sending.JOB, *(job.__name__ for job in minutely(settings)))

    def ask(session: Session) -> Finding:
        health = worker_health(session, names, now=clock.now())
        if not health.problems:
            return good("its jobs are done")
        said = "; ".join(health.problems)
        if health.absent:
            return note(f"{said}; it runs in `eventapp serve`, or apart as `eventapp work`.")
        return fails(f"{said}. The log of the worker says why.")

    return _asking(settings, ask)
