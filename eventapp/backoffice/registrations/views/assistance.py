"""Help by telephone: see what the participant sees, send the link again, print one sheet."""

import re

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor, visible
from eventapp.backoffice.registrations.paper_ticket import ticket_pdf
from eventapp.badges import services as badges
from eventapp.composition import settings
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.journal.services import record
from eventapp.registration.models import State
from eventapp.registration.services.bulk import send_links
from eventapp.registration.services.notifications import thing
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, page
from eventapp.workflows.my_registration import facts_of

HELPERS = (Role.ORGANISER, Role.DESK)
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_BUTTON = re.compile(r"<button\b[^>]*>(.*?)</button>", re.DOTALL)
_LINK = r'<a\b[^>]*href="/{slug}/my\b[^>]*>(.*?)</a>'


def read_only(html: str, slug: str) -> str:
    """Return a participant's page on which nothing acts: forms and own links are words only."""

    def words(form: re.Match[str]) -> str:
        button = _BUTTON.search(form[0])
        return f'<p class="muted">{button[1] if button else ""}</p>'

    quiet = _FORM.sub(words, html)
    return re.sub(_LINK.format(slug=re.escape(slug)), r"<span>\1</span>", quiet, flags=re.DOTALL)


@bp.post("/<event:event>/manage/registrations/<reference>/look")
@open_to(Audience.MEMBER, *HELPERS)
def look_at_page(event: Event, reference: str) -> ResponseReturnValue:
    """Show the participant's own page as they see it; who looked is written down."""
    registration = visible(reference)
    badge = None
    if registration.state is State.CONFIRMED:
        badge = badges.issue(
            db.session(), event, registration, settings().keys_dir, now=clock.now()
        )
    record(db.session(), "page-looked-at", thing(registration), by=actor(), now=clock.now())
    facts = facts_of(db.session(), event, registration, badge, now=clock.now())
    db.session().commit()
    response = page("website/my_registration.html", **facts, looking=True)
    response.set_data(read_only(response.get_data(as_text=True), event.slug))
    return response


@bp.post("/<event:event>/manage/registrations/<reference>/link")
@open_to(Audience.MEMBER, *HELPERS)
def send_link(event: Event, reference: str) -> ResponseReturnValue:
    """Send one participant the way to their page again."""
    result = send_links(db.session(), event, [visible(reference)], by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The link is on its way.") if result.done else _("There is no e-mail address."))
    return redirect(url_for(".registration", event=event, reference=reference), 303)


@bp.post("/<event:event>/manage/registrations/<reference>/ticket")
@open_to(Audience.MEMBER, *HELPERS)
def print_ticket(event: Event, reference: str) -> ResponseReturnValue:
    """Hand out one sheet with the code, for somebody whom no e-mail reaches."""
    registration, programme = visible(reference), agenda.released(db.session(), event)
    badge = badges.issue(db.session(), event, registration, settings().keys_dir, now=clock.now())
    record(db.session(), "ticket-printed", thing(registration), by=actor(), now=clock.now())
    db.session().flush()
    db.session().commit()  # the slow part holds no lock
    name = f"{event.slug}-{registration.reference}.pdf"
    response = as_file(
        Response(ticket_pdf(event, registration, badge, programme)), "application/pdf", name
    )
    response.headers["Cache-Control"] = "no-store"
    return response
