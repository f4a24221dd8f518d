"""Finding organisations, persons, hosts and information desks of an event."""

from eventapp.people.queries.duplicates import duplicate_organisations, duplicate_persons
from eventapp.people.queries.finding import (
    Hit,
    Usage,
    Wanted,
    found_organisations,
    found_persons,
    organisations,
    organisations_hit,
    persons_hit,
)
from eventapp.people.queries.records import (
    availability_of,
    concealed,
    desks,
    former_ids,
    hosts,
    known_names,
    names_by_kind,
    of_hosts,
    organisation,
    organisation_named,
    organisations_named,
    person,
    persons,
)

__all__ = [
    "Hit",
    "Usage",
    "Wanted",
    "availability_of",
    "concealed",
    "desks",
    "duplicate_organisations",
    "duplicate_persons",
    "former_ids",
    "found_organisations",
    "found_persons",
    "hosts",
    "known_names",
    "names_by_kind",
    "of_hosts",
    "organisation",
    "organisation_named",
    "organisations",
    "organisations_hit",
    "organisations_named",
    "person",
    "persons",
    "persons_hit",
]
