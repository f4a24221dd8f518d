"""Guessing at an account, at a served process and from several addresses, never shuts its owner out.

Sharp edge 109. A stranger knows the owner's address and types wrong passwords for ever.
"""

import http.client
import os
import re
import signal
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts import passwords
from eventapp.accounts.errors import TooManyAttempts, WrongCode
from eventapp.accounts.models import OneUseLink, Step, User, WrongTry
from eventapp.accounts.services import factors, guessing, users
from eventapp.accounts.services.guessing import Client
from eventapp.mail.links import make_token
from eventapp.mail.models import Email
from tests.conftest import free_port
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.programs import start
from tests.factories.served import SERVE

EMAIL, PASSWORD = "organiser@example.org", "correct horse battery"
FIELD = re.compile(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"')


class Served:
    """The program as it is started, on a database of its own, with limits as in production."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.port = free_port()
        self.folder = folder
        environment = {
            "PATH": os.environ["PATH"],
            "EVENTAPP_DATA_DIR": str(folder),
            "EVENTAPP_DATABASE_URL": database_url,
            "EVENTAPP_WORKER": "apart",
            "EVENTAPP_RATE_LIMITS": "on",
            "PORT": str(self.port),
        }
        with (folder / "served.log").open("w") as log:
            to = log.fileno()
            self.process = start(*SERVE, environ=environment, stdout=to, stderr=to)
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                Browser(self.port, "127.0.0.1").get("/healthz")
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError((self.folder / "served.log").read_text())

    def stop(self) -> None:
        """End the process."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


class Browser:
    """A browser at a network address, with cookies of its own."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address = port, address
        self.cookies: SimpleCookie = SimpleCookie()

    def get(self, path: str) -> tuple[int, str, str]:
        """Return status, text and where it leads."""
        return self._send("GET", path, None)

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Send the form of a page, with its hidden fields."""
        hidden = dict(FIELD.findall(self.get(path)[1]))
        return self._send("POST", path, urlencode({**hidden, **fields}))

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        asked = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=30, source_address=(self.address, 0)
        )
        headers = {
            "Cookie": "; ".join(f"{morsel.key}={morsel.value}" for morsel in self.cookies.values())
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        asked.request(method, path, body, headers)
        answer = asked.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        text = answer.read().decode()
        asked.close()
        return answer.status, text, urlsplit(answer.headers.get("Location", "")).path

    def type_password(self, email: str, password: str = PASSWORD) -> tuple[int, str, str]:
        """Sign in by password."""
        return self.post("/sign-in", email=email, password=password)


@pytest.fixture
def owner(session: Session) -> User:
    """Return an organiser with password, second factor and a recovery code."""
    made = make_member(session, make_event(session))
    made.password_hash, made.totp_secret = (
        passwords.hashed(PASSWORD),
        passwords.totp_secret_of("key", b"sign-in"),
    )
    made.recovery_hashes = [passwords.recovery_hash("ABCDE-FGHJK")]
    session.commit()
    return made


@pytest.fixture
def served(owner: User, tmp_path: Path, database_url: str) -> Iterator[Served]:
    """Return the served program whose database holds the owner."""
    assert owner.email == EMAIL
    running = Served(tmp_path, database_url)
    yield running
    running.stop()


def next_code(session: Session) -> str:
    """Return a code of the owner's app that was not used yet."""
    last, secret = session.execute(select(User.totp_last_step, User.totp_secret)).one()
    session.rollback()  # or the server would wait for this test
    step = max(last + 1, int(clock.now().timestamp()) // passwords.STEP_SECONDS)
    return pyotp.TOTP(secret or "").at(step * passwords.STEP_SECONDS)


def mailed_link(session: Session, served: Served) -> str:
    """Return the path of the newest sign-in link, as the e-mail names it."""
    newest = select(OneUseLink.public_id).order_by(OneUseLink.id.desc()).limit(1)
    public_id = session.scalars(newest).one()
    session.rollback()
    secret = (served.folder / "development.key").read_text().strip()
    return f"/sign-in/link/{make_token(secret, 'one-use', public_id)}"


@pytest.mark.on_sqlite
def test_wrong_passwords_of_strangers_never_shut_the_owner_out(
    served: Served, session: Session
) -> None:
    here = Browser(served.port, "127.0.0.2")
    assert here.type_password(EMAIL)[2] == "/sign-in/code"
    assert here.post("/sign-in/code", code=next_code(session))[2] == users.START
    here.cookies.pop("who")

    for number in range(3):
        stranger = Browser(served.port, f"127.0.0.{100 + number}")
        refused = [stranger.type_password(EMAIL, "wrong")[0] for _ in range(8)]
        assert refused == [422] * 8
    # The stranger shares the owner's address, too: the device stands apart from it.
    neighbour = Browser(served.port, "127.0.0.2")
    for _ in range(2):
        neighbour.type_password(EMAIL, "wrong")

    assert Browser(served.port, "127.0.0.100").type_password(EMAIL)[0] == 422
    assert here.type_password(EMAIL)[2] == "/sign-in/code"
    here.cookies.pop("form")
    new = Browser(served.port, "127.0.0.3")
    assert new.type_password(EMAIL)[0] == 422
    assert new.post("/sign-in", email=EMAIL, password="")[2] == "/sign-in/mailbox"
    assert new.post(mailed_link(session, served))[2] == "/sign-in/code"
    assert new.post("/sign-in/code", code="ABCDE-FGHJK")[2] == users.START
    assert new.get("/account")[0] == 200

    emails = session.scalars(select(Email).where(Email.kind == "SecurityEmail")).all()
    deeds = [email.facts["deed"] for email in emails]
    assert deeds == ["passwords-guessed", "recovery-code-used"]


@pytest.mark.on_sqlite
def test_codes_are_not_guessed_by_who_stole_the_password(served: Served, session: Session) -> None:
    """A stolen password opens no endless guessing, and shuts no link of the owner."""
    statuses = []
    for number in range(3):
        thief = Browser(served.port, f"127.0.0.{50 + number}")
        thief.type_password(EMAIL)
        statuses += [thief.post("/sign-in/code", code="000000")[0] for _ in range(8)]
    right = Browser(served.port, "127.0.0.60")
    right.type_password(EMAIL)
    guessed_right = right.post("/sign-in/code", code=next_code(session))[0]

    new = Browser(served.port, "127.0.0.61")
    new.post("/sign-in", email=EMAIL, password="")
    assert new.post(mailed_link(session, served))[2] == "/sign-in/code"
    entered = new.post("/sign-in/code", code=next_code(session))

    assert statuses == [422] * 24
    wrong = session.scalars(select(WrongTry)).all()
    assert len(wrong) == guessing.MOST_BY_STRANGERS
    assert guessed_right == 422
    assert entered[2] == users.START


def emails(session: Session) -> list[str]:
    """Return what the owner was told, oldest first."""
    session.flush()
    return [email.facts["deed"] for email in session.scalars(select(Email).order_by(Email.id))]


def guess(session: Session, owner: User, client: Client, times: int, now: datetime) -> None:
    """Type wrong passwords."""
    for _ in range(times):
        factors.accept_password(session, owner, client, right=False, now=now)


def test_owner_is_told_once_a_day_however_long_it_goes_on(session: Session, owner: User) -> None:
    stranger = Client(None, "192.0.2.1")
    for hour in range(30):
        guess(session, owner, stranger, 10, NOON + timedelta(hours=hour))

    assert emails(session) == ["passwords-guessed"] * 2


def test_a_known_device_is_counted_too_and_rests_alone(session: Session, owner: User) -> None:
    laptop, phone = Client("laptop", "192.0.2.1"), Client("phone", "192.0.2.1")
    for client in (laptop, phone):
        users.sign_in(session, owner, browser="", strong=True, now=NOON, device=client.device)
    guess(session, owner, laptop, guessing.MOST, NOON)

    accepted = [
        factors.accept_password(session, owner, client, right=True, now=at)
        for client, at in ((laptop, NOON), (phone, NOON), (laptop, NOON + guessing.WINDOW))
    ]

    assert accepted == [False, True, True]


def test_a_device_of_another_account_is_a_stranger_here(session: Session, owner: User) -> None:
    other = users.add_user(session, "b@example.org", name="Bob", language="en", now=NOON)
    session.flush()
    users.sign_in(session, other, browser="", strong=True, now=NOON, device="theirs")

    assert guessing.origin_of(session, owner, Client("theirs", "192.0.2.9")).stranger


def test_tries_dated_by_a_clock_that_was_ahead_shut_nobody_out(
    session: Session, owner: User
) -> None:
    stranger = Client(None, "192.0.2.1")
    guess(session, owner, stranger, guessing.MOST, NOON + timedelta(hours=3))

    assert factors.accept_password(session, owner, stranger, right=True, now=NOON)


def test_own_mistakes_are_forgotten_by_getting_in(session: Session, owner: User) -> None:
    here = Client(None, "192.0.2.1")
    for _ in range(guessing.MOST - 1):
        with pytest.raises(WrongCode):
            factors.show_code(session, owner, "x", Step.CODE_AFTER_LINK, here, now=NOON)
    factors.show_code(session, owner, "ABCDE-FGHJK", Step.CODE_AFTER_LINK, here, now=NOON)

    with pytest.raises(WrongCode):
        factors.show_code(session, owner, "x", Step.CODE_AFTER_LINK, here, now=NOON)


def test_recovery_codes_are_not_guessed_after_a_stolen_link(session: Session, owner: User) -> None:
    now = NOON
    for number in range(guessing.MOST_BY_STRANGERS):
        thief = Client(None, f"192.0.2.{number}")
        with pytest.raises(WrongCode):
            factors.show_code(session, owner, "x", Step.CODE_AFTER_LINK, thief, now=now)

    with pytest.raises(TooManyAttempts):
        factors.show_code(
            session, owner, "ABCDE-FGHJK", Step.CODE_AFTER_LINK, Client(None, "192.0.2.99"), now=now
        )
    assert emails(session) == ["codes-guessed"]
