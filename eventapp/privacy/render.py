"""What is held about a participant, to take away: a page to read and a file for programs."""

import io
import json
import zipfile
from typing import Any

from sqlalchemy.orm import Session

from eventapp import clock, i18n
from eventapp.checkin.verdicts import WORDS
from eventapp.events.models import Event
from eventapp.i18n import gettext as _
from eventapp.i18n import templates
from eventapp.mail.mailing import Mailing
from eventapp.mail.render import readable
from eventapp.privacy import queries
from eventapp.registration.models import Registration


def collected(
    session: Session, event: Event, one: Registration, mailing: Mailing
) -> dict[str, Any]:
    """Return all that is held about a participant, e-mails with their words."""
    told = queries.everything_about(session, event, one)
    emails = []
    for row in queries.emails_to(session, one):
        subject, text = readable(mailing, row)
        emails.append(
            {
                "kind": row.kind,
                "to": row.to_address,
                "queued_at": row.queued_at.isoformat(),
                "sent_at": row.sent_at.isoformat() if row.sent_at else None,
                "state": row.state.value,
                "subject": subject,
                "text": text,
            }
        )
    return {"made_at": clock.now().isoformat(), **told, "emails": emails}


def as_json(told: dict[str, Any]) -> str:
    """Return it for programs: UTF-8, keys in English, moments in ISO 8601."""
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def as_zip(session: Session, event: Event, one: Registration, mailing: Mailing) -> bytes:
    """Return both files in one: a page in the participant's language, and the JSON."""
    told = collected(session, event, one, mailing)
    with i18n.speaking(one.language, event.zone):
        html = templates.render("print/privacy/data.html", told=told, one=one, event=event, **WORDS)
        name = _("your-data.html")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(name, html)
        folder.writestr("data.json", as_json(told))
    return target.getvalue()
