"""A host's token reads the registrations of its part, and opens nothing else of the API."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import TokenScope
from eventapp.accounts.services import tokens
from eventapp.web.access import Audience
from tests.factories.events import make_event_with_category
from tests.factories.furnished import NOWHERE
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration
from tests.factories.routes import addresses, views

pytestmark = pytest.mark.on_sqlite


def test_a_host_reads_its_own_people_alone_and_no_other_resource(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    hosts = [make_organisation(session, event, name) for name in ("AFPC", "BioM")]
    own = make_registration(session, event, category, "Own", organisation="AFPC")
    make_registration(session, event, category, "Other", organisation="BioM")
    value, nobody = (
        tokens.add_token(
            session,
            event.id,
            TokenScope.HOST,
            name="x",
            organisation_id=number,
            now=clock.now(),
        )
        for number in (hosts[0].id, None)
    )
    values = {**NOWHERE, "event": "spring", "reference": own.reference}
    session.commit()
    listed = "/api/v1/events/spring/registrations"

    def ask(address: str, token: str = value, method: str = "GET") -> tuple[int, str]:
        answer = client.open(address, method=method, headers={"Authorization": f"Bearer {token}"})
        return answer.status_code, answer.get_data(as_text=True)

    status, text = ask(listed)
    assert (status, "Own" in text, "Other" in text) == (200, True, False)
    assert "Other" not in ask(f"{listed}?q=Other")[1]
    assert '"items": []' in ask(listed, nobody)[1].replace('"items":[]', '"items": []')
    opened = {
        address
        for rule, method, admission in views(app)
        if admission.audience is Audience.TOKEN
        for address in addresses(rule, {**dict.fromkeys(rule.arguments, "nosuch"), **values})
        if ask(address, method=method)[0] not in {401, 403, 404}
    }
    assert opened == {listed}
