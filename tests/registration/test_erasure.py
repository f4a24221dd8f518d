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
    registration = make_registration(session, event, category, "Ada")
    stood = (
        registration.state,
        registration.category_id,
        registration.country,
        registration.holder_no,
        registration.link_generation,
    )

    forget_person(registration, now=NOON)
    session.flush()

    assert (
        registration.full_name.strip(),
        registration.email,
        registration.email_key,
        registration.folded,
    ) == ("", None, None, "")
    assert (registration.state, registration.category_id, registration.country) == stood[:3]
    assert (registration.holder_no, registration.link_generation) == (stood[3] + 1, stood[4] + 1)
    assert (registration.registered_at.hour, registration.registered_at.date()) == (0, NOON.date())
    assert registration.erased_at == NOON


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
    invitation = invitations.invite(session, event, category, guest, by=SOMEBODY, now=NOON)

    forget_invitation(invitation)

    assert (invitation.email, invitation.family_name, invitation.state) == (
        "",
        "",
        InvitationState.WITHDRAWN,
    )
    assert invitation.email_key.startswith(GONE)
