"""Uploads to `serve` as a process: refused by their size before they are sent, or within seconds."""

import http.client
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import TokenScope
from eventapp.accounts.services import tokens
from eventapp.clock import now
from eventapp.media.models import StoredFile
from eventapp.orm import make_engine
from tests.conftest import free_port
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.pictures import picture, png_of
from tests.factories.served import HOST, Served, served

pytestmark = pytest.mark.on_sqlite
LARGE = 200_000_000


class Place:
    """A served installation with one person, and a token that may write."""

    def __init__(self, here: Served, address: str, token: str) -> None:
        self.here, self.address, self.token = here, address, token

    def put(self, body: bytes, *, length: int | None = None) -> tuple[int, str]:
        """Send a portrait, or say a length and send nothing; return status and answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.here.port, timeout=30)
        try:
            connection.putrequest("PUT", self.address, skip_host=True)
            heads = {"Host": HOST, "Authorization": f"Bearer {self.token}", "If-Match": "*"}
            for name, value in {**heads, "Content-Type": "image/jpeg"}.items():
                connection.putheader(name, value)
            connection.putheader("Content-Length", str(len(body) if length is None else length))
            connection.endheaders(body or None)
            response = connection.getresponse()
            return response.status, response.read().decode(errors="replace")
        finally:
            connection.close()


@pytest.fixture
def place(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Place]:
    """Return such an installation."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'eventapp.db'}")
    with Session(engine) as session:
        event = make_event(session)
        person = make_person(session, event, family_name="Lovelace")
        token = tokens.add_token(session, event.id, TokenScope.WRITE, name="x", now=now())
        address = f"/api/v1/events/{event.slug}/people/{person.public_id}/portrait"
        session.commit()
    engine.dispose()
    with served(tmp_path, free_port()) as here:
        yield Place(here, address, token)


def test_sizes_and_hostile_files_are_refused_and_nothing_is_kept(
    place: Place, tmp_path: Path
) -> None:
    status, _said = place.put(b"", length=LARGE)  # not a byte of it was sent
    assert status == 413
    status, _said = place.put(b"\xff" * 13_000_000)
    assert status == 413
    status, said = place.put(b"\xff" * 10_000_001)
    assert (status, '"code":"too-large"' in said.replace(" ", "")) == (422, True)
    status, said = place.put(png_of(50_000, 50_000))
    assert (status, '"code":"too-many-pixels"' in said.replace(" ", "")) == (422, True)
    assert not (tmp_path / "media").exists()

    status, _said = place.put(picture())
    assert status == 200
    stored = sorted((tmp_path / "media").iterdir())
    assert [path.stat().st_mode & 0o077 for path in stored] == [0, 0]
    engine = make_engine(f"sqlite:///{tmp_path / 'eventapp.db'}")
    with Session(engine) as session:
        assert len(session.scalars(select(StoredFile)).all()) == 1
    engine.dispose()
