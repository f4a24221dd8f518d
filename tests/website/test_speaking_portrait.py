"""A contributor's portrait: cropped, refused with what to do, shown to them alone, removed."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.media.models import StoredFile
from eventapp.speakers.models import Contributor
from tests.backoffice.sending import Page
from tests.factories.events import make_event
from tests.factories.pictures import picture
from tests.factories.speakers import come_by_link, make_contributor

pytestmark = pytest.mark.on_sqlite
PAGE = "/spring/speaking/portrait"


@pytest.fixture
def contributor(session: Session, client: FlaskClient) -> Contributor:
    """Return somebody whose assistant opened the link in this browser."""
    made = make_contributor(session, make_event(session), state=ContributorState.ACCEPTED)
    made.language = "en"
    session.commit()
    come_by_link(client, made)
    return made


def chosen(content: bytes, name: str = "me.jpg", **more: Any) -> dict[str, Any]:
    """Return what a browser sends for a chosen file."""
    return {"file": (io.BytesIO(content), name), **more}


@pytest.mark.usefixtures("contributor")
def test_portrait_is_saved_with_its_description_shown_to_its_owner_and_removed(
    session: Session, client: FlaskClient
) -> None:
    typed = {"portrait_alt-en": "A woman with short hair", "crop": "0.1 0 0.8 1"}
    assert Page(client, PAGE).save(**chosen(picture(), **typed)) == 303

    session.rollback()
    stored = session.scalars(select(StoredFile)).one()
    assert (stored.width, stored.height) == (320, 400)
    public_id = stored.public_id
    session.rollback()
    shown = client.get(f"{PAGE}/picture")
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "private, no-store")
    assert "A woman with short hair" in client.get(PAGE).text
    assert client.get(f"/media/{public_id}").status_code == 404  # nothing is released

    page = Page(client, PAGE)
    token = page.form.as_it_stands()["csrf_token"]
    assert client.post(f"{PAGE}/delete", data={"csrf_token": token}).status_code == 303
    assert session.scalars(select(StoredFile)).all() == []
    assert client.get(f"{PAGE}/picture").status_code == 404


@pytest.mark.usefixtures("contributor")
@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<svg onload=alert(1)>", "SVG"), (b"<html>", "not a picture"), (b"", "")],
)
def test_what_is_no_picture_is_refused_and_the_description_stays_typed(
    session: Session, client: FlaskClient, content: bytes, words: str
) -> None:
    page = Page(client, PAGE)

    assert page.save(**chosen(content, **{"portrait_alt-en": "Typed words"})) == 422

    assert words in page.text
    assert "Typed words" in page.text
    session.rollback()
    assert session.scalars(select(StoredFile)).all() == []
