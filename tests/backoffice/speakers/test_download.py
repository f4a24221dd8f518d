"""The table of contributors: in words, with what is open, and nothing of journeys or needs."""

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.models import ContributorState
from eventapp.backoffice.speakers.download import HEADS, rows
from eventapp.events.models import Event
from eventapp.workflows.contributors import rows_of
from tests.factories.events import NOON
from tests.factories.speakers import make_contributor


def test_a_row_says_who_what_is_open_and_where_to_ask_but_no_need(
    app: Flask, session: Session, event: Event
) -> None:
    somebody = make_contributor(
        session,
        event,
        state=ContributorState.INVITED,
        email="g@example.org",
        assistant_name="Océane",
        assistant_email="o@example.org",
    )
    somebody.language, somebody.answer_by = "fr", date(2001, 2, 13)
    somebody.travel, somebody.access_needs = "by train", "a ramp"
    session.flush()

    with app.test_request_context("/"), i18n.speaking("en", "UTC"):
        heads, row = rows(rows_of(session, event, [somebody], now=NOON))

    assert len(heads) == len(row) == len(HEADS)
    assert row[0] == "Geneviève Le Goff"
    assert row[2:4] == ["Clusters (Speaker)", "invitation sent"]
    assert row[4].startswith("Answer overdue")
    assert row[5:9] == ["fr", "g@example.org", "Océane, o@example.org", "2001-02-13"]
    assert "ramp" not in str(row)
    assert "train" not in str(row)
