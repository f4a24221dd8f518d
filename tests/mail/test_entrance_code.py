"""The code in the e-mail: the one the door lets in, for the desk to read and the scanner to see."""

import io

import numpy as np
import zxingcpp
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges import queries
from eventapp.badges.codes import shown
from eventapp.badges.models import Badge
from eventapp.composition import mailing
from eventapp.mail.models import Email
from eventapp.mail.render import readable
from eventapp.mail.transports import SmtpTransport
from eventapp.registration.models import State
from tests.factories.events import make_event_with_category
from tests.factories.post import Postman, drain, due_again
from tests.factories.registrations import make_registration


def test_email_shows_the_code_that_counts_as_a_picture_and_in_words(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category)
    due_again(session)

    drain(app, postman[1])

    badge = queries.own(session, place)
    assert badge is not None
    parts = {part.get_content_type(): part for part in postman[0].received[0].walk()}
    picture = np.asarray(Image.open(io.BytesIO(parts["image/png"].get_payload(decode=True))))
    read = zxingcpp.read_barcodes(picture.astype(np.uint8) * 255)
    html = parts["text/html"].get_payload(decode=True).decode()
    assert [code.text for code in read] == [badge.token]
    assert f"cid:{parts['image/png']['Content-ID'].strip('<>')}" in html
    for kind in ("text/plain", "text/html"):
        assert shown(badge.fallback) in parts[kind].get_payload(decode=True).decode()


def test_email_about_the_waiting_list_holds_no_code(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session, places=0)
    place = make_registration(session, event, category)
    due_again(session)

    drain(app, postman[1])

    assert place.state is State.WAITING
    kinds = {part.get_content_type() for part in postman[0].received[0].walk()}
    assert "image/png" not in kinds
    assert session.scalars(select(Badge)).all() == []


def test_organiser_who_reads_the_email_does_not_see_the_code(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category)
    due_again(session)
    drain(app, postman[1])
    badge = queries.own(session, place)
    assert badge is not None
    email = session.scalars(select(Email)).one()

    with app.app_context():
        _subject, text = readable(mailing(), email)

    assert shown(badge.fallback) not in text
    assert "\n\n\n" not in text
