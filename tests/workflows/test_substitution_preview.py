"""What a substitution would change is told before: by language, with every clash, writing nothing."""

from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.agenda.queries import roles_of
from eventapp.workflows.substitution_preview import Effects, effects
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.evening import Evening
from tests.factories.people import make_person
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release, sign_up


def looked_at(evening: Evening, *, nobody: bool = False) -> Effects:
    """Return what it would change if Gallezot, or nobody, spoke instead of Lemaire."""
    roles = roles_of(evening.session, [evening.item])[evening.item.id]
    successor = None if nobody else evening.gallezot
    return effects(evening.session, evening.event, evening.item, roles[1], successor)


def test_everything_is_named_and_nothing_is_written(session: Session) -> None:
    evening = Evening(session)
    make_workshop(session, evening.event, title="Beside")
    other = make_item(session, evening.event, make_room(session, evening.event), "Other")
    edit_session(session, other, people=[(evening.gallezot, SessionPart.SPEAKER)])
    release(session, evening.event)
    french = make_registration(session, evening.event, evening.category, "Fée", language="fr")
    sign_up(session, french, evening.item)

    seen = looked_at(evening)

    assert (seen.release_no, seen.is_shown, seen.place_is_asked) == (2, True, True)
    assert (seen.booked, seen.letters) == ({"de": 1, "fr": 1}, 2)
    assert [person.family_name for person in seen.colleagues] == ["Rohleder"]
    assert (seen.elsewhere, seen.bookings, seen.successor) == (other, [], None)
    assert (seen.materials, seen.recording, seen.successor_recording) == (0, None, None)
    assert not session.dirty


def test_nobody_clashes_with_nothing_and_another_part_keeps_the_place(session: Session) -> None:
    evening = Evening(session)
    second = make_item(session, evening.event, make_room(session, evening.event), "B", minutes=240)
    edit_session(session, second, people=[(evening.lemaire, SessionPart.SPEAKER)])
    make_person(session, evening.event, family_name="Aside")

    seen = looked_at(evening, nobody=True)

    assert (seen.place_is_asked, seen.elsewhere, seen.is_away) == (False, None, False)
    assert seen.former is not None
    assert seen.former.contributes
