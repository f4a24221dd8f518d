"""Taking a person out of a registration: hours, names and addresses go, numbers stay."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.models import InvitationState
from eventapp.registration.services import invitations
from eventapp.registration.services.erasure import (
    GONE,
    forget_invitation,
    forget_person,
    registrations_of_person,
)
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def test_what_names_somebody_goes_and_what_counts_stays(session: Session) -> None:
    event, category = make_event_with_category(session)
    one = make_registration(session, event, category, "Ada")
    stood = (one.state, one.category_id, one.country, one.holder_no, one.link_generation)

    forget_person(one, now=NOON)
    session.flush()

    assert (one.full_name.strip(), one.email, one.email_key, one.folded) == ("", None, None, "")
    assert (one.state, one.category_id, one.country) == stood[:3]
    assert (one.holder_no, one.link_generation) == (stood[3] + 1, stood[4] + 1)
    assert (one.registered_at.hour, one.registered_at.date()) == (0, NOON.date())
    assert one.erased_at == NOON


def test_all_registrations_of_the_address_are_the_persons_and_an_erased_one_is_alone(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    ada = make_registration(session, event, category, "Ada")
    make_registration(session, event, category, "Bob")

    assert registrations_of_person(session, ada) == [ada]
    forget_person(ada, now=NOON)
    session.flush()
    again = make_registration(session, event, category, "Ada")
    assert registrations_of_person(session, ada) == [ada]
    assert registrations_of_person(session, again) == [again]


def test_an_open_invitation_is_emptied_and_cannot_be_accepted_any_more(session: Session) -> None:
    event, category = make_event_with_category(session)
    guest = InvitationChange(email="ada@example.org", family_name="Lee")
    one = invitations.invite(session, event, category, guest, by=SOMEBODY, now=NOON)

    forget_invitation(one)

    assert (one.email, one.family_name, one.state) == ("", "", InvitationState.WITHDRAWN)
    assert one.email_key.startswith(GONE)
