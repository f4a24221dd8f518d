"""Changing the directory: organisations, people, hosts, information desks."""

from eventapp.people.services.desks import DeskChange, add_desk, change_desk
from eventapp.people.services.host_tokens import end_host_token, make_host_token, tokens_of_host
from eventapp.people.services.hosts import HostChange, add_host, change_host
from eventapp.people.services.organisations import (
    OrganisationChange,
    add_organisation,
    change_organisation,
    organisation_called,
    organisations_called,
)
from eventapp.people.services.persons import (
    PersonChange,
    add_person,
    answer_for,
    change_person,
    new_person,
    person_called,
    write_person,
)
from eventapp.people.services.representatives import (
    NewRepresentative,
    add_representative,
    dismiss_representative,
    dismiss_team,
    invite_representative_again,
    member_of,
)

__all__ = [
    "DeskChange",
    "HostChange",
    "NewRepresentative",
    "OrganisationChange",
    "PersonChange",
    "add_desk",
    "add_host",
    "add_organisation",
    "add_person",
    "add_representative",
    "answer_for",
    "change_desk",
    "change_host",
    "change_organisation",
    "change_person",
    "dismiss_representative",
    "dismiss_team",
    "end_host_token",
    "invite_representative_again",
    "make_host_token",
    "member_of",
    "new_person",
    "organisation_called",
    "organisations_called",
    "person_called",
    "tokens_of_host",
    "write_person",
]
