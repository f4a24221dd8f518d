"""People in the programme, and organisations."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from eventapp.api.crud import Thing, keep
from eventapp.api.schemas import programme as schemas
from eventapp.api.texts import name_in, written
from eventapp.errors import Invalid, Sentence
from eventapp.events.models import Event
from eventapp.people import queries as people
from eventapp.people.models import OrganisationKind
from eventapp.people.services import OrganisationChange, PersonChange
from eventapp.web.forms import clean_line, clean_text


def _organisation(
    _session: Session, _event: Event, held: OrganisationChange, given: dict[str, Any]
) -> OrganisationChange:
    return replace(
        held,
        name=name_in(given, "name", held.name),
        short_name=clean_line(given.get("short_name", held.short_name)),
        other_names=[clean_line(name) for name in given.get("other_names", held.other_names)],
        kind=OrganisationKind(given.get("kind", held.kind)),
        country=given.get("country", held.country),
        region=clean_line(given.get("region", held.region)),
        website=given.get("website", held.website),
        active=given.get("active", held.active),
    )


def _person(
    session: Session, event: Event, held: PersonChange, given: dict[str, Any]
) -> PersonChange:
    house = held.organisation
    if "organisation" in given:
        house = _name_of(session, event, given["organisation"])
    return replace(
        held,
        title=clean_line(given.get("title", held.title)),
        given_name=clean_line(given.get("given_name", held.given_name)),
        family_name=name_in(given, "family_name", held.family_name),
        organisation=house,
        email=clean_line(given.get("email", held.email) or ""),
        languages=list(dict.fromkeys(given.get("languages", held.languages))),
        function=written(held.function, given.get("function"), clean_line),
        biography=written(held.biography, given.get("biography"), clean_text),
        active=given.get("active", held.active),
    )


def _name_of(session: Session, event: Event, public_id: str | None) -> str:
    if public_id is None:
        return ""
    organisation = people.organisation(session, event, public_id)
    if organisation is None:
        raise Invalid(Sentence("This does not exist at this event."), field="organisation")
    return organisation.name


ORGANISATIONS = Thing(
    one="organisation",
    many="organisations",
    key="organisations",
    answer=schemas.OrganisationSchema,
    page=schemas.ListOfOrganisationsSchema,
    new=schemas.NewOrganisationSchema,
    change=schemas.OrganisationChangeSchema,
    changed=_organisation,
)
PEOPLE = Thing(
    one="person",
    many="people",
    key="contributors",
    answer=schemas.SpeakerSchema,
    page=schemas.ListOfSpeakersSchema,
    new=schemas.NewSpeakerSchema,
    change=schemas.SpeakerChangeSchema,
    changed=_person,
    aside="People have a part in the programme; an `email` is taken, never told.",
)

keep(ORGANISATIONS)
keep(PEOPLE)
