"""Storing uploaded files: row and content together, nothing left of what was not kept."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.media import queries, services
from eventapp.media.models import StoredFile
from tests.factories.events import NOON, make_event
from tests.factories.pictures import make_file

pytestmark = pytest.mark.on_sqlite
LATER = NOON + timedelta(minutes=11)


def aged(folder: Path) -> None:
    """Let what lies in the folder have been written at noon."""
    for path in queries.paths(folder):
        os.utime(path, (NOON.timestamp(), NOON.timestamp()))


def test_file_is_stored_with_its_small_edition_for_the_owner_alone(
    session: Session, tmp_path: Path
) -> None:
    folder = tmp_path / "media"

    stored = make_file(session, folder, make_event(session))

    path = queries.path_of(folder, stored)
    assert path.read_bytes() == b"content"
    assert queries.path_of(folder, stored, small=True).read_bytes() == b"small"
    assert (stored.size, stored.digest) == (7, hashlib.sha256(b"content").hexdigest())
    assert [place.stat().st_mode & 0o077 for place in (folder, path)] == [0, 0]


def test_content_without_a_row_is_cleared_away_and_what_has_one_stays(
    session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    kept, removed = (make_file(session, tmp_path / "media", event) for _ in range(2))
    services.remove(session, removed)
    (tmp_path / "media" / "tmphalf").write_bytes(b"half")
    aged(tmp_path / "media")

    services.clear_away(session, tmp_path / "media", now=LATER)

    names = {path.name for path in queries.paths(tmp_path / "media")}
    assert names == {kept.public_id, f"{kept.public_id}-small"}


def test_content_of_a_transaction_that_is_not_committed_stays_for_minutes(
    session: Session, tmp_path: Path
) -> None:
    make_file(session, tmp_path / "media", make_event(session))
    session.rollback()
    aged(tmp_path / "media")

    services.clear_away(session, tmp_path / "media", now=NOON + timedelta(minutes=9))
    assert len(queries.paths(tmp_path / "media")) == 2

    services.clear_away(session, tmp_path / "media", now=LATER)
    assert queries.paths(tmp_path / "media") == []
    assert session.scalars(select(StoredFile)).all() == []
