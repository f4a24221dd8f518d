"""Lists of people to invite, as organisers paste them from a table or from a mail program."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.forms import categories
from eventapp.forms.guest_lists import GuestRow, rows_of
from eventapp.mail.models import Email
from eventapp.registration.models import Invitation
from eventapp.registration.services import invitation_reminders
from tests.agenda.test_files import may_write
from tests.backoffice.sending import HIDDEN, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.registration.test_jobs import commits
from tests.statements import counted

PAGE = "/spring/manage/invitations"


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("a@x.de; Ada; Lovelace; ACM", [("a@x.de", "", "Ada", "Lovelace", "ACM")]),
        ("a@x.de\tAda\tLovelace\tACM", [("a@x.de", "", "Ada", "Lovelace", "ACM")]),
        ("a@x.de, Ada, Lovelace", [("a@x.de", "", "Ada", "Lovelace", "")]),
        ("Ada Lovelace <a@x.de>", [("a@x.de", "", "Ada", "Lovelace", "")]),
        ('"Lovelace, Ada" <a@x.de>;', [("a@x.de", "", "Ada", "Lovelace", "")]),
        (
            "Karl von der Heide <k@x.de>, Dr. Eva Groß (BMWK) <e@x.de>; <j@x.de>",
            [
                ("k@x.de", "", "Karl", "von der Heide", ""),
                ("e@x.de", "Dr.", "Eva", "Groß", "BMWK"),
                ("j@x.de", "", "", "", ""),
            ],
        ),
        ("Müller, Max, IVA1 <m@x.de>", [("m@x.de", "", "Max", "Müller", "IVA1")]),
        (
            "a@x.de, b@x.de; c@x.de\n'k@y.de' <k@y.de>\n\nA@X.DE",
            [(address, "", "", "", "") for address in ("a@x.de", "b@x.de", "c@x.de", "k@y.de")],
        ),
        ("h@x.de, Ida <i@x.de>", [("h@x.de", "", "", "", ""), ("i@x.de", "", "", "Ida", "")]),
    ],
)
def test_a_list_is_read_as_mail_programs_and_tables_write_it(
    typed: str, rows: list[tuple[str, str, str, str, str]]
) -> None:
    assert [
        (row.address, row.title, row.given_name, row.family_name, row.organisation)
        for row in rows_of(typed)
    ] == rows


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English; Ada is registered."""
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


def test_outlooks_list_is_invited_whole(
    session: Session, client: FlaskClient, event: Event
) -> None:
    people = '"Lenoir, Claire" <c@x.fr>; Théo Le Bihan <t@x.fr>;\nnull@x.fr'

    status, _ = send(client, PAGE, people=people, category="guests", language="fr")

    made = session.scalars(select(Invitation).where(Invitation.event_id == event.id)).all()
    assert status == 303
    assert [
        (invitation.given_name, invitation.family_name, invitation.email, invitation.language)
        for invitation in made
    ] == [
        ("Claire", "Lenoir", "c@x.fr", "fr"),
        ("Théo Le", "Bihan", "t@x.fr", "fr"),
        ("", "", "null@x.fr", "fr"),
    ]


@pytest.mark.usefixtures("event")
def test_all_bad_lines_are_named_at_once_and_what_was_typed_stays(
    session: Session, client: FlaskClient
) -> None:
    people = "good@x.fr\nClaire <c@>\nbad\nMax <m@x.fr>\nnobody@"

    status, text = send(client, PAGE, people=people, category="guests", language="fr")

    assert status == 422
    for part in ("Line 2, “c@”", "Line 3, “bad”", "Line 5, “nobody@”"):
        assert part in text
    assert "Line 1," not in text
    assert "Claire &lt;c@&gt;\r\nbad\r\nMax" in text.replace("\n", "\r\n").replace("\r\r", "\r")
    assert session.scalars(select(Invitation)).all() == []


@pytest.mark.usefixtures("event")
def test_everybody_who_cannot_be_invited_is_named_with_the_reason(
    session: Session, client: FlaskClient
) -> None:
    fields = {"category": "guests", "language": "de"}
    assert send(client, PAGE, people="zoe@example.org", **fields)[0] == 303
    before = len(session.scalars(select(Email)).all())
    session.rollback()

    status, text = send(client, PAGE, people="ada@example.org\nb@x.fr\nZoe@example.org", **fields)

    assert status == 422
    assert "Nobody was invited." in text
    assert "Line 1, “ada@example.org”" in text
    assert "Line 3, “Zoe@example.org”: This address has already been invited." in text
    assert "Line 2" not in text
    assert len(session.scalars(select(Email)).all()) == before


def test_a_long_list_costs_as_few_statements_as_a_short_one(
    session: Session, client: FlaskClient, event: Event, app: Flask
) -> None:
    costs = []
    for letter, number in (("a", 2), ("b", 40)):
        people = "\n".join(f"{letter}{index}@x.fr" for index in range(number))
        hidden = dict(HIDDEN.findall(client.get(PAGE).get_data(as_text=True)))
        fields = {**hidden, "people": people, "category": "guests", "language": "fr"}
        with counted(app) as sent:
            assert client.post(PAGE, data=fields).status_code == 303
        costs.append(len(sent))

    assert costs[0] == costs[1]
    made = session.scalars(select(Invitation.email).where(Invitation.event_id == event.id)).all()
    rows = session.scalars(select(Email.to_address).where(Email.kind == "PersonalInvitation"))
    assert len(made) == 42
    assert sorted(rows) == sorted(made)


@pytest.mark.on_sqlite
@pytest.mark.usefixtures("event")
def test_others_write_while_a_list_is_read(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    went = list[bool]()

    def read(typed: str) -> list[GuestRow]:
        went.append(may_write(app))
        return rows_of(typed)

    monkeypatch.setattr(categories, "rows_of", read)

    status, _ = send(client, PAGE, people="a@x.fr", category="guests", language="fr")

    assert status == 303
    assert went
    assert all(went)


@pytest.mark.usefixtures("event")
def test_a_list_that_is_sent_twice_invites_once(session: Session, client: FlaskClient) -> None:
    fields = {"people": "a@x.fr\nb@x.fr", "category": "guests", "language": "fr"}

    answers = [send(client, PAGE, sent_as="the-same-list", **fields)[0] for _ in range(2)]

    assert answers == [303, 303]
    assert len(session.scalars(select(Email)).all()) == 1 + 2  # Ada's confirmation


@pytest.mark.usefixtures("event")
def test_a_list_is_reminded_in_steps_and_nobody_twice(
    session: Session, client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitation_reminders, "AT_ONCE", 2)
    people = "a@x.fr\nb@x.fr\nc@x.fr\nd@x.fr\ne@x.fr"
    assert send(client, PAGE, people=people, category="guests", language="fr")[0] == 303

    with commits(app) as done:
        first = send(client, PAGE, f"{PAGE}/remind")[0]
    again = send(client, PAGE, f"{PAGE}/remind")[0]

    assert (first, again) == (303, 303)
    assert len(done) >= 3
    rows = session.scalars(select(Email.to_address).where(Email.kind == "PersonalInvitation"))
    assert sorted(rows) == sorted(2 * people.split())
