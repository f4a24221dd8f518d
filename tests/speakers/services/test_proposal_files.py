"""Documents of a proposal: few, while the call takes them, kept as long as the proposal."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.media.purposes import FilePurpose
from eventapp.media.queries import path_of
from eventapp.media.reading import ReadFile
from eventapp.speakers.errors import CallClosed, TooManyFiles
from eventapp.speakers.queries.proposals import files_of
from eventapp.speakers.services.proposal_files import MOST_FILES, add_file, remove_file
from eventapp.workflows.uploads import clearing
from tests.factories.events import NOON, make_event
from tests.factories.proposals import make_call, make_proposal

PAPER = ReadFile(FilePurpose.MATERIAL, "paper.pdf", "application/pdf", b"%PDF-1.4 a")


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event without a date whose call is open."""
    event = make_event(session, starts_at=None, ends_at=None)
    make_call(session, event)
    return event


def test_files_are_few_and_end_with_the_call(
    session: Session, event: Event, tmp_path: Path
) -> None:
    proposal = make_proposal(session, event)
    for _number in range(MOST_FILES):
        add_file(session, event, proposal, PAPER, tmp_path, now=NOON)
    with pytest.raises(TooManyFiles):
        add_file(session, event, proposal, PAPER, tmp_path, now=NOON)

    first = files_of(session, proposal)[0].file.public_id
    for _press in range(2):
        remove_file(session, event, proposal, first, now=NOON)
    assert len(files_of(session, proposal)) == MOST_FILES - 1

    make_call(session, event, closes_at=NOON)
    with pytest.raises(CallClosed):
        remove_file(session, event, proposal, "x", now=NOON)


def test_a_file_of_a_proposal_is_not_cleared_away(
    session: Session, event: Event, tmp_path: Path
) -> None:
    proposal = make_proposal(session, event)
    add_file(session, event, proposal, PAPER, tmp_path, now=NOON)
    session.commit()

    clearing(tmp_path)(session, now=NOON + timedelta(days=1))

    (kept,) = files_of(session, proposal)
    assert path_of(tmp_path, kept.file).is_file()
