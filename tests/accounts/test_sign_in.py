"""Signing in: links that work once, passwords, the second factor, roles, what a role may open."""

import re

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts import passwords
from eventapp.accounts.models import LinkPurpose, OneUseLink, User
from eventapp.accounts.services import guessing, users
from eventapp.events.models import Role
from eventapp.journal.models import Entry
from eventapp.mail.links import make_token, read_token
from eventapp.mail.models import Email
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration

SECRET = "test " * 10


@pytest.fixture
def user(session: Session) -> User:
    """Return an organiser."""
    made = make_member(session, make_event(session))
    session.commit()
    return made


def csrf(client: FlaskClient, path: str) -> dict[str, str]:
    """Return the hidden fields of the page's form."""
    page = client.get(path).get_data(as_text=True)
    return dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', page))


def link_of(session: Session, user: User) -> str:
    """Return the path of a fresh one-use link."""
    link = users.make_link(
        session,
        user,
        purpose=LinkPurpose.SIGN_IN,
        goes_to="/account",
        life=users.LINK_LIFE,
        now=clock.now(),
    )
    session.commit()
    return f"/sign-in/link/{make_token(SECRET, 'one-use', link.public_id)}"


def test_link_signs_in_once_by_a_press_and_never_by_looking(
    client: FlaskClient, session: Session, user: User
) -> None:
    path = link_of(session, user)
    hidden = csrf(client, path)
    looked = client.get("/account")

    first = client.post(path, data=hidden)
    inside = client.get("/account")
    second = client.post(path, data=csrf(client, "/account"))

    assert looked.status_code == 303
    assert (first.status_code, first.location) == (303, "/account")
    assert inside.status_code == 200
    assert second.status_code == 410


def test_links_of_one_purpose_open_nothing_else() -> None:
    token = make_token(SECRET, "registration", "ABC", 2)

    assert read_token(SECRET, "registration", token) == ("ABC", 2)
    assert read_token(SECRET, "one-use", token) is None
    assert read_token("other " * 8, "registration", token) is None
    assert read_token(SECRET, "registration", token.replace(".2.", ".3.")) is None


def test_sign_in_form_answers_alike_for_known_and_unknown_addresses(
    client: FlaskClient, session: Session, user: User
) -> None:
    answers = [
        client.post("/sign-in", data={**csrf(client, "/sign-in"), "email": address})
        for address in (user.email, "nobody@example.org")
    ]

    assert [(response.status_code, response.location) for response in answers] == [
        (303, "/sign-in/mailbox")
    ] * 2
    assert session.scalars(select(Email.to_address)).all() == [user.email]


def test_password_and_second_factor_are_both_needed_and_a_code_works_once(
    client: FlaskClient, session: Session, user: User
) -> None:
    secret = passwords.totp_secret_of("key", b"sign-in")
    user.password_hash, user.totp_secret = passwords.hashed("correct horse battery"), secret
    session.commit()

    def type_password(password: str) -> int:
        fields = {**csrf(client, "/sign-in"), "email": user.email, "password": password}
        return client.post("/sign-in", data=fields).status_code

    def type_code(code: str) -> int:
        return client.post(
            "/sign-in/code", data={**csrf(client, "/sign-in/code"), "code": code}
        ).status_code

    code = pyotp.TOTP(secret).at(clock.now())
    assert type_password("wrong horse battery") == 422
    assert type_password("correct horse battery") == 303
    assert client.get("/account").status_code == 303
    assert type_code("000000") == 422
    assert type_code(code) == 303
    assert client.get("/account").status_code == 200
    client.delete_cookie("who")
    assert type_password("correct horse battery") == 303
    assert type_code(code) == 422


def test_a_right_password_after_many_wrong_ones_is_refused_as_an_unknown_address_is(
    client: FlaskClient, session: Session, user: User
) -> None:
    user.password_hash = passwords.hashed("correct horse battery")
    user.totp_secret = passwords.totp_secret_of("key", b"sign-in")
    session.commit()
    for _ in range(guessing.MOST):
        fields = {**csrf(client, "/sign-in"), "email": user.email, "password": "wrong"}
        client.post("/sign-in", data=fields)

    fields = {**csrf(client, "/sign-in"), "email": user.email, "password": "correct horse battery"}
    response = client.post("/sign-in?lang=en", data=fields)

    stranger = {**fields, "email": "nobody@example.org"}
    other = client.post("/sign-in?lang=en", data={**stranger, **csrf(client, "/sign-in?lang=en")})

    said = [
        re.search(r'id="password-error".*?</p>', page.get_data(as_text=True), re.DOTALL)
        for page in (response, other)
    ]
    assert (response.status_code, other.status_code) == (422, 422)
    assert said[0] is not None
    assert said[1] is not None
    assert said[0][0] == said[1][0]


def test_signing_out_everywhere_ends_every_browser_at_once(
    app: Flask, session: Session, user: User
) -> None:
    first, second = app.test_client(), app.test_client()
    sign_in(session, first, user)
    sign_in(session, second, user)
    token = csrf(second, "/account")

    second.post("/account/sign-out-everywhere", data=token)

    assert [browser.get("/account").status_code for browser in (first, second)] == [303, 303]


