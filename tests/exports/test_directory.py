"""What is downloaded of the directory is imported again, and computes nothing in a sheet."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.exports import directory as exports
from eventapp.exports import tables
from eventapp.people.services.importing import Outcome
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, make_person
from tests.people.test_importing import load, outcomes


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["contributors", "organisations"])
def test_what_is_downloaded_is_imported_again_without_a_change(
    session: Session, kind: str, form: str
) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "=cmd|' /C calc'!A0", other_names=["+1", "@x"])
    make_person(
        session,
        event,
        family_name="-2+3",
        title="Dr.",
        phone="+33 1",
        organisation=organisation,
        languages=["fr", "de"],
        links=["https://example.org/a"],
        availability=((NOON, NOON + timedelta(hours=2)),),
    )
    session.commit()
    table = (tables.as_csv if form == "csv" else tables.as_xlsx)(exports.rows(session, event, kind))

    made = load(session, event, kind, table)

    assert outcomes(made) == [Outcome.SAME]
    if form == "csv":
        cells = table.decode().replace('"', "").replace("\n", ",").split(",")
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_table_of_contributors_tells_when_they_are_there(session: Session) -> None:
    event = make_event(session)
    times = ((NOON, NOON + timedelta(hours=2)),)
    make_person(session, event, family_name="Curie", availability=times)

    heads, row = exports.rows(session, event, "contributors")

    begins, ends = dict(zip(heads, row, strict=True))["availability"].split("/")
    assert (datetime.fromisoformat(begins), datetime.fromisoformat(ends)) == times[0]
