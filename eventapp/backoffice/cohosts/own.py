"""The host whose pages the member may open: for everybody else there is none."""

from collections.abc import Sequence

from eventapp import i18n
from eventapp.errors import NotFound, Sentence
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.languages import LANGUAGES
from eventapp.people import queries as people
from eventapp.people.models import Host
from eventapp.scope import Scope
from eventapp.web import access

ACTING = (Role.ORGANISER, Role.COHOST)
"""Who acts for a host: its representatives for their own, organisers for every one."""


class NoSuchHost(NotFound):
    """There is no such host, or it is another one's."""

    def __init__(self) -> None:
        super().__init__(Sentence("This host does not exist."))


def own_host(host_id: int) -> Host:
    """Return a host the member acts for; raises NoSuchHost.

    Who also helps at the help desk sees everybody, and still acts for their own host alone.
    """
    host = people.host(db.session(), access.member().acts_for, host_id)
    if host is None:
        raise NoSuchHost
    return host


def own_hosts(event: Event) -> Sequence[Host]:
    """Return the hosts a representative acts for; of an organiser, who acts for all, none."""
    scope = access.member().acts_for
    if scope.everything or not scope.organisation_ids:
        return ()
    return [host for host in people.hosts(db.session(), event) if part_of(host) == scope]


def missing_languages(host: Host) -> list[str]:
    """Return the names of the languages in which a host has no text yet."""
    written = host.text.as_dict()
    return [i18n.NAMES[code] for code in LANGUAGES if not written.get(code)]


def part_of(host: Host) -> Scope:
    """Return the part of the event that is a host's."""
    return Scope(host.event_id, frozenset([host.organisation_id]))
