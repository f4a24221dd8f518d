"""Finding uploaded files: those that are still there, and whose a file on the disk is."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from eventapp.media import queries, services
from tests.factories.events import make_event
from tests.factories.pictures import make_file

pytestmark = pytest.mark.on_sqlite


def test_files_are_there_until_they_are_removed(session: Session, tmp_path: Path) -> None:
    event = make_event(session)
    kept, removed = (make_file(session, tmp_path, event) for _ in "ab")
    names = {kept.public_id, removed.public_id, "never"}
    services.remove(session, removed)

    assert queries.still_there(session, names) == {kept.public_id}
    assert queries.still_there(session, set()) == set()
    assert queries.file(session, kept.public_id) is kept
    assert queries.file(session, removed.public_id) is None


def test_both_editions_lead_to_their_file(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    stored = make_file(session, folder, make_event(session))

    assert {queries.owner_of(path) for path in queries.paths(folder)} == {stored.public_id}
    assert len(queries.paths(folder)) == 2
