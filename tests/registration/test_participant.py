"""What e-mails to participants state: in their language, and only while it is still so."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.emails import ConfirmedEmail
from eventapp.registration.services import changes
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def test_a_place_is_stated_in_the_participants_language_until_it_is_given_up(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    ada = make_registration(session, event, category, "Ada", language="fr")

    email = ConfirmedEmail.of(ada, event, answer_by=NOON)

    assert (email.event, email.reference, email.proved) == (
        "Congrès de printemps", ada.reference, False
    )  # fmt: skip
    assert email.answer_by.startswith("2027-01-12T12:00")
    assert email.still_holds(session)
    changes.cancel(session, ada, event, by=SOMEBODY, now=NOON)
    session.flush()
    assert not email.still_holds(session)
