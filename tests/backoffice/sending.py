"""Sending the forms of the organisers' pages as a browser does."""

import re
from typing import Any

from flask.testing import FlaskClient

from tests.factories.forms import forms_of

HIDDEN = re.compile(
    r'name="(csrf_token|sent_as|version|seen|stood|choices-\d+-key)"[^>]*value="([^"]*)"'
)


def send(client: FlaskClient, page: str, to: str = "", **fields: Any) -> tuple[int, str]:
    """Open a page, send its form with the fields filled in; return status and text."""
    hidden = dict(HIDDEN.findall(client.get(page).get_data(as_text=True)))
    answer = client.post(to or page, data={**hidden, **fields})
    return answer.status_code, answer.get_data(as_text=True)


def press(client: FlaskClient, page: str, act: str) -> tuple[int, str]:
    """Press the button of a page that goes to `page/act`."""
    return send(client, page, f"{page}/{act}")


class Page:
    """The form of a record, opened at some moment and sent later."""

    def __init__(self, client: FlaskClient, address: str) -> None:
        self.client, self.address = client, address
        self.hold(client.get(address).get_data(as_text=True))

    def hold(self, text: str) -> None:
        """Hold the form that a page shows."""
        self.text = text
        forms = forms_of(text)
        self.form = next(form for form in forms if any(x.name == "seen" for x in form.controls))

    def save(self, **typed: Any) -> int:
        """Type into these fields and save; a page that comes back is held."""
        answer = self.client.post(self.address, data={**self.form.as_it_stands(), **typed})
        if answer.status_code != 303:
            self.hold(answer.get_data(as_text=True))
        return answer.status_code
