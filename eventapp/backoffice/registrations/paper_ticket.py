"""One sheet of paper for somebody whom no e-mail reaches: name, day, way, code."""

from flask import render_template

from eventapp import i18n
from eventapp.agenda.programme import Programme
from eventapp.badges.codes import shown
from eventapp.badges.models import Badge
from eventapp.documents import pdf, typefaces
from eventapp.documents.qr import badge_svg
from eventapp.events.models import Event
from eventapp.i18n import gettext as _
from eventapp.paths import resource
from eventapp.registration.models import Registration


def ticket_pdf(
    event: Event, registration: Registration, badge: Badge, programme: Programme
) -> bytes:
    """Return an A4 page in the participant's language, tagged, with the code to be scanned."""
    with i18n.speaking(registration.language, event.zone):
        html = render_template(
            "print/registration/paper_ticket.html",
            event=event,
            registration=registration,
            qr=badge_svg(badge.token, label=_("Your code for the entrance")),
            fallback=shown(badge.fallback),
            days=programme.days(event.zone),
        )
    html = typefaces.printable(html)
    return pdf.render(pdf.Document(html, _css(html)))


def _css(html: str) -> str:
    style = (resource("templates") / "print" / "registration" / "paper_ticket.css").read_text(
        encoding="utf-8"
    )
    return typefaces.style(html, pdf.PLACE) + style
