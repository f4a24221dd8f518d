"""One contributor in another's place: published alone, told of after five minutes, undone."""

import threading
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart
from eventapp.agenda.services import outlook
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.mail.models import Email
from eventapp.orm import Translated
from eventapp.people.models import Person, PublicBasis
from eventapp.registration import jobs, queries
from eventapp.registration.errors.substitutions import (
    AlreadyReplaced,
    AlreadyTakesPart,
)
from eventapp.registration.models import PlaceAfter, State, Substitution
from eventapp.speakers.errors import Unreachable
from eventapp.speakers.services.invitations import SpeakingInvitationChange
from eventapp.workflows.participation import PlaceUndecided
from eventapp.workflows.substitution import QUIET, Wish, substitute, undo
from tests.agenda.test_programme import make_room
from tests.factories.agenda import edit_session
from tests.factories.evening import AT_ONCE, LATER, Evening
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.sessions import make_workshop, release, sign_up


def test_the_programme_shows_it_at_once_and_nothing_else_of_the_draft(evening: Evening) -> None:
    session, event = evening.session, evening.event
    edit_session(session, evening.item, abstract=Translated.same("Not public yet"))
    make_room(session, event, "Not public either")

    made = evening.act()

    assert (made.release_no, evening.shown()) == (2, ["Rohleder", "Gallezot"])
    item = agenda.released(session, event).item(evening.item.public_id)
    assert item is not None
    assert not item.abstract
    assert [change.what.value for change in outlook(session, event).changes] == ["details"]
    assert evening.news() == []
    assert (made.due_at, made.is_waiting) == (LATER, True)


def test_after_five_minutes_everybody_is_told_once_and_the_place_ends(evening: Evening) -> None:
    session = evening.session
    made = evening.act()
    session.commit()
    former = queries.of_person(session, evening.lemaire)
    assert former is not None
    assert (former.state, former.contributes) == (State.CONFIRMED, False)
    session.commit()

    jobs.settle_substitutions(session, now=AT_ONCE)
    assert evening.news() == []
    session.commit()
    for _ in range(2):
        jobs.settle_substitutions(session, now=LATER)

    assert evening.news() == [
        "CancelledEmail lemaire@x.org",
        "ColleagueEmail rohleder@x.org",
        "ContributorEmail gallezot@x.org",
        "ProgrammeChangedEmail gallezot@x.org",
        "ProgrammeChangedEmail lemaire@x.org",
        f"SubstitutedEmail {evening.guest.email}",
    ]
    session.refresh(former)
    assert (former.state, made.settled_at) == (State.CANCELLED, LATER)


def test_nobody_yet_leaves_the_part_open_and_undo_puts_the_person_back_in_place(
    evening: Evening,
) -> None:
    made = evening.act(successor=None, place=PlaceAfter.KEPT)

    assert evening.shown() == ["Rohleder"]
    roles = agenda.roles_of(evening.session, [evening.item])[evening.item.id]
    assert [role.person for role in roles] == [evening.moderator, None]
    undo(evening.session, evening.event, made, by=SOMEBODY, now=AT_ONCE)
    assert evening.shown() == ["Rohleder", "Lemaire"]


def test_who_is_still_to_be_asked_is_named_nowhere_and_has_no_place(evening: Evening) -> None:
    made = evening.act(agreed=False)

    roles = agenda.roles_of(evening.session, [evening.item])[evening.item.id]
    assert roles[1].state is ContributorState.DRAFT
    assert evening.shown() == ["Rohleder"]
    assert queries.of_person(evening.session, evening.gallezot) is None
    assert made.admitted_from is None


def test_a_reason_makes_a_successor_public_of_whom_the_public_may_not_know(
    session: Session, evening: Evening
) -> None:
    hidden = make_person(session, evening.event, family_name="Hidden", basis=PublicBasis.NONE)

    evening.act(successor=hidden, basis_note="Announced by the organisers")

    assert hidden.basis is PublicBasis.ORGANISER
    assert evening.shown() == ["Rohleder", "Hidden"]


def test_what_the_successor_booked_meanwhile_is_freed_for_who_waits(evening: Evening) -> None:
    session, event = evening.session, evening.event
    beside = make_workshop(session, event, places=1, title="Beside")
    release(session, event)
    own = make_registration(session, event, evening.category, "Gallezot", email="gallezot@x.org")
    place = sign_up(session, own, beside)
    other = make_registration(session, event, evening.category, "Other")
    waits = sign_up(session, other, beside)
    assert (place.is_waiting, waits.is_waiting) == (False, True)

    evening.act()
    session.commit()
    assert queries.own_places(session, own)
    jobs.settle_substitutions(session, now=LATER)

    session.refresh(waits)
    assert queries.own_places(session, own) == {}
    assert not waits.is_waiting


