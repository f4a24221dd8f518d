"""A representative's day with the delegation: invited, corrected in the row, reminded, exported."""

import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.mail.models import Email, EmailState
from eventapp.registration.models import Invitation, InvitationState, Registration, State
from tests.backoffice.sending import HIDDEN, press, send
from tests.factories.accounts import sign_in
from tests.factories.events import make_event_with_category
from tests.factories.people import make_host, make_organisation, make_representative
from tests.factories.registrations import make_contingent, make_registration
from tests.statements import counted

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def page(session: Session, client: FlaskClient) -> str:
    """Return the address of a delegation of three places; its representative is signed in."""
    event, category = make_event_with_category(session, places=10)
    host = make_host(session, event, make_organisation(session, event, "AFPC"))
    make_contingent(session, event, name="AFPC", places=3, organisation="AFPC")
    make_registration(session, event, category, "Zoe", organisation="AFPC")
    sign_in(
        session, client, make_representative(session, event, host, "rep@x.example", language="en")
    )
    number = host.id
    session.rollback()
    return f"/spring/manage/cohosts/{number}/delegation"


def invitation(session: Session) -> Invitation:
    """Return the one invitation there is."""
    session.rollback()
    made = session.scalars(select(Invitation)).one()
    session.expunge(made)
    session.rollback()
    return made


def test_who_is_invited_stands_in_the_list_and_a_wrong_address_is_corrected_in_its_row(
    session: Session, client: FlaskClient, page: str
) -> None:
    person = {"given_name": "Ada", "family_name": "Marty", "language": "en", "category": "guests"}

    assert send(client, page, email="ada@x.exampl", **person)[0] == 303
    status, text = send(client, page, email="ADA@x.exampl", **person)
    assert (status, "already been invited" in text) == (422, True)
    made = invitation(session)
    returned = update(Email).where(Email.to_address == "ada@x.exampl")
    session.execute(returned.values(state=EmailState.BOUNCED))
    session.commit()
    row = f"{page}/invited/{made.public_id}"
    text = client.get(f"{row}?lang=en").get_data(as_text=True)
    assert "E-mail returned" in text
    assert 'value="ada@x.exampl"' in text

    fixed = {"given_name": "Ada", "family_name": "Marty", "organisation": "Xylofutur"}
    assert send(client, row, email="nonsense", language="en", **fixed)[0] == 422
    assert send(client, row, email="ada@x.example", language="en", **fixed)[0] == 303

    text = client.get(f"{page}?lang=en").get_data(as_text=True)
    address = "<span>ada</span><wbr><span>@x.example</span>"
    assert ("E-mail returned" in text, address in text) == (False, True)
    assert "1 place filled of 3" in text
    assert send(client, page, f"{page}/remind")[0] == 303
    assert press(client, row, "send")[0] == 409
    assert send(client, page, f"{row}/withdraw")[0] == 303
    assert invitation(session).state is InvitationState.WITHDRAWN


def test_a_table_is_looked_at_first_its_columns_are_assigned_and_then_it_invites(
    session: Session, client: FlaskClient, page: str
) -> None:
    table = (
        "Kontakt;Nom;Prénom;Sprache\nada@x.example;Marty;Ada;Französisch\n"
        "bob@x.example;Noll;Bob;\nnonsense;Lost;Lea;\nzoe@example.org;Zoe;Ada;fr\n"
    ).encode()
    lists = f"{page}/list"
    assert send(client, lists, f"{lists}/table")[0] == 422
    file = (io.BytesIO(table), "guests.csv")
    hidden = dict(HIDDEN.findall(client.get(lists).get_data(as_text=True)))
    answer = client.post(f"{lists}/table", data={**hidden, "file": file})
    kept = answer.headers["Location"]
    text = client.get(f"{kept}?lang=en").get_data(as_text=True)
    assert "0 people would be invited" in text, "no head says which column is the address"
    assert send(client, kept, f"{kept}/columns", c0="", c1="family_name")[0] == 422
    chosen = {"c0": "email", "c1": "family_name", "c2": "given_name", "c3": "language"}
    assert send(client, kept, f"{kept}/columns", **chosen)[0] == 303

    text = client.get(f"{kept}?lang=en").get_data(as_text=True)

    assert ("2 people would be invited" in text, "2 rows are left out" in text) == (True, True)
    assert session.scalars(select(Invitation)).all() == []
    session.rollback()
    assert send(client, kept, category="guests", language="en")[0] == 303
    assert client.get(kept).status_code == 404
    rows = select(Invitation.email, Invitation.given_name, Invitation.language)
    assert session.execute(rows.order_by(Invitation.id)).all() == [
        ("ada@x.example", "Ada", "fr"),
        ("bob@x.example", "Bob", "en"),
    ]


def test_a_pasted_list_invites_all_or_nobody_and_guarantees_no_place(
    session: Session, client: FlaskClient, page: str
) -> None:
    sent = {"category": "guests", "language": "fr", "always": "y"}
    people = "ada@x.example; Ada; Marty\nzoe@example.org"
    status, text = send(client, f"{page}/list", people=people, **sent)
    assert (status, "zoe@example.org" in text) == (422, True)
    people = "ada@x.example; Ada; Marty\nbob@x.example"
    assert send(client, f"{page}/list", people=people, **sent)[0] == 303
    session.rollback()
    assert session.scalars(select(Invitation.always)).all() == [False, False]


def test_people_are_registered_corrected_and_cancelled_within_the_places(
    session: Session, client: FlaskClient, page: str
) -> None:
    zoe = session.scalars(select(Registration)).one()
    number, reference = zoe.id, zoe.reference
    session.rollback()
    who = {"given_name": "", "title": "", "country": "", "language": "fr"}

    statuses = [
        send(
            client, f"{page}/add", family_name=name, email=f"{name}@x.example",
            organisation="Xylofutur", category="guests", **who,
        )[0]
        for name in ("ada", "bob", "cem")
    ]  # fmt: skip
    assert statuses == [303, 303, 422]
    row = f"{page}/registered/{reference}"
    held = {**who, "organisation": "Elsewhere", "family_name": "Zoë"}
    assert send(client, row, email="zoe@y.example", **held)[0] == 303
    assert "Zoë" in client.get(page).get_data(as_text=True)
    assert send(client, row, f"{row}/link")[0] == 303
    assert send(client, row, f"{row}/cancel")[0] == 303
    session.expire_all()
    assert session.get_one(Registration, number).state is State.CANCELLED
    assert "Zoë" in client.get(f"{page}.csv").get_data(as_text=True)


def test_the_page_asks_the_database_as_often_for_one_as_for_many(
    session: Session, client: FlaskClient, page: str
) -> None:
    event, zoe = session.scalars(select(Event)).one(), session.scalars(select(Registration)).one()
    category, numbers = zoe.category, []
    for many in (1, 6):
        for number in range(many):
            make_registration(session, event, category, f"N{many}{number}", organisation="AFPC")
        session.commit()
        with counted(client.application) as statements:
            assert client.get(page).status_code == 200
        numbers.append(len(statements))

    assert numbers[0] == numbers[1]
