"""People in the programme, and organisations."""

from typing import Any

from sqlalchemy.orm import Session

from eventapp.api.crud import Thing, keep
from eventapp.api.schemas import programme as schemas
from eventapp.api.texts import name_in, written
from eventapp.errors import Invalid, Sentence
from eventapp.events.models import Event
from eventapp.people import queries as people
from eventapp.people import services
from eventapp.people.models import Organisation, OrganisationKind, Person
from eventapp.registration.services.organisations import recognise
from eventapp.web.forms import clean_line, clean_text


def _tell_organisation(one: Organisation) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "name": one.name,
        "short_name": one.short_name,
        "other_names": one.other_names,
        "kind": one.kind.value,
        "country": one.country,
        "region": one.region,
        "website": one.website,
        "active": one.active,
    }


def _add_organisation(session: Session, event: Event, given: dict[str, Any]) -> Organisation:
    return services.add_organisation(session, event, name=name_in(given, "name"))


def _store_organisation(
    session: Session, event: Event, one: Organisation, given: dict[str, Any]
) -> None:
    services.rename_organisation(
        session,
        one,
        name=name_in(given, "name", one.name),
        short_name=clean_line(given.get("short_name", one.short_name)),
        other_names=[clean_line(name) for name in given.get("other_names", one.other_names)],
    )
    recognise(session, event)
    one.kind = OrganisationKind(given.get("kind", one.kind))
    one.country = given.get("country", one.country)
    one.region = clean_line(given.get("region", one.region))
    one.website = given.get("website", one.website)
    one.active = given.get("active", one.active)


def _tell_person(one: Person) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "title": one.title,
        "given_name": one.given_name,
        "family_name": one.family_name,
        "organisation": one.organisation.public_id if one.organisation else None,
        "function": one.function.as_dict(),
        "biography": one.biography.as_dict(),
        "languages": list(one.languages),
        "active": one.active,
    }


def _add_person(session: Session, event: Event, given: dict[str, Any]) -> Person:
    return services.add_person(session, event, family_name=name_in(given, "family_name"))


def _store_person(session: Session, event: Event, one: Person, given: dict[str, Any]) -> None:
    if "organisation" in given:
        one.organisation = _organisation(session, event, given["organisation"])
    services.rename_person(
        one,
        title=clean_line(given.get("title", one.title)),
        given_name=clean_line(given.get("given_name", one.given_name)),
        family_name=name_in(given, "family_name", one.family_name),
    )
    services.write_contact(
        one,
        email=clean_line(given.get("email", one.email) or ""),
        languages=list(dict.fromkeys(given.get("languages", one.languages))),
    )
    one.function = written(one.function, given.get("function"), clean_line)
    one.biography = written(one.biography, given.get("biography"), clean_text)
    one.active = given.get("active", one.active)


def _organisation(session: Session, event: Event, public_id: str | None) -> Organisation | None:
    if public_id is None:
        return None
    found = people.organisation(session, event, public_id)
    if found is None:
        raise Invalid(Sentence("This does not exist at this event."), field="organisation")
    return found


ORGANISATIONS = Thing(
    one="organisation",
    many="organisations",
    key="organisations",
    answer=schemas.OrganisationSchema,
    page=schemas.ListOfOrganisationsSchema,
    new=schemas.NewOrganisationSchema,
    change=schemas.OrganisationChangeSchema,
    tell=_tell_organisation,
    add=_add_organisation,
    store=_store_organisation,
)
PEOPLE = Thing(
    one="person",
    many="people",
    key="persons",
    answer=schemas.SpeakerSchema,
    page=schemas.ListOfSpeakersSchema,
    new=schemas.NewSpeakerSchema,
    change=schemas.SpeakerChangeSchema,
    tell=_tell_person,
    add=_add_person,
    store=_store_person,
    aside="People have a part in the programme; an `email` is taken, never told.",
)

keep(ORGANISATIONS)
keep(PEOPLE)
