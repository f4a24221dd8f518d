"""An organiser compares two entries of the directory and makes one of them."""

from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.people.models import Organisation
from eventapp.people.services import OrganisationChange, change_organisation
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, make_person
from tests.factories.registrations import SOMEBODY


def test_organiser_compares_two_chooses_and_has_one(client: FlaskClient, session: Session) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    kept = make_organisation(session, event, "BioM", other_names=["M"], region="Bayern")
    gone = make_organisation(session, event, "Cluster M", other_names=["m"], region="Bavaria")
    number, other = kept.id, gone.id
    session.commit()
    page = f"/spring/manage/directory/organisations/{number}/merge/{other}"
    listed = client.get("/spring/manage/directory/organisations/duplicates").get_data(as_text=True)
    assert page in listed
    shown = client.get(page).get_data(as_text=True)
    assert shown.count("Bavaria") == 1
    assert "This cannot be undone." in shown
    assert "Joined from both" in shown
    assert "Cluster M" in shown.partition("Joined from both")[2]

    held = session.get_one(Organisation, number)
    now = replace(OrganisationChange.of(held), website="https://biom.example")
    change_organisation(session, held, now, by=SOMEBODY, now=NOON)
    session.commit()
    stale = send(client, page, region="gone", versions="1:1")
    assert stale[0] == 422
    seen = f"{held.version}:{session.get_one(Organisation, other).version}"
    session.rollback()
    assert send(client, page, region="gone", versions=seen)[0] == 303

    session.expire_all()
    organisation = session.scalars(select(Organisation)).one()
    assert (organisation.id, organisation.region, organisation.website) == (
        number,
        "Bavaria",
        "https://biom.example",
    )


def test_before_two_persons_are_merged_everything_that_follows_is_said(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    kept = make_person(session, event, family_name="Curie", languages=["fr"])
    gone = make_person(session, event, family_name="Curie", languages=["de"])
    page = f"/spring/manage/directory/contributors/{kept.id}/merge/{gone.id}"
    session.commit()

    shown = client.get(page).get_data(as_text=True)

    assert "Français, Deutsch" in shown
    for said in ("cannot be undone", "E-mails that wait", "the later one counts"):
        assert said in shown
