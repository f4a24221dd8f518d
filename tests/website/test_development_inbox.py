"""E-mails as files: for developers alone, by their own names, without scripts."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.settings import Settings

pytestmark = pytest.mark.on_sqlite
NAME = "0" * 32
MESSAGE = "Subject: Hello\nDate: Tue, 12 Jan 2027 12:00:00 +0000\nTo: ada@example.org\nContent-Type: text/html\n\n<b>Hello</b>\n"


def test_emails_are_listed_and_shown_and_other_files_are_not(
    app: Flask, client: FlaskClient
) -> None:
    settings: Settings = app.config["EVENTAPP"]
    folder = settings.data_dir / "outbox"
    folder.mkdir(exist_ok=True)
    (folder / f"{NAME}.eml").write_text(MESSAGE)
    (folder / "secret.eml").write_text(MESSAGE)

    assert "Hello" in client.get("/dev/letters").get_data(as_text=True)
    assert client.get(f"/dev/letters/{NAME}").status_code == 200
    assert client.get("/dev/letters/secret").status_code == 404
    assert client.get("/dev/letters/..%2foutbox%2fsecret").status_code == 404
    shown = client.get(f"/dev/letters/{NAME}/html")
    assert "<b>Hello</b>" in shown.get_data(as_text=True)
    assert "script" not in shown.headers["Content-Security-Policy"]


def test_where_e_mails_are_really_sent_there_is_no_such_page(
    app: Flask, client: FlaskClient
) -> None:
    app.config["EVENTAPP"] = replace(app.config["EVENTAPP"], mail_url="smtp://localhost")

    assert client.get("/dev/letters").status_code == 404
