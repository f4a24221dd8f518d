"""What a database is: looked at without changing it, told apart before anything is migrated."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from eventapp import schema
from eventapp.orm import make_engine
from eventapp.schema import SchemaState


def database(folder: Path, *statements: str) -> str:
    """Return the address of a SQLite database made by these statements."""
    url = f"sqlite:///{folder / 'x.db'}"
    engine = make_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()
    return url


VERSION = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"


@pytest.mark.parametrize(
    ("statements", "state"),
    [
        ((), SchemaState.EMPTY),
        (("CREATE TABLE other (n INTEGER)",), SchemaState.FOREIGN),
        ((VERSION, "INSERT INTO alembic_version VALUES ('never heard of')"), SchemaState.UNKNOWN),
    ],
    ids=["empty", "foreign", "newer"],
)
def test_what_is_not_this_versions_own_is_told_apart(
    tmp_path: Path, statements: tuple[str, ...], state: SchemaState
) -> None:
    assert schema.look(database(tmp_path, *statements)).state is state


def test_a_migrated_database_is_current(migrated_sqlite: Path) -> None:
    assert schema.look(f"sqlite:///{migrated_sqlite}").state is SchemaState.CURRENT
