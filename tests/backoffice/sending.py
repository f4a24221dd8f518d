"""Sending the forms of the organisers' pages as a browser does."""

import re
from typing import Any

from flask.testing import FlaskClient

HIDDEN = re.compile(r'name="(csrf_token|sent_as|version|seen|choices-\d+-key)"[^>]*value="([^"]*)"')


def send(client: FlaskClient, page: str, to: str = "", **fields: Any) -> tuple[int, str]:
    """Open a page, send its form with the fields filled in; return status and text."""
    hidden = dict(HIDDEN.findall(client.get(page).get_data(as_text=True)))
    answer = client.post(to or page, data={**hidden, **fields})
    return answer.status_code, answer.get_data(as_text=True)


def press(client: FlaskClient, page: str, act: str) -> tuple[int, str]:
    """Press the button of a page that goes to `page/act`."""
    return send(client, page, f"{page}/{act}")
