"""Places that follow from a part in the programme: nobody with a part signs up a second time.

They count against no limit: not the event's, not a category's, not a contingent's.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.models import BEHIND_THE_SCENES
from eventapp.events.models import BadgeBand, Category, Event, WayIn
from eventapp.events.queries import categories
from eventapp.events.services.categories import CategoryChange, add_category
from eventapp.journal.services import Actor, record
from eventapp.languages import FIRST, LANGUAGES
from eventapp.orm import Translated
from eventapp.people.models import Person
from eventapp.registration import queries
from eventapp.registration.emails import ContributorEmail
from eventapp.registration.errors import BothRegistered, OtherContributor, WrongState
from eventapp.registration.models import (
    ENDED,
    HOLDING,
    OWN_CATEGORIES,
    Contingent,
    Outcome,
    PlaceAfter,
    Registration,
    Source,
    State,
)
from eventapp.registration.services import changes, places, waiting_list
from eventapp.registration.services.notifications import confirmation, post_email, thing
from eventapp.registration.services.questions import number_asked
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.registration.services.sign_up import Way, enter

NAMED = Translated(de="Mitwirkende", fr="Intervenantes et intervenants", en="Contributors")
CREW = Translated(
    de="Dolmetschen und Technik",
    fr="Interprétation et technique",
    en="Interpreters and technicians",
)
NAMES = dict(zip(OWN_CATEGORIES, (NAMED, CREW), strict=True))
"""Categories of who has registered for no other one: by key, with their names."""


@dataclass(frozen=True, slots=True)
class Admission:
    """A contributor's place, and what was there before."""

    registration: Registration
    before: State | None
    """The state of the registration there was; None: there was none."""
    was_contributor: bool = False
    contingent: int | None = None
    """Of which contingent the place was, by its internal number."""

    @property
    def is_new(self) -> bool:
        """Say whether the person had no place until now, and so has to hear of it."""
        return self.before is not State.CONFIRMED


def admit(session: Session, event: Event, person: Person, *, by: Actor, now: datetime) -> Admission:
    """Give somebody with a part a place; what they had registered themselves becomes it.

    Nobody is told: see `tell_admitted`. Whoever waits gets what became free by it.
    """
    places.lock(session, event)
    registration = queries.of_person(session, person)
    if registration is None:
        made = _enter(session, event, person, by=by, now=now)
        _note(session, made, person, by=by, now=now)
        return Admission(made, None)
    return take_over(session, event, registration, person, by=by, now=now)


def take_over(
    session: Session,
    event: Event,
    registration: Registration,
    person: Person,
    *,
    by: Actor,
    now: datetime,
) -> Admission:
    """Let a registration be the contributor's place, whoever it was made by.

    Raises WrongState for one that has ended, OtherContributor for one that is somebody else's.
    """
    places.hold(session, event, registration)
    if registration.state in ENDED:
        raise WrongState
    theirs = queries.of_person(session, person)
    if registration.person_id not in (None, person.id) or theirs not in (None, registration):
        raise OtherContributor
    before = Admission(
        registration, registration.state, registration.contributes, registration.contingent_id
    )
    if before.was_contributor and registration.person_id == person.id and not before.is_new:
        return before
    waiting_list.close_offer(session, registration, Outcome.ACCEPTED, now=now)
    freed = registration.state in HOLDING and not registration.contributes
    registration.contingent = None
    registration.skipped = registration.skipped_at = None
    if before.is_new:
        registration.state, registration.confirmed_at = State.CONFIRMED, now
    _note(session, registration, person, by=by, now=now)
    if freed:
        waiting_list.serve(session, event, now=now)
    return before


def tell_admitted(session: Session, event: Event, admission: Admission, *, now: datetime) -> None:
    """Tell a contributor, or the assistant, of a place that they had not got until now."""
    registration = admission.registration
    if not admission.is_new or registration.state is not State.CONFIRMED:
        return
    asked = number_asked(session, event, registration.category)
    email = confirmation(ContributorEmail, session, registration, event, to_answer=asked)
    post_email(session, registration, email, now=now)


def release(
    session: Session,
    event: Event,
    registration: Registration,
    after: PlaceAfter,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """End a contributor's place: kept as a participant's, or cancelled with its e-mail.

    A place that is kept may be one beyond those there are. One that has ended stays as it is.
    """
    places.hold(session, event, registration)
    if registration.state in ENDED or not registration.contributes:
        return
    if after is PlaceAfter.CANCELLED:
        changes.cancel(session, registration, event, by=by, now=now)
        return
    registration.contributes, registration.changed_at = False, now
    record(session, "part-ended", thing(registration), by=by, now=now)
    session.flush()


def take_back(
    session: Session, event: Event, admission: Admission, *, by: Actor, now: datetime
) -> None:
    """Undo an admission of which nobody was told yet: what was there before stands again."""
    registration = admission.registration
    places.hold(session, event, registration)
    if admission.was_contributor or registration.state in ENDED:
        return
    registration.contributes, registration.changed_at = False, now
    if admission.before is None:
        registration.state, registration.cancelled_at = State.CANCELLED, now
    elif admission.before in (State.PENDING, State.WAITING):
        registration.state = admission.before
    give_contingent_back(session, admission)
    record(session, "part-ended", thing(registration), by=by, now=now)
    session.flush()


def keep_with(session: Session, kept: Person, gone: Person) -> None:
    """Let the registration of somebody who is merged stay that of the person there is then.

    It may be known by an address alone, which the merger does not keep. Raises BothRegistered.
    """
    theirs = [queries.of_person(session, person) for person in (kept, gone)]
    registrations = [registration for registration in theirs if registration is not None]
    if len(registrations) > 1 and registrations[0] is not registrations[1]:
        raise BothRegistered([each.email or each.reference for each in registrations])
    for registration in registrations:
        registration.person = kept
    session.flush()


def give_contingent_back(session: Session, admission: Admission) -> None:
    """Let a place be of the contingent again that it was of; it may be one beyond that now."""
    if admission.contingent is not None:
        registration = admission.registration
        registration.contingent = session.get(Contingent, admission.contingent)
        session.flush()


def _enter(
    session: Session, event: Event, person: Person, *, by: Actor, now: datetime
) -> Registration:
    organisation = person.organisation
    spoken = next((code for code in person.languages if code in LANGUAGES), FIRST)
    change = RegistrationChange(
        title=person.title,
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email or "",
        organisation=organisation.name if organisation else "",
        country=organisation.country if organisation else "",
        language=spoken,
    )
    way = Way(Source.PART, beyond=True, contact_email=person.assistant_email or None)
    category = _category(session, event, person, by=by, now=now)
    return enter(session, event, category, change, way, by=by, now=now)


def _category(
    session: Session, event: Event, person: Person, *, by: Actor, now: datetime
) -> Category:
    """Return the category of who has not registered for another one, made where it is missing."""
    parts = {part for _, part in queries.settled_roles(session, person)}
    key = OWN_CATEGORIES[bool(parts) and parts <= BEHIND_THE_SCENES]
    held = next((kind for kind in categories(session, event) if kind.key == key), None)
    if held is not None:
        return held
    change = CategoryChange(
        name=NAMES[key], band=BadgeBand.GUEST, public=False, way_in=WayIn.INVITATION
    )
    return add_category(session, event, change, key=key, by=by, now=now)


def _note(
    session: Session, registration: Registration, person: Person, *, by: Actor, now: datetime
) -> None:
    """Write down that the place is that of a person with a part."""
    registration.person, registration.contributes = person, True
    registration.changed_at = now
    record(session, "admitted", thing(registration), by=by, now=now)
    session.flush()
