"""People in the programme, and organisations."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.api.crud import Thing, keep
from eventapp.api.schemas import people as people_schemas
from eventapp.api.schemas import programme as schemas
from eventapp.api.texts import name_in, written
from eventapp.errors import Invalid, Sentence
from eventapp.events.models import Event
from eventapp.people import queries as people
from eventapp.people.models import OrganisationKind, PublicBasis
from eventapp.people.services import OrganisationChange, PersonChange
from eventapp.text_search import clean_line, clean_text


def _organisation(
    _session: Session, _event: Event, held: OrganisationChange, given: dict[str, Any]
) -> OrganisationChange:
    return replace(
        held,
        name=name_in(given, "name", held.name),
        short_name=clean_line(given.get("short_name", held.short_name)),
        names=written(held.names, given.get("names"), clean_line),
        short_names=written(held.short_names, given.get("short_names"), clean_line),
        other_names=[clean_line(name) for name in given.get("other_names", held.other_names)],
        kind=OrganisationKind(given.get("kind", held.kind)),
        country=given.get("country", held.country),
        region=clean_line(given.get("region", held.region)),
        field=written(held.field, given.get("field"), clean_line),
        website=given.get("website", held.website),
        logo_alt=written(held.logo_alt, given.get("logo_alt"), clean_line),
        active=given.get("active", held.active),
    )


def _person(
    session: Session, event: Event, held: PersonChange, given: dict[str, Any]
) -> PersonChange:
    held = held if "basis" in given else _new_or(held)
    organisation = held.organisation
    if "organisation" in given:
        organisation = name_of(session, event, given["organisation"])
    times = [(time["starts_at"], time["ends_at"]) for time in given.get("availability", ())]
    return replace(
        _reached(held, given),
        title=clean_line(given.get("title", held.title)),
        given_name=clean_line(given.get("given_name", held.given_name)),
        family_name=name_in(given, "family_name", held.family_name),
        salutation=clean_line(given.get("salutation", held.salutation)),
        pronunciation=clean_line(given.get("pronunciation", held.pronunciation)),
        organisation=organisation,
        languages=list(dict.fromkeys(given.get("languages", held.languages))),
        function=written(held.function, given.get("function"), clean_line),
        biography=written(held.biography, given.get("biography"), clean_text),
        links=list(dict.fromkeys(given.get("links", held.links))),
        basis=PublicBasis(given.get("basis", held.basis)),
        basis_note=clean_line(given.get("basis_note", held.basis_note)),
        availability=tuple(sorted(times)) if "availability" in given else held.availability,
        portrait_alt=written(held.portrait_alt, given.get("portrait_alt"), clean_line),
        portrait_credit=clean_line(given.get("portrait_credit", held.portrait_credit)),
        active=given.get("active", held.active),
    )


def _reached(held: PersonChange, given: dict[str, Any]) -> PersonChange:
    """Return the person as they are meant to be reached."""

    def sent(name: str) -> str:
        return clean_line(given.get(name, getattr(held, name)) or "")

    return replace(
        held,
        email=sent("email"),
        phone=sent("phone"),
        assistant_name=sent("assistant_name"),
        assistant_email=sent("assistant_email"),
        assistant_phone=sent("assistant_phone"),
    )


def _new_or(held: PersonChange) -> PersonChange:
    """Return a person as they stand; whom a program adds, its organisers answer for."""
    if held.family_name:
        return held
    note = i18n.render(Sentence("added to the programme by its organisers"))
    return replace(held, basis=PublicBasis.ORGANISER, basis_note=note)


def name_of(session: Session, event: Event, public_id: str | None) -> str:
    """Return the name of an organisation by its id; empty for none. Raises Invalid."""
    if public_id is None:
        return ""
    organisation = people.organisation(session, event, public_id)
    if organisation is None:
        raise Invalid(Sentence("This does not exist at this event."), field="organisation")
    return organisation.name


ORGANISATIONS = Thing(
    singular="organisation",
    many="organisations",
    key="organisations",
    answer=schemas.OrganisationSchema,
    page=schemas.ListOfOrganisationsSchema,
    new=schemas.NewOrganisationSchema,
    change=schemas.OrganisationChangeSchema,
    changed=_organisation,
)
PEOPLE = Thing(
    singular="person",
    many="people",
    key="contributors",
    answer=people_schemas.SpeakerSchema,
    page=people_schemas.ListOfSpeakersSchema,
    new=people_schemas.NewSpeakerSchema,
    change=people_schemas.SpeakerChangeSchema,
    changed=_person,
    aside="People have a part in the programme. How they and their assistants are reached is "
    "taken, never told. Nothing of a person is public while `basis` is `none`; for a new one it is "
    "`organiser` unless something else is sent: whoever runs the program answers for it.",
)

keep(ORGANISATIONS)
keep(PEOPLE)
