"""Organisations, persons, hosts and information desks of an event."""

from eventapp.people.models.desks import Desk, DeskExpert
from eventapp.people.models.directory import (
    ORGANISING,
    Availability,
    DirectoryFile,
    FormerId,
    Host,
    HostLevel,
    HostMember,
    Organisation,
    OrganisationKind,
    OrganisationName,
    Person,
    PublicBasis,
)

__all__ = [
    "ORGANISING",
    "Availability",
    "Desk",
    "DeskExpert",
    "DirectoryFile",
    "FormerId",
    "Host",
    "HostLevel",
    "HostMember",
    "Organisation",
    "OrganisationKind",
    "OrganisationName",
    "Person",
    "PublicBasis",
]
