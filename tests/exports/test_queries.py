"""What a list to download holds: answers joined, consents that stand, columns by number."""

import pytest
from sqlalchemy.orm import Session

from eventapp.exports import queries
from eventapp.orm import Translated
from eventapp.registration.models import Consent
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_a_consent_counts_while_it_stands_and_only_who_is_asked_for_is_read(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    consent = Consent(event=event, key="list", text=Translated.same("List me"))
    session.add(consent)
    session.flush()
    agreed = frozenset(["list"])
    ada = make_registration(session, event, category, "Ada", consents=agreed)
    bob = make_registration(session, event, category, "Bob")
    session.flush()

    assert queries.consents(session, [ada.id, bob.id]) == {(ada.id, consent.id): (NOON, 1)}
    assert queries.consents(session, [bob.id]) == {}
    plain = queries.plain(session, [ada.id])
    assert plain[ada.id][0] == ada.reference
    assert plain[ada.id][2] == "guests"
    assert queries.answers(session, [ada.id]) == {}
    assert queries.still_coming(session, [ada.id]) == {}
