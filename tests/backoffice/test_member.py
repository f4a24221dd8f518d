"""Whom a member of the team may see: a representative those of the own organisation, others nobody."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_a_representative_does_not_learn_of_other_organisations_people(
    client: FlaskClient, session: Session
) -> None:
    event, category = make_event_with_category(session)
    organisation = make_organisation(session, event, "BioM")
    mine = make_registration(session, event, category, "Ada", organisation="BioM")
    other = make_registration(session, event, category, "Bob")
    user = make_member(session, event, Role.COHOST, organisation_id=organisation.id)
    sign_in(session, client, user)

    def status(reference: str) -> int:
        return client.get(f"/spring/manage/registrations/{reference}").status_code

    assert [status(tried) for tried in (mine.reference, other.reference, "NOBODY")] == [
        200,
        404,
        404,
    ]
