"""E-mails are made and sent with what they are handed: no request, no application."""

import subprocess
import sys
from pathlib import Path

from flask import Flask, has_app_context
from sqlalchemy.orm import Session

from eventapp.accounts.emails import SignInEmail
from eventapp.addresses import Addresses
from eventapp.mail import sending
from eventapp.mail.emails import Catalogue
from eventapp.mail.links import read_token
from eventapp.mail.mailing import Mailing
from eventapp.mail.models import Email, EmailState
from eventapp.mail.render import message_of
from eventapp.paths import CHECKOUT
from eventapp.settings import Settings
from tests.factories.addresses import ADDRESSES
from tests.factories.apps import engine_of, settings_for
from tests.factories.events import NOON
from tests.factories.post import post_one, the_email

SENDING = (
    "import sys\n"
    "import eventapp.mail.worker, eventapp.documents.making, eventapp.registration.jobs\n"
    "import eventapp.registration.render, eventapp.privacy.sweeping\n"
    "print([name for name in ('flask', 'werkzeug', 'wtforms') if name in sys.modules])\n"
)


def a_mailing(folder: Path) -> Mailing:
    """Return one kind of e-mail, to which nothing is attached."""
    return Mailing(settings_for(folder, "sqlite://"), ADDRESSES, Catalogue((SignInEmail,)), {}, {})


def test_a_personal_link_is_signed_with_the_key_of_the_settings(tmp_path: Path) -> None:
    mailing = a_mailing(tmp_path)

    link = mailing.personal_link("one-use", "x" * 16, 2)

    token = link.removeprefix("https://example.org/sign-in/link/")
    assert read_token(mailing.settings.secret_key, "one-use", token) == ("x" * 16, 2)
    assert read_token("another key", "one-use", token) is None


def test_an_email_is_written_without_an_application(tmp_path: Path) -> None:
    mailing = a_mailing(tmp_path)
    row = Email(
        message_id="m", kind="SignInEmail", to_address="a@example.org", language="de",
        facts={"link_id": "x" * 16, "name": "Ada", "minutes": 30}, queued_at=NOON,
        next_try_at=NOON,
    )  # fmt: skip

    message = message_of(mailing, row, mailing.facts_of(row))

    text = message.get_body(("plain",))
    assert text is not None
    assert "Guten Tag Ada" in text.get_content()
    assert mailing.addresses.base_url in text.get_content()


def test_what_is_attached_is_told_the_addresses_of_the_installation(tmp_path: Path) -> None:
    def note(
        _facts: SignInEmail, _settings: Settings, addresses: Addresses
    ) -> list[tuple[str, str, bytes]]:
        return [("a.txt", "text/plain; charset=utf-8", addresses.event_page("spring").encode())]

    plain = a_mailing(tmp_path)
    mailing = Mailing(plain.settings, ADDRESSES, plain.catalogue, {"SignInEmail": note}, {})

    assert mailing.attached_to(SignInEmail("x", "Ada", 30))[0][2] == b"https://example.org/spring/"
    assert plain.attached_to(SignInEmail("x", "Ada", 30)) == []


def test_the_outbox_is_emptied_without_an_application(app: Flask, session: Session) -> None:
    post_one(session)
    mailing: Mailing = app.extensions["work"].mailing

    assert not has_app_context()
    assert sending.drain(engine_of(app), mailing) == 1
    assert the_email(session).state is EmailState.SENT


def test_sending_making_and_jobs_load_nothing_of_the_web() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SENDING], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
