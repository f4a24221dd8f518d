"""The organisers' page of one access code."""

from datetime import datetime

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.registration.models import AccessCode
from eventapp.registration.services import access_codes
from eventapp.registration.services.access_codes import AccessCodeChange
from tests.backoffice.sending import Page
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.registrations import SOMEBODY


def test_organiser_changes_for_whom_how_often_and_until_when_a_code_is(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    change = AccessCodeChange(category=category.key, code="PRESSE27", most=5)
    code = access_codes.add_code(session, event, change, by=SOMEBODY, now=clock.now())
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    address = f"/spring/manage/access-codes/{code.id}"
    session.commit()
    first, second = Page(client, address), Page(client, address)

    assert address in client.get("/spring/manage/access-codes").get_data(as_text=True)
    assert first.save(most="8", valid_until="2027-03-01T12:00") == 303
    assert second.save(note="Radio") == 303
    assert second.save(most="9") == 422
    assert "Somebody else has changed this in the meantime" in second.text
    assert first.save(most="0") == 422

    session.rollback()
    session.expire_all()
    stands = AccessCodeChange.of(session.scalars(select(AccessCode)).one())
    assert (stands.code, stands.note, stands.most) == ("PRESSE27", "Radio", 8)
    assert stands.valid_until == datetime(2027, 3, 1, 12, tzinfo=event.tzinfo)
