"""Changing the directory: organisations, persons, hosts, desks."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import checked
from eventapp.accounts.models import User, new_public_id
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.errors import HostAlready, OrganisationAlready
from eventapp.people.models import (
    Desk,
    Host,
    HostLevel,
    Organisation,
    OrganisationKind,
    OrganisationName,
    Person,
)
from eventapp.people.queries import known_names, organisation_named, organisations_named
from eventapp.text_search import fold, name_key, name_keys, searchable


def add_organisation(
    session: Session,
    event: Event,
    *,
    name: str,
    short_name: str = "",
    other_names: Sequence[str] = (),
    kind: OrganisationKind = OrganisationKind.OTHER,
    country: str = "",
    region: str = "",
) -> Organisation:
    """Add an organisation to the event's directory; raises OrganisationAlready."""
    organisation = Organisation(
        event=event,
        name=name,
        short_name=short_name,
        other_names=list(other_names),
        kind=kind,
        country=country,
        region=region,
    )
    try:
        with session.begin_nested():
            session.add(organisation)
            session.flush()
            _write_names(session, organisation)
    except IntegrityError as clash:
        raise OrganisationAlready(name) from clash
    return organisation


def organisation_called(session: Session, event: Event, name: str) -> Organisation:
    """Return the organisation that goes by that name, new if the directory has none.

    Of two who name the same one at the same moment, the second gets what the first made.
    """
    found = organisation_named(session, event, name)
    if found is not None:
        return found
    try:
        return add_organisation(session, event, name=name)
    except OrganisationAlready:
        found = organisation_named(session, event, name)
        if found is None:
            raise
        return found


def organisations_called(session: Session, event: Event, names: Iterable[str]) -> dict[str, int]:
    """Return the numbers of the organisations that go by these names; missing ones are added.

    Many are added at once; call it under the event's lock.
    """
    asked = list(dict.fromkeys(names))
    known = set(known_names(session, event))
    missing = []
    for name in asked:
        keys = name_keys(name)
        if known.isdisjoint(keys):
            missing.append(name)
        known.update(keys)
    _add_organisations(session, event, missing)
    found = organisations_named(session, event, asked)
    for name in asked:  # such as a name that several go by
        if name not in found:
            found[name] = organisation_called(session, event, name).id
    return found


def _add_organisations(session: Session, event: Event, names: Sequence[str]) -> None:
    made = [
        {"public_id": new_public_id(), "event_id": event.id, "name": name}
        | {"folded": searchable(name)[:600], "other_names": []}
        for name in names
    ]
    if not made:
        return
    session.execute(insert(Organisation), made)
    wanted = select(Organisation.name, Organisation.id).where(Organisation.event_id == event.id)
    numbers = {one.name: one.id for one in session.execute(wanted)}
    rows = [
        {"event_id": event.id, "organisation_id": numbers[name], "key": key}
        | {"is_full": key == name_key(name)}
        for name in names
        for key in dict.fromkeys(name_keys(name))
    ]
    session.execute(insert(OrganisationName), rows)


def rename_organisation(
    session: Session,
    organisation: Organisation,
    *,
    name: str,
    short_name: str,
    other_names: Sequence[str],
) -> None:
    """Change the names an organisation goes by, and what finds it; raises OrganisationAlready."""
    names = (organisation.name, organisation.short_name, organisation.other_names)
    if names == (name, short_name, list(other_names)):
        return
    try:
        with session.begin_nested():
            organisation.name, organisation.short_name = name, short_name
            organisation.other_names = list(other_names)
            _write_names(session, organisation)
    except IntegrityError as clash:
        raise OrganisationAlready(name) from clash


def _write_names(session: Session, organisation: Organisation) -> None:
    """Bring what finds and recognises the organisation up to date with its names."""
    others = (organisation.short_name, *organisation.other_names)
    organisation.folded = searchable(organisation.name, *others)[:600]
    known = OrganisationName.organisation_id == organisation.id
    session.execute(delete(OrganisationName).where(known))
    keys = name_keys(organisation.name)
    full = name_key(organisation.name)
    for key in dict.fromkeys([*keys, *(key for name in others for key in name_keys(name))]):
        session.add(
            OrganisationName(
                event_id=organisation.event_id,
                organisation_id=organisation.id,
                key=key,
                is_full=key == full,
            )
        )
    session.flush()


def add_person(
    session: Session,
    event: Event,
    *,
    title: str = "",
    given_name: str = "",
    family_name: str,
    organisation: Organisation | None = None,
    function: Translated | None = None,
) -> Person:
    """Add somebody with a part in the programme."""
    person = Person(
        event=event,
        title=title,
        given_name=given_name,
        family_name=family_name,
        organisation=organisation,
        function=function or Translated(),
        folded=_found_by(family_name, given_name),
    )
    session.add(person)
    return person


def rename_person(person: Person, *, title: str, given_name: str, family_name: str) -> None:
    """Change a person's name as its owner writes it."""
    person.title, person.given_name, person.family_name = title, given_name, family_name
    person.folded = _found_by(family_name, given_name)


def write_contact(person: Person, *, email: str, languages: Sequence[str]) -> None:
    """Change where a person is written to, empty for nowhere, and in which languages.

    The first of them that the event has is that of e-mails. Raises BadAddress.
    """
    person.email = checked(email) if email else None
    person.languages = list(languages)


def _found_by(family_name: str, given_name: str) -> str:
    """Return what sorts a person, followed by every spelling that finds them."""
    return (fold(f"{family_name} {given_name}") + searchable(family_name, given_name))[:600]


def add_host(
    session: Session,
    event: Event,
    organisation: Organisation,
    *,
    level: HostLevel,
    position: int,
    officer: User | None = None,
) -> Host:
    """Name an organisation as one that gives the event, with at most one officer.

    Raises HostAlready where it is named already.
    """
    host = Host(
        event=event, organisation=organisation, level=level, position=position, officer=officer
    )
    try:
        with session.begin_nested():
            session.add(host)
    except IntegrityError as clash:
        raise HostAlready from clash
    return host


def change_host(session: Session, host: Host, organisation: Organisation) -> None:
    """Let another organisation stand in the host's place; raises HostAlready."""
    try:
        with session.begin_nested():
            host.organisation = organisation
    except IntegrityError as clash:
        raise HostAlready from clash


def add_desk(
    session: Session,
    event: Event,
    *,
    name: Translated,
    text: Translated,
    place: Translated,
    position: int,
    organisation: Organisation | None = None,
) -> Desk:
    """Add an information desk."""
    desk = Desk(
        event=event,
        organisation=organisation,
        name=name,
        text=text,
        place=place,
        position=position,
    )
    session.add(desk)
    return desk
