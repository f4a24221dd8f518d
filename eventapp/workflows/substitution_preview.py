"""What a substitution would change, from what to what, before anybody presses the button."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.badges import queries as badges
from eventapp.badges.models import Badge
from eventapp.events.models import Event
from eventapp.people.models import Person
from eventapp.registration import queries
from eventapp.registration.models import Registration
from eventapp.speakers.models import Contributor, Material


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """All that one contributor in another's place changes."""

    release_no: int
    """The version that the public sees now; 0: none."""
    is_shown: bool
    """Whether the public sees the part."""
    booked: dict[str, int]
    """How many booked the session and can be written to, by language."""
    colleagues: Sequence[Person]
    former: Registration | None
    former_badge: Badge | None
    place_is_asked: bool
    """Whether it is the former contributor's last part, so that the place has to be decided on."""
    successor: Registration | None
    elsewhere: AgendaSession | None
    """In which session the successor has a part at that time."""
    is_away: bool
    bookings: Sequence[AgendaSession]
    """What the successor booked at that time."""
    materials: int
    recording: bool | None
    successor_recording: bool | None

    @property
    def letters(self) -> int:
        """How many of those who booked are written to."""
        return sum(self.booked.values())


def effects(
    session: Session,
    event: Event,
    item: AgendaSession,
    role: SessionRole,
    successor: Person | None,
) -> Effects:
    """Return what would change if that person, or nobody, had the part; nothing is written."""
    former: Person = role.person  # type: ignore[assignment]  # an open part has nobody to replace
    held = queries.of_person(session, former)
    theirs = queries.of_person(session, successor) if successor else None
    numbers = [successor.id] if successor and successor.id else []
    released = agenda.released(session, event).item(item.public_id)
    others = queries.taking_part_in(session, item, but={former.id, *numbers})
    last = set(queries.settled_roles(session, former)) <= {(item.id, role.part)}
    return Effects(
        release_no=agenda.release_number(session, event),
        is_shown=released is not None
        and any(part.person.id == former.public_id for part in released.parts),
        booked=_booked(session, item),
        colleagues=others,
        former=held,
        former_badge=badges.own(session, held) if held else None,
        place_is_asked=held is not None and held.contributes and last,
        successor=theirs,
        elsewhere=agenda.busy(session, item, numbers).get(numbers[0]) if numbers else None,
        is_away=bool(agenda.away(session, event, item, numbers)),
        bookings=[
            place.session
            for place in (queries.booked_beside(session, theirs, item) if theirs else ())
        ],
        materials=_materials(session, item, former),
        recording=_recording(session, former),
        successor_recording=_recording(session, successor) if numbers and successor else None,
    )


def _booked(session: Session, item: AgendaSession) -> dict[str, int]:
    places = (place.registration for place in queries.signed_up(session, item))
    return dict(Counter(each.language for each in places if each.reached_at is not None))


def _materials(session: Session, item: AgendaSession, person: Person) -> int:
    own = select(func.count(Material.id)).where(
        Material.session_id == item.id, Material.person_id == person.id
    )
    return session.scalar(own) or 0


def _recording(session: Session, person: Person) -> bool | None:
    said = select(Contributor.recording).where(Contributor.person_id == person.id)
    return session.scalar(said)
