"""What a program that knows Dutch as well shows of it; run in a checkout that does."""

import json
import sys
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.programme import EMPTY
from eventapp.api.schemas.programme import Line3Schema
from eventapp.app import create_app
from eventapp.badges import services
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.composition import mailing
from eventapp.documents import pdf
from eventapp.extensions import db
from eventapp.forms.records import Text3
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.orm import Translated
from eventapp.registration.emails import ConfirmedEmail
from tests.factories.apps import settings_for
from tests.factories.events import NOON, make_category, make_event
from tests.factories.registrations import make_registration


def answers(folder: Path) -> dict[str, object]:
    """Return what pages, dates, sorting, forms, programs, e-mails and badges hold in Dutch."""
    settings = settings_for(folder, f"sqlite:///{folder / 'eventapp.db'}")
    app = create_app(settings)
    with app.app_context():
        mail, engine = mailing(), db.engine
    with Session(engine, expire_on_commit=False) as session:
        event = make_event(session, title=Translated(nl="Voorjaarscongres", en="Spring"))
        category = make_category(session, event)
        place = make_registration(session, event, category, language="nl")
        services.issue_missing(session, event, settings.data_dir / "keys", now=NOON)
        session.commit()
        faces = services.faces(session, event, chosen="all")
        badges = document_of(event, EMPTY, faces, LAYOUTS["a6-duplex"])
        row = Email(
            message_id="m", kind="k", to_address="a@example.org", language="nl",
            facts={}, queued_at=NOON, next_try_at=NOON,
        )  # fmt: skip
        email = message_of(mail, row, ConfirmedEmail.of(place, event))
    with i18n.speaking("nl"):
        days = [i18n.format_day(date(2027, 4, day)) for day in (1, 2)]
        names = [name for _code, name in i18n.countries()]
    return {
        "page": app.test_client().get("/spring/?lang=nl").text,
        "days": days,
        "countries": names,
        "subject": email["Subject"],
        "badge": badges.html,
        "print": pdf.draw(badges)[:5].decode(),
        "fields": [field.label.text for field in Text3()],
        "program": Line3Schema().load({"nl": "Zaal"}),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answers(Path(sys.argv[1]))))
