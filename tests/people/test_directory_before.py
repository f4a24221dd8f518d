"""Databases from before the directory's columns: up, down and up again with what they hold."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from eventapp.extensions import db
from eventapp.people.models import Availability, Organisation, Person, PublicBasis
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, make_person

BEFORE = "a3f58d20c7e1"


def test_who_was_in_the_programme_before_is_published_by_its_organisers(
    app: Flask, session: Session
) -> None:
    event = make_event(session)
    make_organisation(session, event, "BioM")
    person = make_person(session, event, family_name="Curie", basis=PublicBasis.NONE)
    session.add(Availability(person_id=person.id, starts_at=NOON, ends_at=NOON))
    session.commit()

    with app.app_context():
        db.engine.dispose()
        downgrade(revision=BEFORE)
        with db.engine.connect() as connection:
            assert connection.scalar(text("SELECT family_name FROM person")) == "Curie"
        upgrade()

    session.expire_all()
    person = session.scalars(select(Person)).one()
    organisation = session.scalars(select(Organisation)).one()
    assert (person.basis, person.links, person.phone) == (PublicBasis.ORGANISER, [], "")
    assert (organisation.names.as_dict(), organisation.field.as_dict()) == ({}, {})
    assert session.scalars(select(Availability)).all() == []
