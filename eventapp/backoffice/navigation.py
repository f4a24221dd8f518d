"""The organisers' area: its pages, and whom each admits."""

from flask import Flask, url_for

from eventapp.agenda.queries.hosting import number_hosted
from eventapp.backoffice.cohosts.own import own_hosts
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.people.models import Host
from eventapp.registration.queries import delegations
from eventapp.web import access

STAFF = tuple(Role)

WHOLE = tuple(role for role in STAFF if role is not Role.COHOST)
"""Who sees numbers of the whole event, a co-host's representative not among them."""


PAGES: dict[str, tuple[str, ...]] = {
    "backoffice.dashboard": STAFF,
    "backoffice.registrations": (Role.ORGANISER, Role.DESK, Role.COHOST),
    "backoffice.agenda_editor": (Role.ORGANISER, Role.AGENDA),
    "backoffice.speakers_overview": (Role.ORGANISER, Role.AGENDA),
    "backoffice.directory": (Role.ORGANISER, Role.AGENDA),
    "backoffice.languages": (Role.ORGANISER, Role.AGENDA),
    "backoffice.emails": (Role.ORGANISER, Role.COHOST),
    "backoffice.podium": (Role.ORGANISER, Role.AGENDA),
    "backoffice.needs": (Role.CARE,),
    "backoffice.badges": (Role.ORGANISER, Role.DESK),
    "backoffice.entrances": (Role.ORGANISER, Role.GATE),
    "backoffice.settings": (Role.ORGANISER,),
}
"""The back office's pages in the order of its navigation, each with the roles it admits."""


def may_open(endpoint: str) -> bool:
    """Say whether the member may open a page of the navigation."""
    return bool(access.member().roles.intersection(PAGES[endpoint]))


def own_part() -> bool:
    """Say whether the member sees the part of a co-host alone, in lists as in numbers."""
    return not access.member().roles.intersection(WHOLE)


def desk_links(event: Event) -> list[tuple[str, str, str, str]]:
    """Return (address, words, key, number) of the back office's pages the member may open.

    Who only represents a host sees the pages of their host.
    """
    hosts = own_hosts(event) if own_part() else ()
    if hosts:
        return _host_links(event, hosts[0])
    words = {
        "backoffice.dashboard": (_("Overview"), "dashboard"),
        "backoffice.registrations": (_("Registrations"), "registrations"),
        "backoffice.agenda_editor": (_("Programme"), "agenda"),
        "backoffice.speakers_overview": (_("Contributors"), "speakers"),
        "backoffice.directory": (_("People"), "people"),
        "backoffice.languages": (_("Languages"), "languages"),
        "backoffice.emails": (_("E-mails"), "emails"),
        "backoffice.podium": (_("Podium"), "podium"),
        "backoffice.needs": (_("Travel and access"), "needs"),
        "backoffice.badges": (_("Badges"), "badges"),
        "backoffice.entrances": (_("Check-in"), "checkin"),
        "backoffice.settings": (_("Settings"), "settings"),
    }
    return [
        (url_for(endpoint, event=event), *words[endpoint], "")
        for endpoint in PAGES
        if may_open(endpoint)
    ]


def _host_links(event: Event, host: Host) -> list[tuple[str, str, str, str]]:
    def at(endpoint: str) -> str:
        return url_for(endpoint, event=event, host_id=host.id)

    quota = delegations.quota(db.session(), host.organisation)
    sessions = number_hosted(db.session(), host.organisation)
    taken = _("%(held)s of %(places)s", held=quota.held, places=quota.places)
    return [
        (at("backoffice.cohost"), _("Overview"), "dashboard", ""),
        (at("backoffice.delegation"), _("Delegation"), "delegation", taken * bool(quota.places)),
        (at("backoffice.hosted_sessions"), _("Sessions"), "sessions", str(sessions or "")),
        (at("backoffice.cohost_texts"), _("Texts and logo"), "texts", ""),
        (at("backoffice.cohost_team"), _("Representatives"), "team", ""),
        (url_for("backoffice.emails", event=event), _("E-mails"), "emails", ""),
        (at("backoffice.cohost_log"), _("Activity log"), "log", ""),
    ]


def install(app: Flask) -> None:
    """Give templates the back office's navigation, and the roles they ask for."""
    app.jinja_env.globals.update(desk_links=desk_links, own_part=own_part, Role=Role)
