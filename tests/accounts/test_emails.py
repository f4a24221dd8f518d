"""Who owns an account learns by e-mail what changed about signing in, in their language."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.emails import SecurityDeed, SecurityEmail, SignInEmail
from eventapp.accounts.services import factors, notices, users
from eventapp.composition import mailing
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from tests.factories.events import NOON

DEEDS = tuple(SecurityDeed)


def test_a_new_password_is_told(session: Session) -> None:
    user = users.add_user(session, "a@example.org", name="Ada", language="de", now=NOON)
    user.totp_secret = "JBSWY3DPEHPK3PXP"
    session.flush()

    factors.set_password(session, user, "hash", now=NOON)

    session.flush()
    email = session.scalars(select(Email)).one()
    assert (email.kind, email.to_address) == ("SecurityEmail", user.email)
    assert email.facts["deed"] == "password-set"


@pytest.mark.parametrize("language", ["de", "fr", "en"])
def test_each_change_is_told_in_words_of_its_own(
    app: Flask, session: Session, language: str
) -> None:
    user = users.add_user(session, "a@example.org", name="Ada", language=language, now=NOON)
    session.flush()
    for deed in DEEDS:
        notices.note_security(session, user, deed, now=NOON, what="Laptop")
    session.commit()
    rows = session.scalars(select(Email).order_by(Email.id)).all()
    session.expunge_all()
    session.rollback()

    with app.app_context():
        sent = [message_of(mailing(), email, mailing().facts_of(email)) for email in rows]
    bodies = [sent_one.get_body(("plain",)) for sent_one in sent]
    texts = {body.get_content() for body in bodies if body is not None}

    assert len(texts) == len(DEEDS)
    assert all("/account/security" in text for text in texts)


def test_a_name_with_markup_stays_text_in_the_html_of_a_email(app: Flask) -> None:
    email = SecurityEmail(SecurityDeed.PASSKEY_ADDED, "Ada", "<b>R&D</b>")

    with app.app_context():
        page = message_of(mailing(), a_row("en"), email).get_body(("html",))

    assert page is not None
    assert "<b>R" not in page.get_content()
    assert "&lt;b&gt;R&amp;D" in page.get_content()


@pytest.mark.parametrize(
    ("language", "first"), [("de", "mit diesem Link"), ("fr", "Ce lien"), ("en", "This link")]
)
def test_first_sentence_begins_as_the_language_has_it_after_the_greeting(
    app: Flask, language: str, first: str
) -> None:
    with app.app_context():
        text = message_of(mailing(), a_row(language), SignInEmail("x" * 16, "Ada", 30)).get_body(
            ("plain",)
        )

    assert text is not None
    assert text.get_content().split("\n\n")[1].startswith(first)


def a_row(language: str) -> Email:
    return Email(
        message_id="m", kind="k", to_address="a@example.org", language=language,
        facts={}, queued_at=NOON, next_try_at=NOON,
    )  # fmt: skip
