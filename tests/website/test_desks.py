"""The page of an information desk: what to ask about, and whom the public may read of."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.orm import Translated
from eventapp.people.models import PublicBasis
from eventapp.speakers.models import Visibility
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.people import make_desk, make_organisation, make_person
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite


def test_a_desk_has_a_page_that_names_nobody_without_a_public_basis(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    make_person(session, event, given_name="Ada", family_name="Byron", languages=["fr"])
    make_person(session, event, given_name="Bo", family_name="Hidden", basis=PublicBasis.NONE)
    desk = make_desk(
        session,
        event,
        Translated.same("GTAI"),
        organisation=make_organisation(session, event, "Germany Trade & Invest"),
        topics=Translated(en="Locations\nContacts abroad"),
        place=Translated.same("Foyer"),
        experts=(("Ada Byron", None, None), ("Bo Hidden", None, None)),
    )
    session.commit()

    listed = client.get("/spring/desks?lang=en").text
    page = client.get(f"/spring/desks/{desk.public_id}?lang=en").text

    assert f"/spring/desks/{desk.public_id}" in listed
    for text in ("Contacts abroad", "Ada Byron", "Foyer", "Germany Trade &amp; Invest"):
        assert text in page
    assert "Hidden" not in page + listed
    assert client.get("/spring/desks/unknown").status_code == 404


def test_organisers_write_experts_by_name_and_are_told_who_is_unknown(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    make_person(session, event, given_name="Ada", family_name="Byron")
    desk = make_desk(session, event, Translated.same("GTAI"))
    sign_in(session, client, make_member(session, event))
    address = f"/spring/manage/information-desks/{desk.id}?lang=en"

    def save(name: str) -> str:
        page = client.get(address).text
        fields = dict(re.findall(r'name="(csrf_token|sent_as|seen)"[^>]*value="([^"]*)"', page))
        sent = {**fields, "name-en": "GTAI", "experts-0-person": name}
        return client.post(address, data=sent, follow_redirects=True).text

    assert "The directory has nobody" in save("Nobody At All")
    save("ada byron")
    assert "Ada Byron" in client.get(f"/spring/desks/{desk.public_id}").text


def test_a_desk_lists_its_files_with_kind_size_and_language_once_they_are_out(
    client: FlaskClient, session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    desk = make_desk(session, event, Translated.same("GTAI"))
    folder = tmp_path / "media"
    page = f"/spring/desks/{desk.public_id}?lang=en"
    empty = client.get(page).text
    shown = make_material(
        session, folder, desk, title=Translated(en="Finding a site"), languages=["fr"]
    )
    hidden = make_material(session, folder, desk, visibility=Visibility.INTERNAL)
    public, internal = shown.newest.file.public_id, hidden.newest.file.public_id
    session.commit()

    listed = client.get(page).text

    assert "Materials" not in empty
    for text in ("Finding a site", "PDF", "MB", 'title="French"', f"/media/{public}"):
        assert text in listed
    assert internal not in listed
    assert client.get(f"/media/{public}").status_code == 200
    assert client.get(f"/media/{internal}").status_code == 404
