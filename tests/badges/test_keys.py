"""Keys that sign badges: a new one beside the old, and one that is retired."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges import services
from eventapp.badges.errors import NoKeyLeft, NoSuchKey
from eventapp.badges.models import Badge, BadgeKey
from eventapp.events.models import Category, Event
from eventapp.registration.models import Registration
from eventapp.settings import Settings
from tests.checkin.test_doors import make_badge, make_phone, scan
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with a category."""
    event = make_event_with_category(session)[0]
    event.starts_at = event.ends_at = None  # any day is one of its days
    return event


@pytest.fixture
def place(session: Session, event: Event) -> Registration:
    """Return a confirmed registration at the event."""
    return make_registration(session, event, event_category(session, event), "Ada")


def event_category(session: Session, event: Event) -> Category:
    """Return the event's only category."""
    return session.scalars(select(Category).where(Category.event_id == event.id)).one()


def change(session: Session, app: Flask, event: Event) -> int:
    """Sign new badges with a new key; return its number."""
    here: Settings = app.config["EVENTAPP"]
    return services.change_key(session, event, here.data_dir / "keys", by=SOMEBODY, now=NOON)


def test_badges_of_an_older_key_are_let_in_beside_those_of_a_new_one(
    app: Flask, client: FlaskClient, session: Session, event: Event, place: Registration
) -> None:
    old = make_badge(session, app, event, place)
    assert change(session, app, event) == 2
    new = make_badge(session, app, event, make_registration(session, event, place.category, "Bob"))
    codes, kids = (old.token, new.token), (old.kid, new.kid)
    client.set_cookie("door", make_phone(session, event), path="/door")

    assert kids == (1, 2)
    assert [scan(client, code, seq)["decision"] for seq, code in enumerate(codes, 1)] == [
        "admit",
        "admit",
    ]


def test_badge_of_a_retired_key_is_refused_and_its_holder_gets_another_code(
    app: Flask, client: FlaskClient, session: Session, event: Event, place: Registration
) -> None:
    printed = make_badge(session, app, event, place).token

    assert services.retire_key(session, event, 1, by=SOMEBODY, now=NOON) == 1
    again = make_badge(session, app, event, place)
    codes = (printed, again.token)
    assert (again.kid, [badge.replaced_why for badge in session.scalars(select(Badge))]) == (
        2,
        ["key retired", ""],
    )
    client.set_cookie("door", make_phone(session, event), path="/door")

    verdicts = [scan(client, code, seq) for seq, code in enumerate(codes, 1)]
    assert [(verdict["decision"], verdict.get("why")) for verdict in verdicts] == [
        ("refuse", "unknown_key"),
        ("admit", None),
    ]


def test_no_number_of_a_key_is_used_twice_and_fifteen_are_all(
    app: Flask, session: Session, event: Event
) -> None:
    assert change(session, app, event) == 1
    services.retire_key(session, event, 1, by=SOMEBODY, now=NOON)
    session.add_all(
        BadgeKey(event_id=event.id, kid=kid, public=b"", created_at=NOON) for kid in range(2, 16)
    )
    session.flush()

    with pytest.raises(NoKeyLeft):
        change(session, app, event)
    with pytest.raises(NoSuchKey):
        services.retire_key(session, event, 1, by=SOMEBODY, now=NOON)
