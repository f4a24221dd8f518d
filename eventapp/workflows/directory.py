"""Changing the directory of an event: who registered under a name that is new is recognised.

The links of a contributor end with the address they went to.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from eventapp.changes import Seen
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.media import services as media
from eventapp.orm import Translated
from eventapp.people import services
from eventapp.people.models import Desk, Host, Organisation, Person
from eventapp.people.services import OrganisationChange, PersonChange, importing
from eventapp.people.services.importing import Outcome, Outlook
from eventapp.registration.services.organisations import recognise
from eventapp.speakers.services.waiting_emails import end_links

P = ParamSpec("P")
Of = TypeVar("Of", bound=Event | Organisation | Person | Host | Desk)
Made = TypeVar("Made")


def _and_recognise(
    act: Callable[Concatenate[Session, Of, P], Made],
) -> Callable[Concatenate[Session, Of, P], Made]:
    """Return the act, after which the people of new and renamed organisations are known."""

    @wraps(act)
    def both(session: Session, of: Of, /, *args: P.args, **kwargs: P.kwargs) -> Made:
        made = act(session, of, *args, **kwargs)
        event = of if isinstance(of, Event) else session.get_one(Event, of.event_id)
        recognise(session, event)
        return made

    return both


add_organisation = _and_recognise(services.add_organisation)
change_organisation = _and_recognise(services.change_organisation)
add_person = _and_recognise(services.add_person)
add_host = _and_recognise(services.add_host)
change_host = _and_recognise(services.change_host)
add_desk = _and_recognise(services.add_desk)
change_desk = _and_recognise(services.change_desk)


@_and_recognise
def change_person(
    session: Session,
    person: Person,
    change: PersonChange,
    *,
    seen: Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a person; raises what `people.services.change_person` does."""
    email, assistant_email = person.email or "", person.assistant_email
    services.change_person(session, person, change, seen=seen, by=by, now=now)
    end_links(session, person, email=email, assistant_email=assistant_email)


@_and_recognise
def bring_in(
    session: Session,
    event: Event,
    kind: str,
    rows: Sequence[Sequence[str]],
    places: Mapping[str, int],
    *,
    by: Actor,
    now: datetime,
) -> Outlook:
    """Write what a table says into the directory and return what it did."""
    made = importing.bring_in(session, event, kind, rows, places, by=by, now=now)
    for row in made.of(Outcome.CHANGED):
        if not row.changed.keys().isdisjoint(("email", "assistant_email")):
            email, assistant_email = row.before.email, row.before.assistant_email
            end_links(session, row.record, email=email, assistant_email=assistant_email)
    return made


def remove_portrait(session: Session, person: Person, *, by: Actor, now: datetime) -> None:
    """Remove a person's portrait and its description, also from what is published already."""
    stored = person.portrait
    plain = {"portrait": None, "portrait_alt": Translated(), "portrait_credit": ""}
    change = replace(PersonChange.of(person), **plain)  # type: ignore[arg-type]
    change_person(session, person, change, by=by, now=now)
    if stored is not None:
        media.remove(session, stored)


def remove_logo(
    session: Session, organisation: Organisation, *, dark: bool, by: Actor, now: datetime
) -> None:
    """Remove an organisation's logo for dark, or for light grounds; its file goes with it."""
    held = OrganisationChange.of(organisation)
    stored = held.logo_dark if dark else held.logo
    change = replace(held, logo_dark=None) if dark else replace(held, logo=None)
    change_organisation(session, organisation, change, by=by, now=now)
    if stored is not None:
        media.remove(session, stored)
