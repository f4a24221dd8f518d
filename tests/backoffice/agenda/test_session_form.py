"""Two editors at one session: both win where they touched different fields; a slot is one thing."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.models import Rule, SessionPart
from eventapp.agenda.services import SessionChange
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from tests.agenda.test_programme import START, make_item, make_room
from tests.backoffice.agenda.test_editor import moved
from tests.backoffice.sending import Page
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import make_event
from tests.factories.people import make_person

EDITOR = "/spring/manage/agenda"


class Planned:
    """A session with everything that hangs on one, and what an editor may choose besides."""

    def __init__(self, session: Session, event: Event) -> None:
        self.event = event
        self.aula, self.hall = make_room(session, event), make_room(session, event, "Hall")
        self.item = make_item(session, event, self.aula, "Looms")
        self.other = make_session(session, event, "Other")
        self.bob, self.ada = (
            make_person(session, event, given_name=name, family_name="Groß")
            for name in ("Bob", "Ada")
        )
        session.flush()
        parts = [(self.bob, SessionPart.MODERATOR), (self.ada, SessionPart.SPEAKER)]
        rules = [(Rule.AFTER, self.other)]
        edit_session(session, self.item, people=parts, rules=rules, further_rooms=[self.hall])
        session.commit()
        self.key = self.item.public_id

    def stands(self, session: Session) -> SessionChange:
        """Return the session as it stands now; the next request may write."""
        session.rollback()
        session.expire_all()
        assert queries.read_again(session, self.item)
        change = SessionChange.of(session, self.item)
        session.rollback()
        return change


@pytest.fixture
def planned(session: Session, client: FlaskClient) -> Planned:
    """Return that session; an organiser is signed in, in English."""
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return Planned(session, event)


def pages(client: FlaskClient, planned: Planned) -> tuple[Page, Page]:
    """Return the session's form as two editors have it open."""
    return Page(client, f"{EDITOR}/{planned.key}"), Page(client, f"{EDITOR}/{planned.key}")


def test_one_changes_the_room_the_other_the_title_and_both_win(
    session: Session, client: FlaskClient, planned: Planned
) -> None:
    first, second = pages(client, planned)

    assert first.save(room=planned.hall.public_id, further_rooms=[]) == 303
    assert second.save(**{"title-en": "Looms of tomorrow"}) == 303

    now = planned.stands(session)
    assert (now.room, now.further_rooms) == (planned.hall, ())
    assert now.title["en"] == "Looms of tomorrow"
    assert [role.key for role in now.people] == [
        (planned.bob, SessionPart.MODERATOR),
        (planned.ada, SessionPart.SPEAKER),
    ]


def test_who_left_the_session_meanwhile_is_not_brought_back_and_nobody_is_asked(
    session: Session, client: FlaskClient, planned: Planned
) -> None:
    first, second = pages(client, planned)

    people = Page(client, f"{EDITOR}/{planned.key}/people")
    assert first.save(languages=["fr"]) == 303
    assert people.save(act="remove:0") == 303
    assert second.save(expected="40") == 303

    now = planned.stands(session)
    assert [role.key for role in now.people] == [(planned.ada, SessionPart.SPEAKER)]
    assert (now.languages, now.expected) == (("fr",), 40)


def test_what_both_changed_is_shown_and_what_was_typed_beside_stays(
    session: Session, client: FlaskClient, planned: Planned
) -> None:
    first, second = pages(client, planned)
    first.save(room=planned.hall.public_id, further_rooms=[], starts_at="2027-04-15T10:30")
    typed = {"new_room": "Kuppelsaal", "rules-0-rule": "", "rules-0-other": ""}

    assert second.save(room="", starts_at="2027-04-15T10:00", **typed) == 422

    shown = re.sub(r"\s+", " ", second.text)
    assert "<dt>Room</dt><dd>Hall</dd>" in shown
    assert "<dt>Begins</dt><dd>15 April 2027, 10:30</dd>" in shown.replace("\N{NBSP}", " ")
    assert "<dt>Scheduling rules" not in shown
    assert 'value="Kuppelsaal"' in shown
    assert planned.stands(session).room is planned.hall

    assert second.save() == 303

    now = planned.stands(session)
    assert now.room is not None
    assert (now.room.name["en"], now.rules) == ("Kuppelsaal", ())
    assert now.starts_at == START - timedelta(hours=1)
    assert now.further_rooms == ()


def test_room_archived_meanwhile_does_not_stop_who_did_not_choose_it(
    session: Session, client: FlaskClient, planned: Planned
) -> None:
    first, second = pages(client, planned)
    first.save(room="", further_rooms=[])
    session.rollback()
    planned.aula.active = False
    session.commit()

    assert second.save(**{"title-en": "Other title"}) == 303

    assert planned.stands(session).room is None


def test_move_does_not_mind_that_somebody_changed_the_title(
    session: Session, client: FlaskClient, planned: Planned
) -> None:
    panel = Page(client, f"{EDITOR}?session={planned.key}")
    Page(client, f"{EDITOR}/{planned.key}").save(**{"title-en": "Other title"})
    seen = panel.form.as_it_stands()["seen"]

    assert moved(client, planned.key, seen=seen, room="", starts_at="2027-04-15T16:00")[0] == 303

    now = planned.stands(session)
    assert (now.title["en"], now.starts_at) == ("Other title", START + timedelta(hours=5))


def test_move_of_a_session_whose_room_somebody_changed_is_shown_and_asked(
    session: Session, client: FlaskClient, planned: Planned
) -> None:
    panel = Page(client, f"{EDITOR}?session={planned.key}")
    Page(client, f"{EDITOR}/{planned.key}").save(room=planned.hall.public_id, further_rooms=[])
    fields = {"room": planned.aula.public_id, "starts_at": "2027-04-15T16:00"}

    status, text = moved(client, planned.key, seen=panel.form.as_it_stands()["seen"], **fields)

    assert status == 409
    assert "It is now scheduled for 15 April 2027, 11:00, Hall." in text.replace("\N{NBSP}", " ")
    panel.hold(text)
    assert planned.stands(session).room is planned.hall
    assert moved(client, planned.key, seen=panel.form.as_it_stands()["seen"], **fields)[0] == 303
    assert planned.stands(session).room is planned.aula


def test_block_and_talk_are_each_in_the_journal_with_what_stood_before(
    session: Session, client: FlaskClient, planned: Planned
) -> None:
    talk = make_item(session, planned.event, None, "Talk", minutes=15)
    edit_session(session, talk, block=planned.item)
    session.commit()
    key, ends = talk.id, START + timedelta(minutes=75)
    panel = Page(client, f"{EDITOR}?session={planned.key}")

    seen = panel.form.as_it_stands()["seen"]
    fields = {"room": planned.aula.public_id, "starts_at": "2027-04-15T12:00"}
    assert moved(client, planned.key, seen=seen, **fields)[0] == 303

    statement = select(Entry).where(Entry.object_kind == "session", Entry.actor_kind == "user")
    session.rollback()
    entries = session.scalars(statement.order_by(Entry.id)).all()
    assert [(entry.action, entry.object_id) for entry in entries] == [
        ("session-moved", planned.item.id),
        ("session-moved", key),
    ]
    hour = timedelta(hours=1)
    assert entries[1].changes == {
        "starts_at": [(at := ends - hour).isoformat(), (at + hour).isoformat()],
        "ends_at": [ends.isoformat(), (ends + hour).isoformat()],
    }
