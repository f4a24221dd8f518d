"""The page of all badges reads what is kept: a badge is fitted once for what stands on it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.badges import looks, name_fitting, render, services
from eventapp.badges.jobs import look_through_badges
from eventapp.badges.models import BadgeLook
from eventapp.badges.queries import Face
from eventapp.badges.render import Trouble
from eventapp.events.models import BadgeBand, Category, Event
from eventapp.extensions import db
from eventapp.orm import Translated
from eventapp.people.models import Person
from eventapp.registration.models import Registration, State
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration
from tests.statements import counted

LONG = ("Wolfeschlegelsteinhausenbergerdorffvoralternwaren" * 2)[:78]


def fitted(act: str, session: Session, event: Event) -> int:
    """Return how many names were asked to be fitted while it is reported or looked through."""
    name_fitting.fit.cache_clear()
    if act == "report":
        looks.report(session, event)
    else:
        look_through_badges(session, now=NOON)
    row = name_fitting.fit.cache_info()
    return row.hits + row.misses


def make_badges(session: Session, app: Flask, number: int) -> tuple[Event, Category]:
    """Return an event in which so many hold a badge, all of them looked at."""
    event, category = make_event_with_category(session)
    for place in range(number):
        make_registration(session, event, category, f"Name{place:03}", given_name="Ada")
    issue(session, app, event)
    look_through_badges(session, now=NOON)
    return event, category


def issue(session: Session, app: Flask, event: Event) -> None:
    """Issue the codes that are missing."""
    folder: Path = app.config["EVENTAPP"].data_dir / "keys"
    services.issue_missing(session, event, folder, now=NOON)
    session.flush()


def print_all(session: Session, event: Event) -> None:
    """Write down that every badge is printed as it is."""
    faces = services.faces(session, event, chosen="all")
    services.mark_printed(session, event, faces, layout="a6", chosen="all", by="test", now=NOON)
    session.flush()


def one_of(session: Session, name: str) -> Registration:
    """Return the registration of that family name."""
    return session.scalars(select(Registration).where(Registration.family_name == name)).one()


def compare(session: Session, event: Event) -> None:
    """Ask that what is reported is what looking at every badge anew says."""
    faces = services.faces(session, event, chosen="all")
    fresh = services.faces(session, event, chosen="new")
    stale = services.faces(session, event, chosen="changed")
    report = looks.report(session, event)
    pair = (report.every, report.new, report.changed, report.behind)
    assert pair == (len(faces), len(fresh), len(stale) - len(fresh), 0)


def test_second_look_fits_nothing_and_a_changed_name_is_fitted_alone(
    app: Flask, session: Session
) -> None:
    event, _category = make_badges(session, app, 5)

    second = fitted("report", session, event)
    one_of(session, "Name002").family_name = LONG
    session.flush()
    asked = fitted("report", session, event)
    kept = fitted("look", session, event)
    after = fitted("report", session, event)

    assert (second, asked, kept, after) == (0, 1, 1, 0)
    report = looks.report(session, event)
    assert (report.graves, report.due) == (1, False)
    assert [LONG in trouble.name for trouble in report.grave] == [True]


def test_answer_about_something_else_makes_no_badge_due(app: Flask, session: Session) -> None:
    event, _category = make_badges(session, app, 2)

    one_of(session, "Name001").decline_reason = "no"
    print_all(session, event)

    report = looks.report(session, event)
    assert (report.due, report.new) == (False, 0)


def test_numbers_are_right_after_whatever_changes_a_badge(app: Flask, session: Session) -> None:
    event, category = make_badges(session, app, 4)
    other, speaker = one_of(session, "Name000"), one_of(session, "Name003")
    speaker.email = speaker.email_key = "ada@example.org"
    print_all(session, event)
    compare(session, event)
    person = Person(event=event, family_name="Name003", email="ada@example.org")
    item = AgendaSession(event=event, number=1, title=Translated(en="Talk"), revised_at=NOON)
    role = SessionRole(session=item, person=person)

    session.add_all([person, item, role])
    friends = Translated(de="Freunde", fr="Amis", en="Friends")
    acts: list[tuple[object, str, object, int]] = [
        (item, "title", Translated(en="Lecture"), 1),
        (item, "cancelled", True, 0),
        (item, "cancelled", False, 1),
        (person, "email", "eve@example.org", 0),
        (person, "email", "ada@example.org", 1),
        (role, "person", Person(event=event, family_name="Somebody"), 0),
        (category, "name", friends, 4),
        (category, "band", BadgeBand.HOST, 4),
        (other, "state", State.CANCELLED, 3),
        (speaker, "holder_no", 2, 2),
    ]
    for record, field, value, changed in acts:
        setattr(record, field, value)
        session.flush()
        issue(session, app, event)
        compare(session, event)  # looked at by who asks
        look_through_badges(session, now=NOON)
        compare(session, event)  # kept
        assert looks.report(session, event).changed == changed, field
    session.delete(role)
    session.flush()
    compare(session, event)


def test_many_that_are_due_are_said_and_not_counted_as_unchanged(
    app: Flask, session: Session, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, category = make_badges(session, app, 3)
    print_all(session, event)
    category.name = Translated(de="Freunde", fr="Amis", en="Friends")
    user = make_member(session, event)
    session.commit()
    sign_in(session, client, user)
    monkeypatch.setattr(looks, "AT_ONCE", 2)

    page = client.get("/spring/manage/badges?lang=en").text
    part = client.get("/spring/manage/badges/looks?lang=en")
    look_through_badges(session, now=NOON)
    ended = client.get("/spring/manage/badges/looks?lang=en")
    after = client.get("/spring/manage/badges?lang=en").text

    assert "not known yet" in page
    assert "The badges are being checked" in page
    assert "0 of 3 have been checked." in part.text
    assert ended.headers["HX-Refresh"] == "true"
    assert "not known yet" not in after
    assert after.count("category, role, country or language") == 3


def test_a_page_costs_the_same_statements_whatever_the_number(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_badges(session, app, 1)
    user = make_member(session, event)
    session.commit()
    sign_in(session, client, user)
    numbers = []
    for more in (0, 6):
        for place in range(more):
            make_registration(session, event, category, f"More{place}")
        issue(session, app, event)
        session.commit()
        look_through_badges(session, now=NOON)
        client.get("/spring/manage/badges")
        with counted(app) as statements:
            assert client.get("/spring/manage/badges").status_code == 200
        numbers.append(len(statements))

    assert numbers[0] == numbers[1]


def test_who_is_erased_leaves_nothing_in_what_is_kept(app: Flask, session: Session) -> None:
    _event, _category = make_badges(session, app, 2)
    registration = one_of(session, "Name001")
    registration.given_name = "愛"
    session.flush()
    look_through_badges(session, now=NOON)
    assert "愛" in str([each.troubles for each in session.scalars(select(BadgeLook))])

    services.forget(session, registration, now=NOON)
    session.flush()

    assert session.scalars(select(BadgeLook.registration_id)).all() != [registration.id]
    assert "愛" not in str([each.troubles for each in session.scalars(select(BadgeLook))])
    look_through_badges(session, now=NOON)
    assert registration.id not in session.scalars(select(BadgeLook.registration_id)).all()


def test_what_changes_while_it_is_looked_at_stays_due(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, _category = make_badges(session, app, 1)
    one_of(session, "Name000").given_name = "Bob"
    number = event.id
    session.commit()
    really, changes = render.troubles, iter([LONG])

    def slowly(faces: Sequence[Face]) -> list[Trouble]:
        troubles = really(faces)
        for name in changes:
            with Session(session.get_bind()) as other:
                one_of(other, "Name000").family_name = name
                other.commit()
        return troubles

    monkeypatch.setattr(render, "troubles", slowly)
    with app.app_context():
        looks.look_through(db.session(), number)
        db.session.remove()

    session.rollback()
    assert looks.report(session, event).due
    assert looks.report(session, event).graves == 1
    look_through_badges(session, now=NOON)
    assert (looks.report(session, event).due, looks.report(session, event).graves) == (False, 1)


def test_other_rules_or_typefaces_look_at_every_badge_again(app: Flask, session: Session) -> None:
    event, _category = make_badges(session, app, 3)
    for look in session.scalars(select(BadgeLook)):
        look.made_with = "before"
    session.flush()

    asked = fitted("report", session, event)
    looked = fitted("look", session, event)

    assert (asked, looked, fitted("report", session, event)) == (3, 3, 0)
