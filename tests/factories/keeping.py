"""Who keeps pages, and who changes what they show."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from tests.backoffice.sending import press
from tests.factories.forms import forms_of
from tests.factories.served import Served

MANAGE = "/spring/manage"


@dataclass
class Reader:
    """A browser that keeps pages, and asks another process whether they still hold."""

    here: Served

    def __post_init__(self) -> None:
        self.tags: dict[str, str] = {}
        self.texts: dict[str, str] = {}

    def look(self, *pages: str) -> list[str]:
        """Return which of these pages have changed since the last look."""
        return [page for page in pages if self._changed(page)]

    def _changed(self, page: str) -> bool:
        kept = {"If-None-Match": self.tags[page]} if page in self.tags else {}
        answer = self.here.ask(page, headers={"Accept-Language": "en", **kept})
        if answer.status == 304:
            return False
        before = self.texts.get(page)
        self.tags[page], self.texts[page] = answer.headers["etag"], answer.text
        assert answer.text != before, f"{page}: another tag for the same page"
        return True


@dataclass
class Team:
    """What the organisers do, in a process of its own."""

    session: Session
    client: FlaskClient
    event: Event

    def save(self, page: str, **changed: Any) -> None:
        """Open a form, change these fields as a person does, send all of it."""
        text = self.client.get(f"{MANAGE}/{page}").get_data(as_text=True)
        form = next(
            held_form
            for held_form in forms_of(text)
            if {"version", "seen"} & {x.name for x in held_form.controls}
        )
        sent = {
            **form.as_it_stands(),
            **{name.replace("__", "-"): x for name, x in changed.items()},
        }
        assert self.client.post(f"{MANAGE}/{page}", data=sent).status_code == 303

    def delete(self, kind: type[Any], key: str, *where: Any) -> None:
        """Press *Delete* on the record's page."""
        page = f"{MANAGE}/{self.page_of(kind, key, *where)}"
        assert press(self.client, page, "delete")[0] == 303

    def page_of(self, kind: type[Any], key: str, *where: Any) -> str:
        """Return the record's page."""
        number = self.session.scalars(select(kind.id).where(*where)).one()
        self.session.rollback()
        return f"{key}/{number}"
