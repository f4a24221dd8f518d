"""What is kept of who replaced whom: told to those it is about, and forgotten with them."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.privacy import services as privacy
from eventapp.privacy.queries import everything_about
from eventapp.registration import queries
from eventapp.registration.models import PlaceAfter, Substitution
from eventapp.registration.services import substitutions
from tests.factories.evening import LATER, Evening
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY


def test_why_somebody_was_replaced_is_told_them_and_forgotten_with_them(session: Session) -> None:
    evening = Evening(session)
    evening.act(reason="Ill", place=PlaceAfter.KEPT)
    lemaire = queries.of_person(session, evening.lemaire)
    assert lemaire is not None

    held = everything_about(session, evening.event, lemaire)["substitutions"]
    privacy.erase(session, lemaire, evening.event, by=SOMEBODY, now=NOON)
    session.flush()

    assert [(made["announced"], made["came"], made["reason"]) for made in held] == [
        ("Lemaire", "Gallezot", "Ill")
    ]
    made = session.scalars(select(Substitution)).unique().one()
    session.refresh(made)
    assert (made.reason, made.former.family_name) == ("", "Lemaire")


def test_nobody_is_written_to_who_was_not_chosen(session: Session) -> None:
    evening = Evening(session)
    made = evening.act(tell_booked=False, tell_others=False, place=PlaceAfter.KEPT)

    substitutions.settle(session, evening.event, made, by=SOMEBODY, now=LATER)
    session.flush()

    assert evening.news() == [
        "ContributorEmail gallezot@x.org",
        "ProgrammeChangedEmail gallezot@x.org",
        "ProgrammeChangedEmail lemaire@x.org",
    ]
    assert queries.due_substitutions(session, now=LATER) == []


def test_reasons_and_words_go_ninety_days_after_the_event(session: Session) -> None:
    evening = Evening(session)
    made = evening.act(reason="Ill", place=PlaceAfter.KEPT)
    evening.event.ends_at = NOON
    session.flush()
    for days, reason in ((89, "Ill"), (91, "")):
        substitutions.forget_reasons(session, now=NOON + timedelta(days=days))
        session.refresh(made)
        assert made.reason == reason
