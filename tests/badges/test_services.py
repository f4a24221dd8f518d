"""What was printed, what changed since, and being asked before everything is printed again."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges import looks, queries, services
from eventapp.badges.models import Badge
from eventapp.events.models import Role
from eventapp.orm import Translated
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration


def test_only_new_and_changed_badges_are_printed_again(app: Flask, session: Session) -> None:
    event, category = make_event_with_category(session)
    first = make_registration(session, event, category, "Ada", given_name="")
    folder = app.config["EVENTAPP"].data_dir / "keys"
    services.issue_missing(session, event, folder, now=NOON)
    faces = services.faces(session, event, chosen="new")
    services.mark_printed(session, event, faces, layout="a6", chosen="new", by="test", now=NOON)
    session.flush()
    make_registration(session, event, category, "Bob")
    services.issue_missing(session, event, folder, now=NOON)

    def names(chosen: str) -> list[str]:
        return [face.family_name for face in services.faces(session, event, chosen=chosen)]

    assert (names("all"), names("new"), names("changed")) == (["Ada", "Bob"], ["Bob"], ["Bob"])
    assert not looks.report(session, event).changes
    first.organisation_name = "Elsewhere"
    session.flush()
    assert names("changed") == ["Ada", "Bob"]
    [change] = looks.report(session, event).changes
    assert (change.before.split("\n")[0], change.now) == ("Ada", "Ada\nElsewhere")


def test_printing_everything_again_asks_first_and_says_how_many(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    registration = make_registration(session, event, category, "Ada", organisation="Old Mill")
    folder = app.config["EVENTAPP"].data_dir / "keys"
    services.issue_missing(session, event, folder, now=NOON)
    faces = services.faces(session, event, chosen="new")
    services.mark_printed(session, event, faces, layout="a6", chosen="new", by="test", now=NOON)
    registration.organisation_name = "New Mill"
    user = make_member(session, event, Role.ORGANISER)
    session.commit()
    sign_in(session, client, user)
    page = client.get("/spring/manage/badges?lang=en").text
    hidden = dict(re.findall(r'name="(csrf_token)"[^>]*value="([^"]+)"', page))

    asked = client.post("/spring/manage/badges", data={**hidden, "only": "all"})
    again = client.post("/spring/manage/badges", data={**hidden, "only": "all", "again": "yes"})

    assert "Old Mill</del>" in page
    assert "New Mill</b>" in page
    assert asked.status_code == 409
    assert "One badge is already printed." in asked.text
    assert (again.status_code, again.content_type) == (200, "application/pdf")
    session.expire_all()
    assert [badge.printed_lines.endswith("New Mill") for badge in session.query(Badge)] == [True]


def test_who_took_a_place_over_gets_a_code_of_their_own_everywhere(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category, "Former")
    folder = app.config["EVENTAPP"].data_dir / "keys"
    services.issue_missing(session, event, folder, now=NOON)
    old = session.scalars(select(Badge)).one().token
    place.holder_no, place.family_name = 2, "Newcomer"
    session.flush()

    missing = queries.how_many_without_badge(session, event)
    shown = (queries.how_many(session, event), services.faces(session, event, chosen="all"))
    issued = services.issue_missing(session, event, folder, now=NOON)
    [face] = services.faces(session, event, chosen="all")

    assert (missing, shown, issued) == (1, (0, []), 1)
    assert (face.family_name, face.token == old) == ("Newcomer", False)
    replaced = session.scalars(select(Badge).where(Badge.token == old)).one()
    assert (replaced.replaced_at, replaced.replaced_why) == (NOON, "handed over")


def test_a_badge_is_changed_since_print_by_what_stands_on_it_alone(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category, "Ada")
    folder = app.config["EVENTAPP"].data_dir / "keys"
    services.issue_missing(session, event, folder, now=NOON)
    faces = services.faces(session, event, chosen="all")
    services.mark_printed(session, event, faces, layout="a6", chosen="all", by="test", now=NOON)
    badge = session.scalars(select(Badge)).one()

    place.changed_at = NOON + timedelta(days=1)  # a dietary answer, a consent
    untouched = services.changed_since_print(session, event, badge, place)
    place.category.name = Translated(de="Presse")
    renamed = services.changed_since_print(session, event, badge, place)

    assert (untouched, renamed) == (False, True)


def test_what_needs_a_look_stands_first_and_leads_to_its_registration(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    cut = make_registration(session, event, category, "Uninterruptedly" * 4)
    other = make_registration(session, event, category, "Ada", organisation="ქართული")
    folder = app.config["EVENTAPP"].data_dir / "keys"
    services.issue_missing(session, event, folder, now=NOON)
    user = make_member(session, event, Role.ORGANISER)
    session.commit()
    sign_in(session, client, user)

    page = client.get("/spring/manage/badges?lang=en").text
    first, folded = page.split("<details", 1)

    assert f'/{cut.reference}"' in first
    assert f'/{other.reference}"' not in first
    assert "One badge is complete but has characters in another typeface" in folded
    assert f'/{other.reference}"' in folded
