"""A delegation as its host sees it: what asks for an act first, speakers beside it."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.mail.models import Email, EmailState
from eventapp.orm import Translated
from eventapp.registration.services import contributors, invitations
from eventapp.registration.services.invitations import InvitationChange
from eventapp.workflows.delegations import DelegateState, delegates, speakers
from tests.agenda.test_programme import make_item
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation, make_person
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def test_what_asks_for_an_act_comes_first_and_speakers_do_not_count(session: Session) -> None:
    event, category = make_event_with_category(session)
    host = make_organisation(session, event, "AFPC")
    guests = [
        InvitationChange(email=f"{name.lower()}@x.example", family_name=name)
        for name in ("Silent", "Returned")
    ]
    written = invitations.written_to(event, category, guests, host, now=NOON)
    invitations.invite_all(session, event, written, by=SOMEBODY, now=NOON)
    session.flush()
    returned = update(Email).where(Email.to_address == "returned@x.example")
    session.execute(returned.values(state=EmailState.BOUNCED))
    make_registration(session, event, category, "Ada", organisation="AFPC")
    make_registration(session, event, category, "Both", organisation="AFPC", email="both@x.example")
    people = [
        make_person(session, event, family_name=name, organisation=host, email=address)
        for name, address in (("Both", "both@x.example"), ("Talks", "talks@x.example"))
    ]
    make_person(session, event, family_name="Elsewhere", organisation=host)
    item = make_item(session, event, None, "Talk", minutes=30)
    edit_session(session, item, people=[(person, SessionPart.SPEAKER) for person in people])

    rows = delegates(session, event, host)

    assert [(row.name, row.state, row.speaks) for row in rows] == [
        ("Returned", DelegateState.RETURNED, False),
        ("Silent", DelegateState.SILENT, False),
        ("Ada Ada", DelegateState.REGISTERED, False),
        ("Ada Both", DelegateState.REGISTERED, True),
        ("Talks", DelegateState.SPEAKER, True),
    ]
    assert [row.state.asks_for_an_act for row in rows] == [True, True, False, False, False]
    assert [person.family_name for person in speakers(session, host)] == ["Both", "Talks"]
    assert all(row.key for row in rows)
    assert Translated.same("Talk")


def test_speaker_without_an_address_who_has_a_place_stands_once(session: Session) -> None:
    event, _category = make_event_with_category(session)
    host = make_organisation(session, event, "AFPC")
    silent = make_person(session, event, family_name="Silent", organisation=host)
    item = make_item(session, event, None, "Talk", minutes=30)
    edit_session(session, item, people=[(silent, SessionPart.SPEAKER)])
    assert [row.state for row in delegates(session, event, host)] == [DelegateState.SPEAKER]

    contributors.admit(session, event, silent, by=SOMEBODY, now=NOON)
    session.flush()

    rows = delegates(session, event, host)
    assert [(row.family_name, row.state, row.speaks) for row in rows] == [
        ("Silent", DelegateState.REGISTERED, True)
    ]