def test_the_place_of_the_last_part_is_asked_about(
    evening: Evening,
) -> None:
    with pytest.raises(PlaceUndecided):
        evening.act(place=None)


def test_nobody_has_the_same_part_twice(session: Session) -> None:
    evening = Evening(session)
    both = [(evening.lemaire, SessionPart.SPEAKER), (evening.gallezot, SessionPart.SPEAKER)]
    edit_session(session, evening.item, people=both)
    with pytest.raises(AlreadyTakesPart):
        evening.act()


def test_who_presses_second_learns_that_somebody_was_faster(
    app: Flask, session: Session, evening: Evening
) -> None:
    wish = evening.wish()
    evening.act(successor=evening.moderator)
    session.commit()
    with app.app_context(), Session(db.engine) as other:
        here = other.get_one(Event, evening.event.id)
        item = other.get_one(AgendaSession, evening.item.id)
        again = replace(
            wish,
            former=other.get_one(Person, evening.lemaire.id),
            successor=other.get_one(Person, evening.gallezot.id),
        )
        with pytest.raises(AlreadyReplaced):
            substitute(other, here, item, again, by=SOMEBODY, now=NOON)


def test_nothing_is_published_where_nothing_is_public(session: Session) -> None:
    event, _category = make_event_with_category(session)
    item = make_workshop(session, event, title="Draft")
    lee, may = (make_person(session, event, family_name=name) for name in ("Lee", "May"))
    edit_session(session, item, people=[(lee, SessionPart.SPEAKER)])

    made = substitute(
        session,
        event,
        item,
        Wish(part=SessionPart.SPEAKER, former=lee, successor=may),
        by=SOMEBODY,
        now=NOON,
    )

    assert (made.release_no, made.place) == (None, None)
    assert agenda.release_number(session, event) == 0


def test_who_booked_reads_no_name_that_is_not_public_yet(evening: Evening) -> None:
    session = evening.session
    made = evening.act(agreed=False)
    session.commit()
    jobs.settle_substitutions(session, now=LATER)

    (email,) = session.scalars(
        select(Email).where(Email.kind == "SubstitutedEmail").order_by(Email.id)
    )
    assert (email.facts["replaced"]["was"], email.facts["replaced"]["stands"]) == ("Lemaire", "")
    undo(session, evening.event, made, by=SOMEBODY, now=LATER + QUIET)
    back = session.scalars(
        select(Email).where(Email.kind == "SubstitutedEmail").order_by(Email.id)
    ).all()[-1]
    assert (back.facts["replaced"]["was"], back.facts["replaced"]["stands"]) == ("", "Lemaire")


def test_who_is_still_to_be_asked_is_invited_with_the_other_emails_and_never_before(
    evening: Evening,
) -> None:
    session = evening.session
    asks = SpeakingInvitationChange(language="", message="Please help us out")
    evening.act(agreed=False, invitation=asks)
    session.commit()
    jobs.settle_substitutions(session, now=AT_ONCE)
    assert evening.news() == []

    jobs.settle_substitutions(session, now=LATER)

    assert "SpeakingInvitation gallezot@x.org" in evening.news()
    role = agenda.roles_of(session, [evening.item])[evening.item.id][1]
    assert (role.person, role.state) == (evening.gallezot, ContributorState.INVITED)
    evening.gallezot.email = None
    with pytest.raises(Unreachable):
        substitute(
            session,
            evening.event,
            evening.item,
            evening.wish(
                former=evening.moderator,
                part=SessionPart.MODERATOR,
                agreed=False,
                invitation=asks,
            ),
            by=SOMEBODY,
            now=NOON,
        )


@pytest.mark.usefixtures("apart")
def test_two_organisers_at_the_same_moment_replace_once(app: Flask, session: Session) -> None:
    evening = Evening(session)
    numbers = evening.event.id, evening.item.id, evening.lemaire.id
    successors = evening.gallezot.id, make_person(session, evening.event, family_name="Third").id
    session.commit()
    with app.app_context():
        engine = db.engine
    gate, refused = threading.Barrier(2), list[str]()

    def act(successor: int) -> None:
        with Session(engine) as own:
            gate.wait()
            try:
                wish = Wish(
                    part=SessionPart.SPEAKER,
                    former=own.get_one(Person, numbers[2]),
                    successor=own.get_one(Person, successor),
                    place=PlaceAfter.KEPT,
                )
                event, item = own.get_one(Event, numbers[0]), own.get_one(AgendaSession, numbers[1])
                substitute(own, event, item, wish, by=SOMEBODY, now=NOON)
                own.commit()
            except AlreadyReplaced as refusal:
                refused.append(type(refusal).__name__)

    threads = [threading.Thread(target=act, args=(number,)) for number in successors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["AlreadyReplaced"]
    assert len(session.scalars(select(Substitution)).unique().all()) == 1
