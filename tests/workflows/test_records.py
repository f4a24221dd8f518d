"""Records of any kind: found at their own event alone, and a list goes on behind its last."""

from pathlib import Path

import pytest
from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, Room, SessionRole
from eventapp.journal.services import Object
from eventapp.mail.models import FORGOTTEN, Email, EmailState
from eventapp.orm import Translated
from eventapp.people.models import Desk
from eventapp.speakers.emails.contributors import SpeakingInvitation
from eventapp.speakers.models import Material
from eventapp.speakers.services.posting import Addressee, post
from eventapp.texts.models import TextReview, Verdict
from eventapp.texts.services import Judgement, judge
from eventapp.workflows.records import after, delete, find, find_public, uses
from tests.factories.agenda import make_room
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_contributor, make_material

pytestmark = pytest.mark.on_sqlite


def test_a_record_of_another_event_is_not_found(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    room = make_room(session, event)

    assert find(session, event, Room, room.id) is room
    assert find(session, other, Room, room.id) is None
    assert find_public(session, event, Room, room.public_id) is room
    assert find_public(session, other, Room, room.public_id) is None


def test_a_list_goes_on_behind_the_last_that_was_read(session: Session) -> None:
    event = make_event(session)
    made = [make_room(session, event, name) for name in ("A", "B", "C")]

    assert list(after(session, event, Room, 0, 2)) == made[:2]
    assert list(after(session, event, Room, made[1].id, 2)) == made[2:]


def test_e_mails_to_who_is_deleted_are_withheld_and_forgotten(session: Session) -> None:
    event = make_event(session)
    contributor = make_contributor(
        session,
        event,
        state=ContributorState.INVITED,
        email="speaker@example.org",
        assistant_email="assistant@example.org",
    )
    post(session, contributor, event, SpeakingInvitation, to=Addressee.BOTH, now=NOON)
    session.flush()
    session.execute(delete_rows(SessionRole))
    person = contributor.person
    named = Object("contributors", person.id, person.full_name, event.id)

    delete(session, event, person, named, by=SOMEBODY, now=NOON)

    session.flush()
    session.expire_all()
    emails = session.scalars(select(Email)).all()
    assert len(emails) == 2
    assert {email.state for email in emails} == {EmailState.WITHHELD}
    assert {(email.to_address, str(email.facts)) for email in emails} == {(FORGOTTEN, "{}")}


def test_a_desk_goes_with_its_files_and_what_was_said_of_their_titles(
    session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    gone, stays = (make_desk(session, event, Translated.same(name)) for name in ("A", "B"))
    titled = make_material(session, tmp_path, gone, title=Translated(de="Merkblatt"))
    kept = make_material(session, tmp_path, stays)
    key = "desk-material", titled.public_id, "title"
    judge(
        session,
        event,
        Judgement(key, "fr", "de", Verdict.REVIEWED),
        Translated(de="Merkblatt", fr="Fiche"),
        by="",
        now=NOON,
    )
    session.flush()
    assert uses(session, gone) == []

    delete(session, event, gone, Object("information-desks", gone.id), by=SOMEBODY, now=NOON)

    assert session.scalars(select(Desk)).all() == [stays]
    assert session.scalars(select(Material)).all() == [kept]
    assert session.scalars(select(TextReview)).all() == []
