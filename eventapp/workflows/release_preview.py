"""What a release would do before it is made: what changes, and who is told what."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda_queries
from eventapp.agenda import services as agenda
from eventapp.agenda.changes import Change
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.services import Outlook, PersonConcerned
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.models import Person
from eventapp.registration import queries as registration
from eventapp.registration.models import SessionPlaceState
from eventapp.registration.queries import News, Torn


@dataclass(slots=True)
class Affected:
    """A session that changes for people who are signed up for it, and how many they are."""

    session: str
    """Its public id."""
    title: Translated
    whats: tuple[str, ...]
    is_lost: bool
    """It does not take place."""
    confirmed: int = 0
    waiting: int = 0
    twice: int = 0
    """How many of them are then signed up for something else at the same time, too."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the next release changes, whom of the programme it concerns, and who is signed up."""

    changes: list[Change]
    concerned: list[PersonConcerned]
    news: list[News]
    """One a participant: these e-mails go out, and no other."""
    affected: list[Affected]
    too_full: list[tuple[AgendaSession, int, int]]
    """Sessions of the draft with more people signed up than seats: how many, and how many seats."""

    torn: list[Torn]
    """Who has a part in one session and a place at another at the same time."""
    left_out: Sequence[Person]
    """Who has a part in a public session and may not be named: nothing of them is published."""
    rearranged: bool
    """Whether rooms, or the order of rooms or tracks, are otherwise."""

    @property
    def lost(self) -> list[Affected]:
        """The sessions with sign-ups that this release takes away, not one before it."""
        taken = {change.session for change in self.changes if change.what in registration.LOST}
        return [
            affected for affected in self.affected if affected.is_lost and affected.session in taken
        ]

    @property
    def written_to(self) -> int:
        """How many participants have an address, or are registered by somebody who has one."""
        return sum(news.registration.reached_at is not None for news in self.news)


def preview(session: Session, event: Event, outlook: Outlook) -> Preview:
    """Return who would be told what if this were released."""
    news = registration.news_of_sessions(session, event, outlook.programme)
    return Preview(
        changes=outlook.changes,
        concerned=agenda.concerned(session, event, outlook.changes),
        news=news,
        affected=_affected(news),
        too_full=registration.too_full(session, event),
        torn=registration.torn(session, event, outlook.programme),
        left_out=agenda_queries.people_left_out(session, event),
        rearranged=outlook.rearranged,
    )


def _affected(news: list[News]) -> list[Affected]:
    by_person: dict[tuple[int, tuple[str, ...]], Affected] = {}
    for place_news in (place_news for each in news for place_news in each.places):
        whats = tuple(change.what for change in place_news.changes)
        key = (place_news.place.session_id, whats)
        here = by_person.setdefault(
            key,
            Affected(
                place_news.changes[0].session,
                place_news.changes[0].title,
                whats,
                place_news.is_lost,
            ),
        )
        here.twice += bool(place_news.beside)
        if place_news.place.state is SessionPlaceState.CONFIRMED:
            here.confirmed += 1
        else:
            here.waiting += 1
    return sorted(
        by_person.values(), key=lambda affected: (not affected.is_lost, affected.title.into("en"))
    )
