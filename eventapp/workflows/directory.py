"""Changing the directory of an event: who registered under a name that is new is recognised."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.media import services as media
from eventapp.orm import Translated
from eventapp.people import services
from eventapp.people.models import Desk, Host, Organisation, Person
from eventapp.people.services import OrganisationChange, PersonChange
from eventapp.registration.services.organisations import recognise

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
change_person = _and_recognise(services.change_person)
add_host = _and_recognise(services.add_host)
change_host = _and_recognise(services.change_host)
add_desk = _and_recognise(services.add_desk)
change_desk = _and_recognise(services.change_desk)


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
