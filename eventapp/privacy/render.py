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
    session: Session, event: Event, registration: Registration, mailing: Mailing
) -> dict[str, Any]:
    """Return all that is held about a participant, e-mails with their words."""
    facts = queries.everything_about(session, event, registration)
    emails = []
    for row in queries.emails_to(session, registration):
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
    return {"made_at": clock.now().isoformat(), **facts, "emails": emails}


def as_json(facts: dict[str, object]) -> str:
    """Return it for programs: UTF-8, keys in English, moments in ISO 8601."""
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def as_zip(session: Session, event: Event, registration: Registration, mailing: Mailing) -> bytes:
    """Return both files in one: a page in the participant's language, and the JSON."""
    facts = collected(session, event, registration, mailing)
    with i18n.speaking(registration.language, event.zone):
        html = templates.render(
            "print/privacy/data.html", facts=facts, registration=registration, event=event, **WORDS
        )
        name = _("your-data.html")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(name, html)
        folder.writestr("data.json", as_json(facts))
    return target.getvalue()