def test_sign_in_never_leads_to_another_site(
    client: FlaskClient, session: Session, user: User
) -> None:
    link = users.make_link(
        session,
        user,
        purpose=LinkPurpose.SIGN_IN,
        goes_to="//evil.example",
        life=users.LINK_LIFE,
        now=clock.now(),
    )
    session.commit()
    path = f"/sign-in/link/{make_token(SECRET, 'one-use', link.public_id)}"

    assert client.post(path, data=csrf(client, path)).location == "/"


def test_invitation_gives_the_role_and_is_written_down(
    client: FlaskClient, session: Session, user: User
) -> None:
    sign_in(session, client, user)
    fields = csrf(client, "/spring/manage/people")
    sent = client.post(
        "/spring/manage/team",
        data={**fields, "email": "new@example.org", "name": "Jonas", "role": "desk"},
    )
    public_id = session.scalars(select(OneUseLink.public_id)).one()
    session.rollback()  # a session left open would hold SQLite's lock
    path = f"/sign-in/link/{make_token(SECRET, 'one-use', public_id)}"
    stranger = client.application.test_client()
    entered = stranger.post(path, data=csrf(stranger, path))

    assert (sent.status_code, entered.location) == (303, "/account/start?event=spring")
    assert stranger.get("/spring/manage/").status_code == 200
    assert stranger.get("/spring/manage/settings").status_code == 403
    assert "invited" in session.scalars(select(Entry.action)).all()


@pytest.mark.on_sqlite
@pytest.mark.parametrize("role", list(Role))
def test_every_role_opens_its_own_pages_and_no_other(
    app: Flask, client: FlaskClient, session: Session, role: Role
) -> None:
    event, category = make_event_with_category(session)
    registration = make_registration(session, event, category)
    sign_in(
        session,
        client,
        make_member(session, event, role, organisation_id=999 if role is Role.COHOST else None),
    )
    values = {
        "event": "spring",
        "reference": registration.reference,
        "record_id": "1",
        "other_id": "1",
        "number": "1",
        "public_id": "x",
        "email_id": "1",
        "rest": "1",
    }

    wrong = []
    for rule in app.url_map.iter_rules():
        admission = getattr(app.view_functions[rule.endpoint], "admission", None)
        if (
            admission is None
            or admission.audience.value != "member"
            or "GET" not in (rule.methods or ())
        ):
            continue
        first = re.sub(r"<any\('?([\w-]+)[^)]*\):\w+>", r"\1", rule.rule)
        path = re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda match: values.get(match[1], "1"), first)
        allowed = role.value in admission.needs
        status = client.get(path).status_code
        if (allowed and status == 403) or (not allowed and status != 403):
            wrong.append((path, status))

    assert wrong == []


def test_stranger_learns_nothing_of_the_back_office(client: FlaskClient, session: Session) -> None:
    make_event(session)
    other = make_event(session, slug="other")
    sign_in(session, client, make_member(session, other))

    assert client.get("/spring/manage/").status_code == 404
    assert client.application.test_client().get("/spring/manage/").status_code == 303


def test_cohosts_representative_sees_own_members_only(
    client: FlaskClient, session: Session
) -> None:
    event, category = make_event_with_category(session)
    own = make_organisation(session, event, "Direction générale des entreprises")
    session.flush()
    mine = make_registration(session, event, category, "Mine", organisation=own.name)
    other = make_registration(session, event, category, "Other", organisation="Elsewhere")
    sign_in(session, client, make_member(session, event, Role.COHOST, organisation_id=own.id))

    table = client.get("/spring/manage/registrations").get_data(as_text=True)
    listed = client.get("/spring/manage/registrations.csv").get_data(as_text=True)

    assert "Mine" in table
    assert "Other" not in table
    assert "Other" not in listed
    assert client.get(f"/spring/manage/registrations/{mine.reference}").status_code == 200
    assert client.get(f"/spring/manage/registrations/{other.reference}").status_code == 404


def test_half_an_address_is_told_instead_of_a_email_that_never_comes(client: FlaskClient) -> None:
    fields = {**csrf(client, "/sign-in"), "email": "anna"}
    answer = client.post("/sign-in?lang=en", data=fields)

    assert answer.status_code == 422
    assert "This address has no @." in answer.get_data(as_text=True)


def test_a_link_that_cannot_be_used_shows_the_way_to_a_new_one(client: FlaskClient) -> None:
    answer = client.get("/sign-in/link/half?lang=en")

    assert answer.status_code == 404
    assert 'href="/sign-in"' in answer.get_data(as_text=True)


def test_language_is_switched_on_a_refused_form_whose_address_takes_no_get(
    client: FlaskClient, session: Session, user: User
) -> None:
    sign_in(session, client, user)
    fields = {**csrf(client, "/account/security"), "name": ""}

    answer = client.post("/account/security/passkeys", data=fields)

    assert answer.status_code == 422
    assert 'href="/account/security?lang=fr"' in answer.get_data(as_text=True)
