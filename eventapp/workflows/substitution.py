"""One contributor in another's place, in one act: draft, published programme, place and badge.

Others hear of it five minutes later (`registration.services.substitutions`), so that undo disturbs
nobody; undone after that, they are written to once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart, SessionRole
from eventapp.agenda.queries import roles_of
from eventapp.agenda.services import RoleChange, SessionChange
from eventapp.agenda.services.sessions import stand
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, record
from eventapp.orm import Translated, lock_row
from eventapp.people.models import Organisation, Person
from eventapp.people.services import answer_for
from eventapp.registration.errors.substitutions import AlreadyReplaced, AlreadyTakesPart, MovedOn
from eventapp.registration.models import PlaceAfter, Substitution
from eventapp.registration.services import contributors, places, substitutions
from eventapp.registration.services.substitutions import FORMER, SUCCESSOR, rebook
from eventapp.speakers.services.contributors import keep_up
from eventapp.speakers.services.invitations import SpeakingInvitationChange
from eventapp.speakers.services.posting import check_reachable
from eventapp.workflows.participation import PlaceUndecided, place_without_part

QUIET = timedelta(minutes=5)
"""How long nobody is told, so that undo disturbs nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Who is to take over a part, and what is to become of everything around it."""

    former: Person
    """Who had the part when it was looked at."""
    part: SessionPart
    successor: Person | None
    """Nobody: the part is open again (N. N.)."""
    agreed: bool = True
    """Whether the successor said yes; else they begin as a draft that nobody is shown."""
    invitation: SpeakingInvitationChange | None = None
    """How to ask who has not agreed, with the other e-mails; None: they are asked later."""
    basis_note: str = ""
    """Why the public may know of a successor of whom it may not yet; empty: it does not."""
    reason: str = ""
    place: PlaceAfter | None = None
    tell_booked: bool = True
    tell_others: bool = True

    @property
    def asks(self) -> SpeakingInvitationChange | None:
        """How the successor is invited; None: somebody who agreed, or nobody, is not."""
        return None if self.agreed or self.successor is None else self.invitation


def substitute(
    session: Session, event: Event, item: AgendaSession, wish: Wish, *, by: Actor, now: datetime
) -> Substitution:
    """Let somebody else, or nobody yet, have a part in a session, and show the public that alone.

    Raises AlreadyReplaced where somebody was faster, AlreadyTakesPart, PlaceUndecided, Unreachable.
    """
    places.lock(session, event)
    stands = stand(session, item)
    number, before = _role(session, item, wish)
    _check_free(stands.people, wish, before)
    successor = wish.successor
    if successor is not None and wish.asks is not None:
        check_reachable(successor)
    if successor is not None and wish.agreed and wish.basis_note and not successor.is_public:
        answer_for(session, event, [successor], wish.basis_note, by=by, now=now)
    state = ContributorState.CONFIRMED if wish.agreed else ContributorState.DRAFT
    after = RoleChange(person=successor, part=before.part, internal=before.internal, state=state)
    _write(session, item, stands, number, after, by=by, now=now)
    keep_up(session, event)
    made = _written_down(event, item, wish, number, before, by=by, now=now)
    session.add(made)
    made.release_no = _release(session, event, item, number, wish.former, before, by=by, now=now)
    made.named = substitutions.is_named(session, event, made)
    _settle_places(session, event, made, wish, by=by, now=now)
    _note(session, made, "contributor-replaced", by=by, now=now)
    session.flush()
    return made


def _written_down(
    event: Event,
    item: AgendaSession,
    wish: Wish,
    number: int,
    before: RoleChange,
    *,
    by: Actor,
    now: datetime,
) -> Substitution:
    """Return the row that keeps what is done, what is to be told, and what undo needs."""
    asks = wish.asks
    return Substitution(
        event_id=event.id,
        session=item,
        part=before.part,
        former=wish.former,
        successor=wish.successor,
        reason=wish.reason,
        former_role={**_kept(before), "position": number},
        tell_booked=wish.tell_booked,
        tell_others=wish.tell_others,
        invites=asks is not None,
        answer_by=asks.answer_by if asks else None,
        message=asks.message if asks else "",
        made_at=now,
        made_by=by.label,
        due_at=now + QUIET,
    )


def undo(session: Session, event: Event, made: Substitution, *, by: Actor, now: datetime) -> None:
    """Give the part back to who had it; whoever was told of the substitution is told of that.

    Bookings that ended with it are made again where the session takes them, else on its waiting
    list; a cancelled place is given anew. Raises MovedOn.
    """
    places.lock(session, event)
    lock_row(session, made)
    item = made.session
    stands = stand(session, item)
    key = (made.successor, made.part)
    number = next((n for n, role in enumerate(stands.people) if role.key == key), None)
    if made.undone_at is not None or number is None:
        raise MovedOn
    after = _put_back(session, made)
    if any(role.key == after.key for role in stands.people):
        raise MovedOn
    before = stands.people[number]
    _write(session, item, stands, number, after, by=by, now=now)
    released = _release(session, event, item, number, made.successor, before, by=by, now=now)
    made.undone_at, made.undone_by = now, by.label
    announced = made.settled_at is not None
    _restore_places(session, event, made, announced=announced, by=by, now=now)
    _note(session, made, "replacement-undone", by=by, now=now)
    if announced:
        made.release_no = released or made.release_no
        session.flush()
        substitutions.tell(session, event, made, undone=True, now=now)
    made.settled_at = made.settled_at or now
    session.flush()


def tick(session: Session, made: Substitution, done: Sequence[str]) -> None:
    """Note what was done by hand."""
    made.done = list(done)
    session.flush()


def _role(session: Session, item: AgendaSession, wish: Wish) -> tuple[int, RoleChange]:
    """Return the place and the content of the part that is to be taken over, as it stands now."""
    roles = roles_of(session, [item]).get(item.id, [])
    for number, role in enumerate(roles):
        if role.person_id == wish.former.id and role.part is wish.part:
            return number, RoleChange.of(role)
    raise AlreadyReplaced


def _check_free(people: Sequence[RoleChange], wish: Wish, before: RoleChange) -> None:
    successor = wish.successor
    if successor is None:
        return
    if any(role.key == (successor, before.part) for role in people):
        raise AlreadyTakesPart(successor.full_name)


def _write(
    session: Session,
    item: AgendaSession,
    stands: SessionChange,
    number: int,
    after: RoleChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    people = (*stands.people[:number], after, *stands.people[number + 1 :])
    change = replace(stands, people=people)
    agenda.change_session(session, item, change, by=by, now=now)
    session.flush()


def _release(
    session: Session,
    event: Event,
    item: AgendaSession,
    number: int,
    gone: Person | None,
    before: RoleChange,
    *,
    by: Actor,
    now: datetime,
) -> int | None:
    """Publish who has the part now; return the version, None where nothing changes in public."""
    role: SessionRole = roles_of(session, [item])[item.id][number]
    name = gone.public_id if gone else ""
    made = agenda.release_part(
        session, event, item, role, (name, before.part.value), by=by, now=now
    )
    return made.number if made else None


def _settle_places(
    session: Session, event: Event, made: Substitution, wish: Wish, *, by: Actor, now: datetime
) -> None:
    """Give the successor a place; the former contributor's is a participant's until it is due."""
    left = place_without_part(session, wish.former)
    if left is not None and wish.place is None:
        raise PlaceUndecided([wish.former])
    if left is not None:
        made.place = wish.place
        contributors.release(session, event, left, PlaceAfter.KEPT, by=by, now=now)
    if wish.successor is not None and wish.agreed:
        admission = contributors.admit(session, event, wish.successor, by=by, now=now)
        if not admission.was_contributor:
            made.admitted_from = admission.before.value if admission.before else ""
            made.freed = {"contingent": admission.contingent} if admission.contingent else {}


def _restore_places(
    session: Session, event: Event, made: Substitution, *, announced: bool, by: Actor, now: datetime
) -> None:
    """Take the successor's place back, or leave it as a participant's once it was told of."""
    admission = substitutions.admission_of(session, made)
    if made.admitted_from is not None and admission is not None:
        if not announced:
            contributors.take_back(session, event, admission, by=by, now=now)
        elif made.successor is not None and place_without_part(session, made.successor):
            registration = admission.registration
            contributors.release(session, event, registration, PlaceAfter.KEPT, by=by, now=now)
            contributors.give_contingent_back(session, admission)
    if admission is not None:
        rebook(
            session, event, admission.registration, made.freed.get(SUCCESSOR, ()), by=by, now=now
        )
    if made.place is not None:
        again = contributors.admit(session, event, made.former, by=by, now=now)
        contributors.tell_admitted(session, event, again, now=now)
        rebook(session, event, again.registration, made.freed.get(FORMER, ()), by=by, now=now)


def _kept(role: RoleChange) -> dict[str, object]:
    """Return what undo needs of a part, as plain values."""
    return {
        "state": role.state.value,
        "announced": role.announced,
        "internal": role.internal,
        "organisation": role.organisation.id if role.organisation else None,
        "function": role.function.as_dict(),
    }


def _put_back(session: Session, made: Substitution) -> RoleChange:
    kept = made.former_role
    known = select(Organisation).where(Organisation.id == kept["organisation"])
    return RoleChange(
        person=made.former,
        part=made.part,
        state=ContributorState(kept["state"]),
        announced=kept["announced"],
        internal=kept["internal"],
        organisation=session.scalars(known).one_or_none(),
        function=Translated(**kept["function"]),
    )


def _note(session: Session, made: Substitution, deed: str, *, by: Actor, now: datetime) -> None:
    item = made.session
    about = Object("session", item.id, item.title.into("en")[:160], item.event_id)
    record(session, deed, about, by=by, now=now)
