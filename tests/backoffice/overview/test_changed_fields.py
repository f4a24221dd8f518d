"""What the activity log tells of an edit, in the reader's words."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.backoffice.overview.changed_fields import changed_fields
from eventapp.journal.models import Entry
from tests.backoffice.sending import Page
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import make_room
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite


def told(kind: str, action: str = "record-changed", **changes: Any) -> list[tuple[str, str, str]]:
    """Return what an entry tells in English."""
    entry = Entry(at=NOON, actor_kind="user", action=action, object_kind=kind, changes=changes)
    with i18n.speaking("en"):
        return [
            (changed_field.label, changed_field.before, changed_field.after)
            for changed_field in changed_fields(entry)
        ]


def test_values_are_told_in_words_and_not_as_they_are_stored() -> None:
    assert told("rooms", seats=[80, None], seating=["u-shape", "banquet"]) == [
        ("Seats", "80", "–"),
        ("Seating", "in a U", "at round tables"),
    ]
    assert told("questions", required=[False, True]) == [("An answer is required", "no", "yes")]


def test_of_a_text_each_language_that_changed_is_told_by_itself() -> None:
    assert told("rooms", name=[{"de": "Aula", "fr": "Salle"}, {"de": "Saal", "fr": "Salle"}]) == [
        ("Name (Deutsch)", "Aula", "Saal")
    ]


def test_details_of_a_registration_a_code_and_a_task_are_told_by_their_labels() -> None:
    assert told("registration", "changed", language=["de", "fr"], answers=[{}, {"diet": []}]) == [
        ("Language of our e-mails", "Deutsch", "Français")
    ]
    assert told("access-code", most=[None, 8]) == [("Number of people", "–", "8")]
    assert told("user", "role-changed", role=["gate", "desk"]) == [
        ("Role", "Entrance", "Help desk team")
    ]


def test_pictures_are_told_though_they_have_a_page_of_their_own() -> None:
    assert told("contributors", portrait=[None, "ada.jpg"], portrait_alt=[{}, {"en": "Ada"}]) == [
        ("Picture", "–", "ada.jpg"),
        ("Image description (English)", "–", "Ada"),
    ]
    assert told("organisations", logo=["a.png", "b.png"], logo_dark=["a.png", None]) == [
        ("Logo", "a.png", "b.png"),
        ("Logo for dark backgrounds", "a.png", "–"),
    ]


def test_new_record_unknown_kind_and_unknown_field_tell_nothing_more() -> None:
    assert told("rooms", action="record-added", seats=[None, 80]) == []
    assert told("device", label=["A", "B"]) == []
    assert told("rooms", position=[1, 2], folded=["a", "b"]) == []


def test_emptied_texts_of_somebody_erased_are_shown_as_nothing() -> None:
    assert told("contributors", email=["", ""]) == [("E-mail address", "–", "–")]


def test_log_shows_what_a_room_was_before(session: Session, client: FlaskClient) -> None:
    event = make_event(session)
    room = make_room(session, event, seats=80)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    session.commit()
    assert Page(client, f"/spring/manage/rooms/{room.id}").save(seats="60") == 303

    page = client.get("/spring/manage/activity-log").get_data(as_text=True)

    assert "Seats: <del>80</del> <ins>60</ins>" in page
