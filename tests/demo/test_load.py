"""The demo conference: the announced day, the organisations of the files, invented people."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges import queries as badges
from eventapp.demo.directory import ANNOUNCED
from eventapp.demo.load import load, print_first_badges
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.journal.models import Entry
from eventapp.mail.models import Email, EmailState
from eventapp.people.models import Person
from eventapp.registration.models import Registration, Source, State
from tests.factories.demo import demo_event
from tests.factories.events import NOON

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def event(session: Session) -> Event:
    """Return the event of the whole demo, loaded at NOON."""
    return demo_event(session)


def everybody(session: Session) -> Sequence[Registration]:
    """Return everybody who registered themselves, in the order they did."""
    statement = select(Registration).where(Registration.source != Source.PART)
    return session.scalars(statement.order_by(Registration.id)).all()


@pytest.mark.demo(now=NOON)
@pytest.mark.on_sqlite
def test_registration_is_open_and_ends_thirteen_days_before(event: Event) -> None:
    assert event.starts_at is not None
    assert event.registration_opens_at is not None
    assert event.registration_closes_at is not None

    closes = event.registration_closes_at.astimezone(BERLIN)

    assert event.starts_at.astimezone(BERLIN).date() - closes.date() == timedelta(days=13)
    assert event.registration_opens_at < NOON < closes
    assert event.demo_notice.into("en") == (
        "Demonstration after the conference of 26 March 2015; all participants are invented"
    )


@pytest.mark.demo(now=NOON)
def test_about_two_hundred_and_ten_people_registered_some_wait_and_some_cancelled(
    session: Session,
) -> None:
    people = everybody(session)

    states = Counter(registration.state for registration in people)

    assert len(people) == 208
    assert states == {State.CONFIRMED: 191, State.WAITING: 9, State.CANCELLED: 8}
    assert {registration.language for registration in people} == {"de", "fr", "en"}
    assert Counter(registration.language for registration in people)["fr"] > 50
    assert len({registration.full_name for registration in people}) == len(people)
    assert {(registration.email or "").endswith(".example.org") for registration in people} == {
        True
    }


@pytest.mark.demo(now=NOON)
@pytest.mark.on_sqlite
def test_nobody_real_takes_part_and_no_organisation_sends_a_crowd(
    session: Session, event: Event
) -> None:
    people = everybody(session)
    speakers = session.scalars(select(Person).where(Person.event_id == event.id)).all()

    real = {person.family_name for person in speakers if person.basis_note == ANNOUNCED}

    assert real == {"Zypries", "Gallezot"}
    assert not {registration.family_name for registration in people} & {
        "Zypries",
        "Gallezot",
        "Lemaire",
    }
    assert max(Counter(registration.organisation_name for registration in people).values()) <= 4


@pytest.mark.demo(now=NOON)
@pytest.mark.on_sqlite
def test_people_register_at_different_moments_by_day_before_now(
    session: Session, event: Event
) -> None:
    moments = [registration.registered_at for registration in everybody(session)]
    opened = event.registration_opens_at
    assert opened is not None

    hours = Counter(moment.astimezone(BERLIN).hour for moment in moments)

    assert moments == sorted(moments)
    assert opened < moments[0] <= moments[-1] < NOON
    assert len(set(moments)) > 200
    assert not set(hours) & {0, 1, 2, 3, 4, 5, 6}


@pytest.mark.demo(now=NOON)
@pytest.mark.on_sqlite
def test_a_life_stands_behind_the_numbers(app: Flask, session: Session, event: Event) -> None:
    print_first_badges(session, event, app.config["EVENTAPP"].data_dir / "keys", now=NOON)
    session.flush()

    happened = Counter(session.scalars(select(Entry.action)))
    emails = Counter(session.scalars(select(Email.state)))
    silent = [
        registration for registration in everybody(session) if registration.link_opened_at is None
    ]

    assert happened["promoted"] == 2
    assert happened["programme-released"] == 3
    assert happened["changed"] == 1
    assert emails == {EmailState.SENT: emails.total() - 2, EmailState.BOUNCED: 2}
    assert 10 < len(silent) < 60
    assert badges.print_runs(session, event)[0].badges > 30
    assert badges.how_many_without_badge(session, event) == 0


@pytest.mark.on_sqlite
def test_same_seed_gives_the_same_people_and_another_one_others(app: Flask) -> None:
    def names(seed: int) -> list[tuple[str, str | None, datetime]]:
        with app.app_context(), Session(db.engine) as session:
            assert load(session, now=NOON, participants=16, seed=seed).registrations > 12
            session.flush()
            people = [
                (registration.full_name, registration.email, registration.registered_at)
                for registration in everybody(session)
            ]
            session.rollback()
        return people

    assert names(2) != names(1) == names(1)


@pytest.mark.demo(now=NOON)
def test_events_own_day_is_a_utc_moment_of_the_morning_in_berlin(event: Event) -> None:
    assert event.starts_at is not None

    assert event.starts_at.astimezone(UTC).hour in {7, 8}
    assert event.starts_at.astimezone(BERLIN).hour == 9
