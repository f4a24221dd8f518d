"""Names that read like an address, a link or a number stand in no e-mail to who proved nothing."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.composition import mailing
from eventapp.lures import is_lure
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.mail.transports import SmtpTransport
from eventapp.orm import Translated
from eventapp.registration import queries
from eventapp.registration.models import Bond, Question, QuestionChoice, QuestionKind, Registration
from eventapp.registration.services import changes, parties, self_service, sign_up
from eventapp.registration.services.registrations import RegistrationChange
from tests.backoffice.sending import send
from tests.factories.events import NOON, make_event_with_category
from tests.factories.post import Postman, drain, due_again
from tests.factories.registrations import SOMEBODY, make_details, make_registration

LURES = (
    "Please confirm your booking at login-bund.com", "login-bund .com", "login-bund. com",
    "login-bund . com", "bit․ly", "bit。ly", "ｌｏｇｉｎ．ｃｏｍ", "hxxp", "hxxps://x", "http://evil",
    "https evil", "HTTP://EVIL", "www.x", "www evil de", "müller.de", "президент.рф", "例え.中国",
    "xn--mller-kva.de", "t.me/x", "t.me", "192.0.2.1", "call +49 30 1234567", "0800 123 456",
    "０８００ １２３４５６", "٠٨٠٠١٢٣٤٥٦", "+49(0)30/123456", "030-123456", "foo@bar.de", "foo＠bar",
    "foo (at) bar (dot) com", "foo[.]com", "login bund punkt de", "evil dot com",
    "evil\u200b.\u200bcom", "evil.co\u00adm", "go.to/x", "user at example dot org", "mailto:x",
    "tel:110", "bund·de", "Pay at paypal.com!", "(evil.com)", "evil.com.", "evil.com:80", "xxx.zip",
    "EVIL.COM", "evil..com", "evil .de", "evil.\u2003com", "evil﹒com", "evil.c\u0301om",
    "fe80:0:0:1::1", "https:⁄⁄evil.example", "login\u2060bund.com",
)  # fmt: skip
HONEST = (
    "Bundesministerium für Wirtschaft und Klimaschutz (BMWK)", "Dr.-Ing.", "Dr.Ing.", "Dr.med.",
    "Prof. Dr. Dr. h.c. mult.", "Prof.in Dr.in Anne-Kathrin Weiß", "St. John", "Yves St.Laurent",
    "4D Pioneers", "3M", "Software AG", "J.R.R. Tolkien", "M.Sc.", "B.Sc.", "Ph.D.", "LL.M.",
    "Silicon Saxony e. V.", "Silicon Saxony e.V.", "GmbH & Co. KG", "GmbH & Co.KG", "S.p.A.",
    "Dr. De Luca", "Dr.Müller", "A. de Gaulle", "d’Ormesson-Le Goff", "Jean-Luc", "O'Neil", "Jr.",
    "Müller-Lüdenscheidt", "1. FC Köln", "Referat 414", "ISO 27001", "И. Петров", "李明", "محمد",
    "Nguyễn Thị Minh", "Direction générale des entreprises, ministère de l’Économie", "CEA-Leti",
    "Dipl.-Ing. (FH)", "Mag. rer. nat.", "Dr. rer. pol.", "Co., Ltd.", "R&D", "N.N.", "z.B. Müller",
    "Ministerialrat a. D.", "Team Technik/Medien", "Abteilung IV: Technik", "Straße 12", "Nr. 5",
)  # fmt: skip


@pytest.mark.parametrize("text", LURES)
def test_what_leads_somewhere_is_seen_however_it_is_written(text: str) -> None:
    assert is_lure(text)


@pytest.mark.parametrize("text", HONEST)
def test_names_titles_and_houses_are_what_they_are(text: str) -> None:
    assert not is_lure(text)


def bodies(postman: Postman) -> str:
    """Return all texts that arrived, the mail program's links and ours taken out."""
    texts = [
        part.get_payload(decode=True).decode()
        for message in postman.received
        for part in message.walk()
        if part.get_content_maintype() == "text"
    ]
    return "\n".join(re.sub(r"http://localhost\S*", "", text) for text in texts)


