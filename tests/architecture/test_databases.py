"""Databases of tests: one that is lent again is as a new one, one that was altered is not lent."""

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.accounts.services import users
from eventapp.orm import make_engine
from tests.factories.databases import Databases
from tests.factories.events import NOON


def add_somebody(address: str) -> int:
    """Add a user; return its number."""
    engine = make_engine(address)
    with Session(engine) as session:
        user = users.add_user(session, "a@example.org", name="A", language="de", now=NOON)
        session.commit()
        number = user.id
        assert len(session.scalars(select(User)).all()) == 1
    engine.dispose()
    return number


def test_a_database_that_is_lent_again_is_empty_and_numbers_from_one(databases: Databases) -> None:
    address = databases.lend()
    assert add_somebody(address) == 1

    assert databases.take_back(address)
    assert databases.lend() == address
    assert add_somebody(address) == 1
    assert databases.take_back(address)


def test_a_database_that_is_used_or_altered_is_never_lent_again(databases: Databases) -> None:
    for alteration in (
        "CREATE INDEX more ON event (places)",
        "ALTER TABLE event ADD COLUMN more integer",
        "DROP TRIGGER scan_append_only ON scan",
        "ANALYZE",
    ):
        address = databases.lend()
        add_somebody(address)
        engine = make_engine(address)
        with engine.begin() as connection:
            connection.execute(text(alteration))
        engine.dispose()
        assert not databases.take_back(address), alteration
        assert databases.lend() != address

    address = databases.lend()
    engine = make_engine(address)
    with engine.connect():
        assert not databases.take_back(address)
    engine.dispose()
