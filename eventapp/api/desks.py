"""Information desks."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from eventapp.api.crud import Thing, keep
from eventapp.api.directory import name_of
from eventapp.api.schemas import desks as schemas
from eventapp.api.texts import needed, written
from eventapp.errors import Invalid, Sentence
from eventapp.events.models import Event
from eventapp.people import queries as people
from eventapp.people.services import DeskChange
from eventapp.people.services.desks import Expert
from eventapp.text_search import clean_line, clean_text


def _desk(session: Session, event: Event, held: DeskChange, given: dict[str, Any]) -> DeskChange:
    organisation, experts = held.organisation, held.experts
    if "organisation" in given:
        organisation = name_of(session, event, given["organisation"])
    if "experts" in given:
        experts = tuple(_expert(session, event, sent) for sent in given["experts"])
    opens_at, closes_at = (
        given.get(name, getattr(held, name)) for name in ("opens_at", "closes_at")
    )
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise Invalid(Sentence("The end must come after the beginning."), field="closes_at")
    return replace(
        held,
        name=needed(written(held.name, given.get("name"), clean_line), "name"),
        organisation=organisation,
        text=written(held.text, given.get("text"), clean_line),
        topics=written(held.topics, given.get("topics"), clean_text),
        experts=experts,
        place=written(held.place, given.get("place"), clean_line),
        opens_at=opens_at,
        closes_at=closes_at,
        languages=list(dict.fromkeys(given.get("languages", held.languages))),
        position=given.get("position", held.position),
    )


def _expert(session: Session, event: Event, sent: dict[str, Any]) -> Expert:
    person = people.person(session, event, sent["person"])
    if person is None:
        raise Invalid(Sentence("This does not exist at this event."), field="experts")
    return person.full_name, sent.get("starts_at"), sent.get("ends_at")


DESKS = Thing(
    singular="desk",
    many="information-desks",
    key="information-desks",
    answer=schemas.DeskSchema,
    page=schemas.ListOfDesksSchema,
    new=schemas.NewDeskSchema,
    change=schemas.DeskChangeSchema,
    changed=_desk,
    aside="Its public page names experts who may be named in public, and nobody else.",
)

keep(DESKS)