def test_a_strangers_lure_reaches_nobody_by_the_form(
    app: Flask,
    session: Session,
    client: FlaskClient,
    postman: tuple[Postman, SmtpTransport],
) -> None:
    event, _category = make_event_with_category(session)
    session.add(
        Question(event=event, key="note", kind=QuestionKind.TEXT, label=Translated.same("Note"))
    )
    session.commit()
    typed = {
        "given_name": "Please confirm your booking at",
        "family_name": "login-bund.com",
        "email": "victim@example.org",
        "organisation": "Call 0800 123456",
        "q_note": "or at hxxp login-bund .com",
        "language": "en",
        "category": "guests",
        "country": "DE",
    }

    status, _text = send(client, "/spring/register", **typed)
    due_again(session)
    drain(app, postman[1])

    read = bodies(postman[0])
    assert (status, len(postman[0].received)) == (303, 1)
    assert "Good day," in read
    assert [lure for lure in ("login-bund", "0800", "Please confirm", "hxxp") if lure in read] == []


def test_who_opened_the_mailed_link_is_greeted_by_any_name(session: Session, app: Flask) -> None:
    event, category = make_event_with_category(session)
    odd = make_registration(session, event, category, "web.de", email="a@example.org")
    changes.open_link(odd, now=NOON)
    changes.cancel(session, odd, event, by=SOMEBODY, now=NOON)
    session.commit()
    rows = session.scalars(select(Email).order_by(Email.id)).all()
    session.commit()

    with app.app_context():
        texts = [
            message_of(mailing(), row, mailing().facts_of(row)).get_body(("plain",)).get_content()  # type: ignore[union-attr]
            for row in rows
        ]

    assert [text.splitlines()[0] for text in texts] == ["Guten Tag,", "Guten Tag Ada web.de,"]


def test_nobody_is_lured_by_the_name_of_who_registers_them_or_hands_over(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    category.colleagues = 3
    host = make_registration(session, event, category, "evil.com", email="eve@example.org")
    friend = RegistrationChange(family_name="Bob", email="bob@example.org", given_name="Bob")
    parties.add(session, host, event, Bond.COLLEAGUE, friend, by=SOMEBODY, now=NOON)
    new = make_details("Carla")
    self_service.hand_over(session, host, event, new, by=SOMEBODY, now=NOON)
    due_again(session)

    drain(app, postman[1])

    read = bodies(postman[0])
    assert {email["To"] for email in postman[0].received} >= {
        "bob@example.org",
        "carla@example.org",
    }
    assert "Sie wurden angemeldet." in read
    assert "Ihnen wurde ein Platz übertragen." in read
    assert "evil.com" not in read


def test_answers_that_lead_nowhere_are_repeated_as_they_were_given(session: Session) -> None:
    event, category = make_event_with_category(session)
    note = Question(event=event, key="note", kind=QuestionKind.TEXT, label=Translated.same("Note"))
    meal = Question(
        event=event, key="meal", kind=QuestionKind.CHOICE, label=Translated.same("Meal")
    )
    session.add_all([note, meal])
    session.flush()
    session.add(QuestionChoice(question=meal, key="v", label=Translated.same("vegan (v.eat)")))
    session.flush()
    answers = {"note": ["Rollstuhl/Begleitung"], "meal": ["v"]}
    sign_up.register(
        session,
        event,
        category,
        make_details("Ada", answers=answers),
        sign_up.BY_FORM,
        by=SOMEBODY,
        now=NOON,
    )

    registration = session.scalars(select(Registration)).one()
    facts = session.scalars(select(Email)).one().facts

    assert len(queries.answers_of(session, registration)) == 2
    assert [list(pair) for pair in facts["answers"]] == [
        ["Note", "Rollstuhl/Begleitung"],
        ["Meal", "vegan (v.eat)"],
    ]
