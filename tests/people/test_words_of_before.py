"""Databases from before, which said group and officer: all is kept under the words of today."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionCategory
from eventapp.extensions import db
from eventapp.journal.models import Entry
from eventapp.journal.services import SYSTEM, Object, record
from eventapp.people.models import Host, HostMember
from eventapp.people.services.hosts import HostChange, add_host
from eventapp.registration.models import Registration, Skipped
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_representative
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop

BEFORE = "b51e7d09c3a6-1"
ROWS = (
    select(*SessionCategory.__table__.columns),
    select(*Host.__table__.columns),
    select(*HostMember.__table__.columns),
    select(Registration.skipped),
    select(Entry.object_kind, Entry.changes).order_by(Entry.id),
)


def test_categories_and_representatives_are_kept_under_their_names(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    make_workshop(session, event, title="Guests", categories=(category,))
    host = add_host(session, event, HostChange(organisation="BioM"), by=SYSTEM, now=NOON)
    make_representative(session, event, host, "ada@example.org")
    noted = {"representative": [None, "ada@example.org"], "representative_language": [None, "de"]}
    about = Object("hosts", host.id, "BioM", event.id)
    record(session, "record-changed", about, by=SYSTEM, now=NOON, changes=noted)
    registration = make_registration(session, event, category, "Lee")
    registration.skipped, registration.skipped_at = Skipped.CATEGORY_FULL, NOON
    session.commit()
    written = [session.execute(rows).all() for rows in ROWS]
    session.rollback()

    with app.app_context():
        db.engine.dispose()
        downgrade(revision=BEFORE)
        former = session.execute(text("SELECT category_id FROM session_group")).all()
        representatives = session.execute(text("SELECT officer_id FROM host")).all()
        skipped = session.scalars(text("SELECT skipped FROM registration")).all()
        noted = {kind: list(changes) for kind, changes in session.execute(ROWS[-1])}
        session.rollback()
        upgrade()

    assert (len(former), len(representatives), skipped) == (1, 1, ["group-full"])
    assert "groups" in noted["session"]
    assert {"officer", "officer_language"} <= set(noted["hosts"])
    assert [session.execute(rows).all() for rows in ROWS] == written
