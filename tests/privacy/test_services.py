"""Erasure, proved from outside: a marker typed into everything, then looked for in every byte."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, select, update
from sqlalchemy.orm import Session

from eventapp.accounts.services import users
from eventapp.badges import services as badges
from eventapp.badges.models import Badge
from eventapp.checkin.models import Scan
from eventapp.checkin.services.holders import standing_of
from eventapp.checkin.verdicts import Decision
from eventapp.composition import mailing, settings
from eventapp.events.models import Event, WayIn
from eventapp.extensions import db
from eventapp.journal.models import Entry
from eventapp.mail import sending
from eventapp.mail.models import Email, EmailState
from eventapp.orm import Translated, reading
from eventapp.privacy import services, sweeping
from eventapp.privacy.errors import StillNeeded
from eventapp.registration import queries
from eventapp.registration.models import (
    Answer,
    Bond,
    CodePurpose,
    Consent,
    ConsentGiven,
    Invitation,
    Question,
    QuestionKind,
    Registration,
    State,
)
from eventapp.registration.queries import Search
from eventapp.registration.services import (
    changes,
    invitations,
    mailed_codes,
    parties,
    self_service,
)
from eventapp.registration.services.invitations import InvitationChange
from eventapp.registration.services.registrations import change_registration
from eventapp.scope import Scope
from tests.factories.accounts import make_token
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration

MARK = "zzerase"


def marked(number: int, **more: object) -> dict[str, object]:
    """Return what a participant types: the mark in every field."""
    typed: dict[str, object] = {
        "title": f"Dr {MARK}",
        "given_name": f"{MARK}-given",
        "organisation": f"{MARK} GmbH",
        "email": f"{MARK}{number}@example.org",
    }
    return {**typed, **more}


def where_marked(app: Flask) -> set[str]:
    """Return every `table.column` in which the mark stands."""
    with app.app_context():
        engine = reading(db.engine)
    tables = set()
    metadata = MetaData()
    with engine.connect() as connection:
        metadata.reflect(connection)
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                tables |= {
                    f"{table.name}.{name}"
                    for name, value in row.items()
                    if MARK in repr(value).lower()
                }
    return tables


def files_marked(folder: Path) -> Iterator[str]:
    """Yield the files under a folder that hold the mark."""
    for path in folder.rglob("*"):
        if path.is_file() and MARK.encode() in path.read_bytes().lower():
            yield path.name


@pytest.fixture
def furnished(session: Session) -> tuple[Event, Registration]:
    """Return an event and a participant who left the mark wherever one can leave it."""
    event, category = make_event_with_category(session, places=9)
    category.colleagues, category.plus_ones = 3, 3
    session.add(
        Question(event=event, key="diet", kind=QuestionKind.LONG_TEXT, label=Translated(en="Diet"))
    )
    session.add(Consent(event=event, key="photo", text=Translated(en="Photographs")))
    session.flush()
    invitations.invite(
        session, event, category,
        InvitationChange(email=f"{MARK}1@example.org", title=MARK, given_name=MARK,
                         family_name=MARK, organisation=MARK), by=SOMEBODY, now=NOON,
    )  # fmt: skip
    invitation = session.scalars(select(Invitation)).one()
    place = invitations.accept(
        session, invitation, event,
        make_details(f"{MARK}-family", answers={"diet": [f"no nuts {MARK}"]},
                     consents=frozenset(["photo"]), **marked(1)),
        by=SOMEBODY, now=NOON,
    )  # fmt: skip
    return event, place


def live_through(app: Flask, session: Session, event: Event, place: Registration) -> None:
    """Let the participant be printed, scanned, brought along, written to, asked for codes."""
    folder = Path(app.config["EVENTAPP"].data_dir) / "keys"
    badges.issue_missing(session, event, folder, now=NOON)
    badges.mark_printed(
        session, event, badges.faces(session, event, chosen="all"), layout="a6", chosen="all",
        by="Katrin", now=NOON,
    )  # fmt: skip
    mailed_codes.send(session, place, event, CodePurpose.EXPORT, now=NOON)
    users.sign_in_participant(session, place.id, 1, browser=f"Firefox {MARK}", now=NOON)
    for bond, name, email in (
        (Bond.COLLEAGUE, "Kollegin", "kollegin@example.org"),
        (Bond.COLLEAGUE, "Stumm", ""),
    ):
        details = make_details(name, email=email)
        parties.add(session, place, event, bond, details, by=SOMEBODY, now=NOON)
    self_service.change_address(
        session, place, event, f"{MARK}2@example.org", by=SOMEBODY, now=NOON
    )
    waiting = make_category(session, event, key="asked", way_in=WayIn.APPROVAL)
    asked = make_registration(session, event, waiting, f"{MARK}again", email=f"{MARK}3@example.org")
    changes.decline(session, asked, event, by=SOMEBODY, now=NOON, reason=f"known as {MARK}")
    asked.email = asked.email_key = f"{MARK}2@example.org"
    change = make_details(f"{MARK}-family", **marked(2, email=place.email))
    change_registration(session, place, event, change, by=SOMEBODY, now=NOON)
    session.add(
        Entry(event_id=event.id, at=NOON, actor_kind="user", action="confirmed",
              object_kind="registration", object_id=place.id, object_label=place.reference,
              changes={"overbooked": True, "reason": f"for {MARK}", "more": [{"deep": MARK}]})
    )  # fmt: skip
    badge = session.scalars(select(Badge).where(Badge.registration_id == place.id)).one()
    session.add(
        Scan(event_id=event.id, device_id=None, entrance_id=None, scan_id="x", seq=1, idx=badge.idx,
             registration_id=place.id, decision=Decision.ADMIT, t=1, received_at=NOON)
    )  # fmt: skip
    session.commit()


PLACES_OF_A_MARK = {
    "answer.text",
    "badge.printed_lines",
    "invitation.email",
    "invitation.email_key",
    "invitation.family_name",
    "invitation.given_name",
    "invitation.organisation_name",
    "invitation.title",
    "journal_entry.changes",
    "kept_answer.body",
    "email.facts",
    "email.to_address",
    "party_member.reached_at",
    "registration.contact_email",
    "registration.decline_reason",
    "registration.email",
    "registration.email_key",
    "registration.family_key",
    "registration.family_name",
    "registration.folded",
    "registration.given_name",
    "registration.organisation_key",
    "registration.organisation_name",
    "registration.title",
    "sign_in.browser",
}


def test_nothing_of_an_erased_person_is_left_in_any_table_or_file(
    app: Flask, client: FlaskClient, session: Session, furnished: tuple[Event, Registration]
) -> None:
    event, place = furnished
    live_through(app, session, event, place)
    token = make_token(session, event)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "again"}
    path = f"/api/v1/events/spring/registrations/{place.reference}"
    seen = client.get(path, headers=headers).headers["ETag"]
    body = {"organisation": f"{MARK} AG"}
    assert client.patch(path, json=body, headers={**headers, "If-Match": seen}).status_code == 200
    session.execute(update(Email).values(next_try_at=NOON - timedelta(days=365)))
    session.commit()
    with app.app_context():
        sending.drain(db.engine, mailing())
    session.expire_all()
    before = where_marked(app)
    files = set(files_marked(Path(app.config["EVENTAPP"].data_dir)))
    state_before = queries.by_category(session, event)[0].held

    erased = services.erase(session, place, event, by=SOMEBODY, now=NOON)
    session.commit()
    with app.app_context():
        sweeping.sweep(db.engine, settings().mail_url, erased)

    assert before >= PLACES_OF_A_MARK, PLACES_OF_A_MARK - before
    assert any(name.endswith(".eml") for name in files)
    assert where_marked(app) == set()
    assert list(files_marked(Path(app.config["EVENTAPP"].data_dir))) == []
    assert erased.counted()["registrations"] == 2
    assert queries.by_category(session, event)[0].held == state_before - 1
    again = services.erase(session, place, event, by=SOMEBODY, now=NOON)
    assert set(again.counted().values()) == {0}


def test_numbers_days_and_the_door_survive_an_erasure(
    app: Flask, session: Session, furnished: tuple[Event, Registration]
) -> None:
    event, place = furnished
    live_through(app, session, event, place)
    reference, kept = place.reference, (place.category_id, place.country, place.language)
    days = [(NOON - timedelta(days=ago)).date() for ago in (1, 0)]
    before = queries.totals(session, event, days)
    after_the_event = NOON + timedelta(days=120)

    services.erase(session, place, event, by=SOMEBODY, now=after_the_event)
    session.commit()

    assert (place.state, place.erased_at) == (State.CONFIRMED, after_the_event)
    assert (place.category_id, place.country, place.language) == kept
    assert queries.totals(session, event, days) == before
    assert place.registered_at.hour == 0
    assert queries.by_category(session, event)[0].held == 3
    assert session.scalars(select(Answer)).all() == []
    assert all(given.withdrawn_at for given in session.scalars(select(ConsentGiven)))
    badge = session.scalars(select(Badge).where(Badge.registration_id == place.id)).one()
    assert (badge.token, standing_of(badge, place)) == ("", "revoked")
    scan = session.scalars(select(Scan)).one()
    assert scan.registration_id == place.id
    history = session.scalars(select(Entry).where(Entry.object_id == place.id)).all()
    assert {entry.object_label for entry in history if entry.object_kind == "registration"} == {
        reference
    }
    assert "erased" in {entry.action for entry in history}


def test_who_is_erased_stands_in_no_list_and_may_come_again(
    session: Session, furnished: tuple[Event, Registration]
) -> None:
    event, place = furnished
    services.erase(session, place, event, by=SOMEBODY, now=NOON)

    scope = Scope(event.id)
    assert queries.matching(session, scope, Search()) == ([], 0)
    assert queries.visible(session, scope, place.reference) is None
    assert queries.counts(session, scope) == {}
    again = make_registration(session, event, place.category, "Ada", email=f"{MARK}1@example.org")
    assert again.state is State.CONFIRMED


def test_colleagues_keep_their_place_and_no_email_of_theirs_names_the_erased(
    app: Flask, session: Session, furnished: tuple[Event, Registration]
) -> None:
    event, place = furnished
    live_through(app, session, event, place)

    services.erase(session, place, event, by=SOMEBODY, now=NOON)

    colleague = session.scalars(
        select(Registration).where(Registration.family_name == "Kollegin")
    ).one()
    email = session.scalars(select(Email).where(Email.about_id == colleague.id)).one()
    assert (colleague.state, email.state) == (State.CONFIRMED, EmailState.QUEUED)
    assert (email.facts["brought_by"], email.facts["family_name"]) == ("", "Kollegin")


def test_who_was_let_in_erases_oneself_after_the_event_only(
    app: Flask, session: Session, furnished: tuple[Event, Registration]
) -> None:
    event, place = furnished
    live_through(app, session, event, place)

    with pytest.raises(StillNeeded):
        services.check_may_erase_oneself(session, place, event, now=NOON)
    services.check_may_erase_oneself(session, place, event, now=NOON + timedelta(days=120))
