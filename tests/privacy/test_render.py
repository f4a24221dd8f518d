"""A participant takes their data away and has them erased; commands and organisers do it, too."""

import io
import json
import re
import zipfile
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail.links import six_digits
from eventapp.registration.models import MailedCode, Registration, State
from eventapp.registration.services import self_service
from tests.cli.test_faults import Run, run
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration
from tests.website.test_invitations import send, take_part

__all__ = ["run"]


def code_for(app: Flask, session: Session, client: FlaskClient, purpose: str) -> str:
    """Ask for a code by the page and return the digits that stand in its e-mail."""
    page = "/spring/my/data" + ("/erase" if purpose == "erase" else "")
    assert send(client, f"/spring/my/code/{purpose}", page) == 303
    newest = session.scalars(select(MailedCode).order_by(MailedCode.id.desc())).first()
    assert newest is not None
    digits = six_digits(app.config["SECRET_KEY"], purpose, newest.public_id)
    session.rollback()
    return digits


def post(client: FlaskClient, path: str, **fields: str) -> tuple[int, bytes]:
    """Send the form of a page; return status and body."""
    text = client.get(path).get_data(as_text=True)
    match = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
    assert match is not None
    answer = client.post(path, data={"csrf_token": match[1], **fields})
    return answer.status_code, answer.get_data()


def test_own_data_are_a_page_in_the_own_language_and_a_file_for_programs(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category, "Ada", language="fr")
    take_part(client, session, place)
    code = code_for(app, session, client, "export")

    status, content = post(client, "/spring/my/data", code=code)

    assert status == 200
    folder = zipfile.ZipFile(io.BytesIO(content))
    assert folder.namelist() == ["vos-donnees.html", "data.json"]
    page = folder.read("vos-donnees.html").decode()
    own_data = json.loads(folder.read("data.json"))
    assert '<html lang="fr">' in page
    assert "Ada Ada" in page
    assert own_data["registration"]["email"] == "ada@example.org"
    assert [email["kind"] for email in own_data["emails"]] == ["ConfirmedEmail", "CodeEmail"]
    assert "[" in own_data["emails"][0]["text"]
    assert code not in own_data["emails"][1]["text"]
    assert [entry["action"] for entry in own_data["journal"]] == ["registered", "data-taken"]
    assert "Katrin" not in json.dumps(own_data["journal"])


def test_own_data_need_the_code_of_the_email(session: Session, client: FlaskClient) -> None:
    event, category = make_event_with_category(session)
    take_part(client, session, make_registration(session, event, category, "Ada"))

    assert post(client, "/spring/my/data", code="123456")[0] == 422
    assert post(client, "/spring/my/data/erase", code="123456")[0] == 422


def test_who_got_a_place_from_somebody_does_not_read_their_emails(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category, "Ada")
    self_service.hand_over(session, place, event, make_details("Bob"), by=SOMEBODY, now=NOON)
    take_part(client, session, place)

    _, content = post(client, "/spring/my/data", code=code_for(app, session, client, "export"))

    assert b"ada@example.org" not in zipfile.ZipFile(io.BytesIO(content)).read("data.json")


def test_erasing_oneself_gives_the_place_up_and_closes_the_page(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=1)
    place = make_registration(session, event, category, "Ada")
    take_part(client, session, place)
    code = code_for(app, session, client, "erase")

    status, _ = post(client, "/spring/my/data/erase", code=code)

    session.refresh(place)
    assert (status, place.state, place.family_name) == (200, State.CANCELLED, "")
    assert client.get("/spring/my").status_code == 401


def test_an_organiser_erases_with_a_tick_and_finds_nobody_after_it(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category, "Ada")
    sign_in(session, client, make_member(session, event))
    path = f"/spring/manage/registrations/{place.reference}/erase"

    assert post(client, path)[0] == 422
    session.refresh(place)
    assert place.family_name == "Ada"
    session.rollback()
    assert post(client, path, sure="y")[0] == 303
    session.refresh(place)
    assert place.family_name == ""
    session.rollback()
    assert client.get(path).status_code == 404
    for path in ("activity-log", "emails", "registrations", ""):
        assert client.get(f"/spring/manage/{path}").status_code == 200


def test_commands_export_and_erase_once(run: Run, session: Session, database_url: str) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category, "Ada")
    event.ends_at = NOON - timedelta(days=1)
    session.commit()
    who = ("spring", place.reference)

    own_data = json.loads(run("person", "export", *who, database_url=database_url).stdout)
    first = run("person", "erase", *who, "--json", database_url=database_url)
    second = run("person", "erase", *who, database_url=database_url)

    assert own_data["registration"]["family_name"] == "Ada"
    assert json.loads(first.stdout)["registrations"] == 1
    assert second.stdout == "nothing was left to erase\n"
    session.expire_all()
    assert session.scalars(select(Registration)).one().family_name == ""
