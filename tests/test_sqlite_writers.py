"""Writers of one process stand in line for SQLite's write lock instead of sleeping for it."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from eventapp import orm
from eventapp.orm import make_engine, reading


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.Engine]:
    monkeypatch.setattr(orm, "BUSY_TIMEOUT_MS", 300)
    made = make_engine(f"sqlite:///{tmp_path / 'one.db'}")
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE seat (number INTEGER PRIMARY KEY)")
    yield made
    made.dispose()


def seats(engine: sa.Engine) -> int:
    with reading(engine).connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM seat").scalar_one())


def take(engine: sa.Engine, number: int) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO seat VALUES (?)", (number,))


def test_second_writer_goes_on_the_moment_the_first_has_committed(
    engine: sa.Engine,
) -> None:
    # SQLite itself would answer "locked" at once, so whoever waits here waits in our line.
    asked: list[str] = []
    inside = threading.Event()

    def never_sleeping(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=0")

    sa.event.listen(engine, "connect", never_sleeping)
    engine.dispose()
    faults: list[Exception] = []

    def second() -> None:
        inside.wait(5)
        asked.append("asked")
        try:
            take(engine, 2)
        except sa.exc.OperationalError as error:
            faults.append(error)

    thread = threading.Thread(target=second)
    thread.start()
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO seat VALUES (1)")
        inside.set()
        while not asked:
            pass
        thread.join(0.05)
        assert thread.is_alive()
    thread.join(5)

    assert (faults, seats(engine)) == ([], 2)


def test_many_writers_lose_nothing(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orm, "BUSY_TIMEOUT_MS", 15_000)

    def twenty(first: int) -> None:
        for number in range(first, first + 20):
            take(engine, number)

    threads = [threading.Thread(target=twenty, args=(n * 20,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert seats(engine) == 16 * 20


def test_reader_does_not_stand_in_line(engine: sa.Engine) -> None:
    with engine.begin() as writer:
        writer.exec_driver_sql("INSERT INTO seat VALUES (1)")
        assert seats(engine) == 0
    assert seats(engine) == 1


def test_writer_that_waits_too_long_is_told_the_database_is_locked(engine: sa.Engine) -> None:
    with (
        engine.begin(),
        pytest.raises(sa.exc.OperationalError, match="database is locked"),
    ):
        take(engine, 1)

    take(engine, 1)
    assert seats(engine) == 1


@pytest.mark.parametrize("end", ["rollback", "close", "invalidate"])
def test_line_moves_on_however_a_writer_leaves(engine: sa.Engine, end: str) -> None:
    connection = engine.connect()
    connection.exec_driver_sql("INSERT INTO seat VALUES (1)")
    getattr(connection, end)()

    take(engine, 2)

    assert seats(engine) == 1


def test_line_moves_on_after_a_writer_another_program_kept_out(
    engine: sa.Engine, tmp_path: Path
) -> None:
    other = orm.sqlite.connect(tmp_path / "one.db")
    other.isolation_level = None
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sa.exc.OperationalError, match="database is locked"):
        take(engine, 1)
    other.rollback()
    other.close()

    take(engine, 1)
    assert seats(engine) == 1


def test_line_moves_on_after_a_commit_that_failed(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE guest (seat INTEGER REFERENCES seat DEFERRABLE INITIALLY DEFERRED)"
        )
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO guest VALUES (99)")

    take(engine, 1)
    assert seats(engine) == 1


def test_failed_commit_leaves_nothing_behind_in_a_session(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE guest (seat INTEGER REFERENCES seat DEFERRABLE INITIALLY DEFERRED)"
        )
    with sa.orm.Session(engine) as session:
        session.execute(sa.text("INSERT INTO guest VALUES (99)"))
        with pytest.raises(sa.exc.IntegrityError):
            session.commit()

    take(engine, 1)
    assert seats(engine) == 1


def test_holder_that_begins_again_keeps_its_turn_and_lets_it_go(engine: sa.Engine) -> None:
    connection = engine.raw_connection()
    driver: Any = connection.dbapi_connection
    taken = [driver.stand_in_line(), driver.stand_in_line()]
    connection.close()

    take(engine, 1)
    assert (taken, seats(engine)) == ([True, True], 1)


def test_line_moves_on_when_beginning_fails(engine: sa.Engine) -> None:
    connection = engine.connect()
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN")  # so that our own BEGIN is refused
    with pytest.raises(sa.exc.OperationalError, match="within a transaction"):
        connection.exec_driver_sql("INSERT INTO seat VALUES (1)")

    take(engine, 2)
    connection.close()
    assert seats(engine) == 1


def test_line_moves_on_when_a_writer_is_forgotten(engine: sa.Engine) -> None:
    connection = engine.raw_connection()
    driver: Any = connection.driver_connection
    driver.stand_in_line()
    connection.detach()
    del connection, driver

    take(engine, 1)
    assert seats(engine) == 1


def test_writer_of_another_process_is_waited_for_by_looking_often(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orm, "BUSY_TIMEOUT_MS", 5_000)
    other = orm.sqlite.connect(engine.url.database, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    over = threading.Timer(0.3, other.execute, ["COMMIT"])
    asked: list[str] = []
    sa.event.listen(engine, "connect", lambda made, _record: made.set_trace_callback(asked.append))
    engine.dispose()
    over.start()
    take(engine, 1)
    over.join()
    other.close()

    assert (
        asked.count("BEGIN IMMEDIATE") > 20
    )  # left to SQLite, it is begun once and looked at seldom
    assert seats(engine) == 1
