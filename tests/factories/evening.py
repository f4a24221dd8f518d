"""The evening before: a published session of which somebody does not come."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import SessionPart
from eventapp.mail.models import Email
from eventapp.registration.models import PlaceAfter, Substitution
from eventapp.registration.services import contributors
from eventapp.workflows.substitution import QUIET, Wish, substitute
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.sessions import make_workshop, release, sign_up

AT_ONCE, LATER = NOON + timedelta(minutes=4), NOON + QUIET


class Evening:
    """A published session with a speaker, a moderator and somebody who booked it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.event, self.category = make_event_with_category(session)
        self.item = make_workshop(session, self.event, places=9, title="Looms")
        self.lemaire, self.gallezot, self.moderator = (
            make_person(session, self.event, family_name=name, email=f"{name}@x.org".lower())
            for name in ("Lemaire", "Gallezot", "Rohleder")
        )
        parts = [(self.moderator, SessionPart.MODERATOR), (self.lemaire, SessionPart.SPEAKER)]
        edit_session(session, self.item, people=parts)
        release(session, self.event)
        for person in (self.lemaire, self.moderator):
            contributors.admit(session, self.event, person, by=SOMEBODY, now=NOON)
        self.guest = make_registration(session, self.event, self.category, "Guest")
        sign_up(session, self.guest, self.item)
        session.flush()
        self.said = len(self.emails())

    def wish(self, **more: object) -> Wish:
        """Return the wish that Gallezot speaks instead of Lemaire, who does not come."""
        values = {
            "part": SessionPart.SPEAKER,
            "former": self.lemaire,
            "successor": self.gallezot,
            "place": PlaceAfter.CANCELLED,
        }
        return Wish(**{**values, **more})  # type: ignore[arg-type]

    def act(self, **more: object) -> Substitution:
        """Do it at noon."""
        return substitute(
            self.session, self.event, self.item, self.wish(**more), by=SOMEBODY, now=NOON
        )

    def emails(self) -> list[str]:
        """Return kind and address of every e-mail."""
        emails = self.session.scalars(select(Email).order_by(Email.id))
        return [f"{email.kind} {email.to_address}" for email in emails]

    def news(self) -> list[str]:
        """Return those of this evening."""
        return sorted(self.emails()[self.said :])

    def shown(self) -> list[str]:
        """Return whom the public sees in the session."""
        item = agenda.released(self.session, self.event).item(self.item.public_id)
        assert item is not None
        return [person.name for person in item.persons]
