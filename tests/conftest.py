"""Fixtures: an application on a fresh database of either kind, a client, a server, a browser."""

import fcntl
import gc
import os
import secrets
import shutil
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from playwright.sync_api import Browser, Playwright, sync_playwright
from sqlalchemy.orm import Session

from eventapp.app import create_app
from eventapp.bench import postgres
from eventapp.bench.ports import free_port as free_port  # tests ask for it here
from eventapp.extensions import db
from eventapp.web.server import Server
from tests.factories.apps import Shared, make_app, settings_for
from tests.factories.databases import FORGETFUL, Databases
from tests.factories.demo import Demos, fill, name_of
from tests.factories.machine import launch, missing

pytest_plugins = ["tests.factories.fixtures"]

OWN_APP = {"live", "apart"}
"""Fixtures of tests that have an application and a database of their own."""
FACES = {"api", "backoffice", "website"}
EACH_KIND = os.environ.get("EVENTAPP_TEST_EACH_KIND") == "1"


def pytest_collection_finish() -> None:
    """Look for garbage in what tests make alone, not in all that was imported for them.

    And seldom: looked for as often as Python does, it is a twelfth of what tests compute.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 10)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: begun last, it would keep one worker while the others rest."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def migrate(data_dir: Path, database_url: str) -> None:
    """Bring a database to the head of the migrations."""
    app = create_app(settings_for(data_dir, database_url))
    with app.app_context():
        upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session")
def of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of what one worker makes for all of this run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(place: Path, make: Callable[[Path], None]) -> Path:
    """Return a file that the first worker to need it makes, while the others wait."""
    with place.with_suffix(".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not place.exists():
            coming = place.with_suffix(".coming")
            coming.unlink(missing_ok=True)
            make(coming)
            coming.rename(place)
    return place


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory, of_all: Path) -> Path:
    """Return an empty SQLite database at the head of the migrations; copy it, do not open it."""
    folder = tmp_path_factory.mktemp("template")
    return made_once(of_all / "empty.db", lambda place: migrate(folder, f"sqlite:///{place}"))


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Return the databases of a PostgreSQL server, each like a migrated one."""
    given = os.environ.get("TEST_DATABASE_URL")
    server = None
    if not given:
        try:
            server = postgres.Server(FORGETFUL)
        except Exception as error:  # noqa: BLE001  (whatever it was, it is said)
            missing(f"PostgreSQL does not start here: {error!r}")
        else:
            given = server.address("postgres")
    assert given is not None
    databases = Databases(given, f"template_{secrets.token_hex(4)}")
    postgres.create(given, databases.template)
    migrate(tmp_path_factory.mktemp("pg"), databases.address(databases.template))
    yield databases
    if server is not None:
        server.stop()


@pytest.fixture(scope="session")
def demos() -> Demos:
    """Return the PostgreSQL databases of which tests marked `demo` get copies."""
    return Demos()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test on both kinds of database; what no database changes, on one.

    Every page's statements meet PostgreSQL all the same: tests/web/test_security.py reads
    every address on both kinds.
    """
    if "database_kind" in metafunc.fixturenames:
        sqlite_alone = (
            "playwright" in metafunc.fixturenames
            or metafunc.definition.get_closest_marker("on_sqlite")
        )
        other = metafunc.definition.get_closest_marker("postgres")
        kinds = ["sqlite"] * (not other) + ["postgresql"] * (not sqlite_alone)
        metafunc.parametrize("database_kind", shared_out(metafunc.definition, kinds))


def shared_out(test: pytest.Item, kinds: list[str]) -> list[str]:
    """Leave a face's test one of two kinds, half of the tests each, always the same.

    A face says in pages and answers what features decided, and it is the features' own tests,
    the races and the migrations that prove on both kinds what a database decides. Marked
    `each_kind`, or with EVENTAPP_TEST_EACH_KIND=1, a face's test runs on both as well.
    """
    face = test.path.relative_to(Path(__file__).parent).parts[0] in FACES
    if EACH_KIND or not face or len(kinds) < 2 or test.get_closest_marker("each_kind"):
        return kinds
    return [kinds[zlib.crc32(test.nodeid.encode()) % len(kinds)]]


@pytest.fixture
def sqlite_to_copy(request: pytest.FixtureRequest, migrated_sqlite: Path, of_all: Path) -> Path:
    """Return the SQLite database that the test begins with: empty, or the demo if marked so."""
    marked = request.node.get_closest_marker("demo")
    if marked is None:
        return migrated_sqlite

    def make(place: Path) -> None:
        fill(f"sqlite:///{shutil.copy(migrated_sqlite, place)}", **marked.kwargs)

    return made_once(of_all / f"{name_of(marked.kwargs)}.db", make)


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, database_kind: str, tmp_path: Path
) -> Iterator[str]:
    """Return the address of a migrated database: empty, or with the demo if marked so."""
    if database_kind == "sqlite":
        source = request.getfixturevalue("sqlite_to_copy")
        yield f"sqlite:///{shutil.copy(source, tmp_path / 'eventapp.db')}"
        return
    databases: Databases = request.getfixturevalue("databases")
    marked = request.node.get_closest_marker("demo")
    if marked is not None:
        demos: Demos = request.getfixturevalue("demos")
        demo = demos.template(databases.make, **marked.kwargs)
        yield databases.make(demo.rpartition("/")[2])
    elif "app" not in request.fixturenames or OWN_APP & set(request.fixturenames):
        yield databases.make()  # what is asked late, or by other processes, reaches no other test
    else:
        address = databases.lend()
        yield address
        databases.take_back(address)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Return what tests without a server share."""
    return Shared(tmp_path_factory.mktemp("shared"))


@pytest.fixture(autouse=True)
def umask_of_a_shell() -> None:
    """Begin each test as a shell would: a command that ran in this process may have shut it."""
    os.umask(0o022)


@pytest.fixture
def apart() -> None:
    """Give the test an application and an engine of its own, to do with what it likes."""


@pytest.fixture
def app(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """Return the application on a fresh database; one that answers in threads is the test's own."""
    settings = settings_for(tmp_path, database_url)
    if OWN_APP & set(request.fixturenames):  # late answers reach no other's database
        app = make_app(settings)
        yield app
        with app.app_context():
            db.engine.dispose()
        return
    shared: Shared = request.getfixturevalue("shared")
    with shared.at(settings) as app:
        yield app


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """Return a session on the application's database; what a view must see, commit."""
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:  # no context: a request has its own
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without a screen; each request has its own session."""
    return app.test_client()


class LiveServer:
    """A real server on a free port, the one that `serve` starts."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.server = Server(app, host="127.0.0.1", port=0, threads=16)
        self.url = f"http://127.0.0.1:{self.server.port}"
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Stop answering; once is enough."""
        self.server.stop()
        self.thread.join()
        self.server.finish(seconds=1)
        with self.app.app_context():
            db.engine.dispose()


@pytest.fixture
def live(app: Flask) -> Iterator[LiveServer]:
    """Return the application behind a real server."""
    server = LiveServer(app)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Return what drives browsers."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Return a real Chromium."""
    chromium = launch(playwright)
    yield chromium
    chromium.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Return a real Chromium whose pages are closed after the test: an open one goes on working."""
    yield chromium
    for context in chromium.contexts:
        context.close()
