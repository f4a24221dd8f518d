"""Undoing a substitution: nobody is told too much, and bookings that ended come back as told."""

import pytest
from sqlalchemy import select

from eventapp.agenda import queries as agenda
from eventapp.mail.models import Email
from eventapp.registration import jobs, queries
from eventapp.registration.errors.substitutions import (
    MovedOn,
)
from eventapp.registration.models import State
from eventapp.speakers.services.invitations import SpeakingInvitationChange
from eventapp.workflows.substitution import QUIET, undo
from eventapp.workflows.substitution_undo import Again, bookings_lost
from tests.factories.evening import AT_ONCE, LATER, Evening
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY, make_contingent, make_registration
from tests.factories.sessions import make_workshop, release, sign_up


def test_undo_when_emails_are_due_but_not_yet_sent_tells_nobody(evening: Evening) -> None:
    session = evening.session
    made = evening.act(agreed=False, invitation=SpeakingInvitationChange(language=""))
    undo(session, evening.event, made, by=SOMEBODY, now=LATER + QUIET)
    session.commit()

    jobs.settle_substitutions(session, now=LATER + QUIET)

    assert evening.news() == []


def test_late_undo_books_again_what_ended_or_waits_for_it(evening: Evening) -> None:
    session, event = evening.session, evening.event
    early, beside = (
        make_workshop(session, event, places=1, title=title, minutes=minutes)
        for title, minutes in (("Early", -240), ("Beside", 0))
    )
    release(session, event)
    former = queries.of_person(session, evening.lemaire)
    assert former is not None
    own = make_registration(session, event, evening.category, "Gallezot", email="gallezot@x.org")
    sign_up(session, former, early)
    sign_up(session, own, beside)
    made = evening.act()
    session.commit()
    jobs.settle_substitutions(session, now=LATER)
    sign_up(session, evening.guest, early)

    lost = bookings_lost(session, event, made, now=LATER)
    assert [(each.person, each.session, each.again) for each in lost] == [
        (evening.lemaire, early, Again.WAITS),
        (evening.gallezot, beside, Again.BOOKED),
    ]
    undo(session, event, made, by=SOMEBODY, now=LATER)

    anew = queries.of_person(session, evening.lemaire)
    assert anew is not None
    waits = {key: each.is_waiting for key, each in queries.own_places(session, anew).items()}
    back = {key: each.is_waiting for key, each in queries.own_places(session, own).items()}
    assert (waits, back) == ({early.public_id: True}, {beside.public_id: False})


def test_a_place_of_a_contingent_is_of_it_again_once_it_is_undone(evening: Evening) -> None:
    session, event = evening.session, evening.event
    contingent = make_contingent(session, event, name="BioM", places=2, category=evening.category)
    own = make_registration(session, event, evening.category, "Gallezot", email="gallezot@x.org")
    own.contingent = contingent
    session.flush()

    held = []
    for moment in (NOON, LATER):
        made = evening.act()
        session.commit()
        held.append(own.contingent)
        jobs.settle_substitutions(session, now=moment)
        undo(session, event, made, by=SOMEBODY, now=moment)
        held.append(own.contingent)
        assert not own.contributes
    assert held == [None, contingent] * 2


def test_undo_within_five_minutes_leaves_everything_as_it_was_and_tells_nobody(
    evening: Evening,
) -> None:
    session, event = evening.session, evening.event
    before = agenda.roles_of(session, [evening.item])[evening.item.id]
    stood = [(role.person_id, role.part, role.state, role.announced) for role in before]
    made = evening.act(reason="Train cancelled")

    undo(session, event, made, by=SOMEBODY, now=AT_ONCE)
    session.commit()
    jobs.settle_substitutions(session, now=LATER)

    after = agenda.roles_of(session, [evening.item])[evening.item.id]
    assert [(r.person_id, r.part, r.state, r.announced) for r in after] == stood
    assert evening.shown() == ["Rohleder", "Lemaire"]
    assert evening.news() == []
    former = queries.of_person(session, evening.lemaire)
    assert former is not None
    assert (former.state, former.contributes) == (State.CONFIRMED, True)
    assert queries.of_person(session, evening.gallezot) is None
    with pytest.raises(MovedOn):
        undo(session, event, made, by=SOMEBODY, now=AT_ONCE)


def test_undo_after_five_minutes_writes_once_more_and_gives_a_place_anew(
    evening: Evening,
) -> None:
    session = evening.session
    made = evening.act()
    session.commit()
    jobs.settle_substitutions(session, now=LATER)
    evening.said = len(evening.emails())

    undo(session, evening.event, made, by=SOMEBODY, now=LATER + QUIET)

    assert evening.shown() == ["Rohleder", "Lemaire"]
    assert evening.news() == [
        "ColleagueEmail rohleder@x.org",
        "ContributorEmail lemaire@x.org",
        "ProgrammeChangedEmail gallezot@x.org",
        "ProgrammeChangedEmail lemaire@x.org",
        f"SubstitutedEmail {evening.guest.email}",
    ]
    email = session.scalars(select(Email).where(Email.kind == "SubstitutedEmail"))
    said = [(e.facts["replaced"]["was"], e.facts["replaced"]["undone"]) for e in email]
    assert said == [("Lemaire", False), ("Gallezot", True)]
    successor = queries.of_person(session, evening.gallezot)
    assert successor is not None
    assert (successor.state, successor.contributes) == (State.CONFIRMED, False)
