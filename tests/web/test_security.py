"""Bad input at every edge: a sentence at the field, 4xx, nothing stored, nothing typed lost."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.registration.models import Registration, State
from eventapp.web.security import safe_path
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event, make_event_with_category
from tests.statements import counted

RIGHT = {
    "given_name": "Zoë",
    "family_name": "Müller-Lüdenscheidt",
    "email": "zoe@example.org",
    "language": "fr",
    "category": "guests",
}
POLYGLOT = (
    '"><svg onload=alert(1)>{{7*7}}</script><script>alert(1)</script>[x](javascript:alert(1))'
)


def send(client: FlaskClient, path: str = "/spring/register", **changes: Any) -> Any:
    """Send the form as a browser does, in English, with fresh tokens."""
    page = client.get(path + "?lang=en").get_data(as_text=True)
    fields = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', page))
    return client.post(path, data={**fields, **RIGHT, **changes})


def stored(session: Session) -> int:
    """Return the number of registrations."""
    session.rollback()
    return session.scalar(select(func.count(Registration.id))) or 0


@pytest.fixture(autouse=True)
def spring(session: Session) -> None:
    """Have one event that is open."""
    event, _category = make_event_with_category(session, places=5)
    event.registration_closes_at = None
    session.commit()


def test_right_form_leads_to_the_mailbox_page(client: FlaskClient, session: Session) -> None:
    response = send(client)

    assert response.status_code == 303
    assert response.location.startswith("/spring/register/mailbox?of=")
    registration = session.scalars(select(Registration)).one()
    assert (registration.full_name, registration.state, registration.language) == (
        "Zoë Müller-Lüdenscheidt",
        State.CONFIRMED,
        "fr",
    )


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("family_name", "", "This is still missing."),
        ("family_name", "   ", "This is still missing."),
        ("family_name", "x" * 10_000, "This is 10000 characters long; at most 80 are possible."),
        ("email", "nobody", "This address has no @"),
        ("email", "a@b.de,c@d.de", "contains more than one @"),
        ("email", "a@b.de\r\nBcc: c@d.de", "contains more than one @"),
        ("email", '"a\\"@b"', "This is not a complete e-mail address"),
        ("email", "x" * 65 + "@example.org", "This is not a complete e-mail address"),
        ("email", "x" * 300 + "@example.org", "characters long"),
        ("category", "members-of-the-house", "Not a valid choice"),
        ("language", "tlh", "Not a valid choice"),
        ("country", "ZZ", "Not a valid choice"),
    ],
)
def test_mistake_is_named_at_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, field: str, value: str, sentence: str
) -> None:
    response = send(client, **{field: value, "organisation": "Pôle Fibres"})
    page = response.get_data(as_text=True)

    assert response.status_code == 422
    assert sentence.split("%", maxsplit=1)[0] in page
    assert 'value="Pôle Fibres"' in page
    assert stored(session) == 0


@pytest.mark.parametrize(
    "name", ["O’Brien", "X Æ A-12", "王小明", "محمد", "Nguyễn Thị Ánh", "👩‍👩‍👧", POLYGLOT]
)
def test_names_of_all_kinds_are_kept_and_shown_as_text(
    client: FlaskClient, session: Session, name: str
) -> None:
    send(client, family_name=name[:80])
    organiser = make_member(session, session.scalars(select(Event)).one())
    sign_in(session, client, organiser)
    page = client.get("/spring/manage/registrations").get_data(as_text=True)

    assert session.scalars(select(Registration.family_name)).one() == name[:80]
    assert "<svg onload" not in page
    assert "alert(1)</script>" not in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e\u0301mile", "émile"),
        ("a\u200bb", "ab"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\x00b\x07", "ab"),
    ],
)
def test_names_are_composed_and_stripped_of_what_nobody_sees(
    client: FlaskClient, session: Session, typed: str, kept: str
) -> None:
    send(client, family_name=typed)

    assert session.scalars(select(Registration.family_name)).one() == kept


def test_form_never_tells_who_is_registered(client: FlaskClient, session: Session) -> None:
    first = send(client)
    second = send(client, given_name="Somebody else", email="ZOE@example.org")

    bodies = [re.sub(rb"of=[\w-]+", b"", answer.get_data()) for answer in (first, second)]
    assert first.status_code == second.status_code
    assert bodies[0] == bodies[1]
    assert stored(session) == 1
    assert list(session.scalars(select(Email.kind).order_by(Email.id))) == [
        "ConfirmedEmail",
        "ReminderEmail",
    ]


def test_double_press_of_the_button_is_one_registration_and_one_email(
    client: FlaskClient, session: Session
) -> None:
    page = client.get("/spring/register").get_data(as_text=True)
    fields = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', page)) | RIGHT

    answers = [client.post("/spring/register", data=fields).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert session.scalar(select(func.count(Email.id))) == 1


def test_fields_nobody_offered_are_never_stored(client: FlaskClient, session: Session) -> None:
    send(
        client,
        state="cancelled",
        reference="ME",
        id="99",
        version="99",
        source="api",
        holder_no="9",
    )

    registration = session.scalars(select(Registration)).one()
    assert (
        registration.state,
        registration.source.value,
        registration.holder_no,
        registration.version,
    ) == (
        State.CONFIRMED,
        "public",
        1,
        1,
    )


def test_form_without_its_token_is_refused(client: FlaskClient, session: Session) -> None:
    assert client.post("/spring/register", data=RIGHT).status_code == 403
    assert stored(session) == 0


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_unsafe_methods_everywhere_want_a_token(client: FlaskClient, method: str) -> None:
    paths = [
        "/sign-in",
        "/spring/my/cancel",
        "/spring/manage/badges",
        "/account/security",
    ]

    assert {getattr(client, method)(path).status_code for path in paths} <= {401, 403, 405}


def test_only_who_is_signed_out_already_signs_out_without_a_token(
    session: Session, client: FlaskClient
) -> None:
    assert client.post("/sign-out").status_code == 303

    event = make_event(session, slug="other")
    sign_in(session, client, make_member(session, event))

    assert client.post("/sign-out").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/spring/%00", "/%ff%fe", "/spring/agenda/%ed%a0%80", "/spring/r/" + "x" * 5000,
     "/spring/r/a.1.b",
     "/spring/manage/registrations?page=999999999999999999999", "/spring/agenda?l=%00&room=%ff",
     "/sign-in/link/\u0000", "/static/../eventapp.db", "/static/x/../../y",
     "/lang/xx?next=//evil.example"],
)  # fmt: skip
def test_strange_addresses_are_never_a_bug(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code < 500


def test_bodies_too_large_are_refused(client: FlaskClient) -> None:
    big = client.post("/sign-in", data={"email": "x" * 13_000_000})
    many = client.post("/sign-in", data={f"f{n}": "1" for n in range(3000)})

    assert big.status_code == 413
    assert many.status_code in {403, 413}


@pytest.mark.parametrize(
    "target",
    ["//evil", "/\\evil", "https:evil", "/\t/evil", "///evil", "javascript:x", "", None, "evil"],
)
def test_redirects_stay_on_this_site(target: str | None) -> None:
    assert safe_path(target) == "/"
    assert safe_path("/spring/manage/?x=1") == "/spring/manage/?x=1"


def test_other_hosts_are_refused_and_never_reach_a_email(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    forwarded = client.get("/sign-in", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in forwarded.get_data(as_text=True)


def test_every_answer_is_protected(client: FlaskClient) -> None:
    for path in ("/spring/", "/spring/register", "/nothing", "/door", "/api/v1/events"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert "wasm-unsafe-eval" in client.get("/door").headers["Content-Security-Policy"]
    assert client.get("/spring/register").headers["Cache-Control"] == "no-store, private"


def test_public_pages_are_revalidated_by_their_tag(app: Flask) -> None:
    for path in ("/spring/", "/spring/agenda", "/spring/hosts"):
        client = app.test_client()  # the switch of language leaves a cookie
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        french = client.get(path + "?lang=fr", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, french.status_code) == (304, 200), path
        assert "Set-Cookie" not in first.headers


def test_reading_every_page_changes_nothing(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    sign_in(session, client, make_member(session, session.scalars(select(Event)).one()))
    with counted(app) as statements:
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or set()) and set(rule.arguments) <= {"event"}:
                client.get(rule.rule.replace("<event:event>", "spring"))

    assert [
        statement
        for statement in statements
        if statement.split()[0] in {"INSERT", "UPDATE", "DELETE"}
        and "alembic_version" not in statement
    ] == []
