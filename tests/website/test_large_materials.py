"""Materials may be larger than any other body, in the served process too; nothing else may."""

import http.client
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.mail.links import make_token
from eventapp.media.models import StoredFile
from eventapp.orm import make_engine
from tests.conftest import free_port
from tests.factories.events import make_event
from tests.factories.served import HOST, PRODUCTION, served
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite
MEGABYTE = 1_000_000
BOUNDARY = "----a-boundary-of-a-browser"


def pdf_of(size: int) -> bytes:
    """Return a PDF of so many bytes."""
    head, tail = b"%PDF-1.7\n", b"\nstartxref\n9\n%%EOF\n"
    return head + b"% filling\n" * ((size - len(head) - len(tail)) // 10) + tail


def body_of(fields: dict[str, str], file: bytes) -> bytes:
    """Return a form with a file as a browser sends it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    return b"".join(parts) + head.encode() + file + f"\r\n--{BOUNDARY}--\r\n".encode()


def send(port: int, path: str, cookies: str, body: bytes = b"") -> tuple[int, str, str]:
    """Send a request as a browser behind HTTPS; return status, answer and the cookie it set."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        heads = {"Host": HOST, "Cookie": cookies, "Sec-Fetch-Site": "same-origin"}
        if body:
            heads["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        connection.request("POST" if body else "GET", path, body or None, heads)
        response = connection.getresponse()
        given = (response.getheader("Set-Cookie") or "").partition(";")[0]
        return response.status, response.read().decode(errors="replace"), given
    finally:
        connection.close()


def test_material_of_thirty_megabytes_is_taken_and_other_forms_stay_small(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'eventapp.db'}")
    with Session(engine) as session:
        made = make_contributor(session, make_event(session), state=ContributorState.ACCEPTED)
        person = made.person.public_id
        session.commit()
    token = make_token(PRODUCTION["EVENTAPP_SECRET_KEY"], "speaking", person)
    files, texts = "/spring/speaking/files", "/spring/speaking/texts"
    with served(tmp_path, free_port()) as here:
        who = f"__Host-speaking={token}"
        status, page, form = send(here.port, files, who)
        assert status == 200
        pairs = re.findall(r'name="(csrf_token|sent_as|seen|session)"[^>]*value="([^"]*)"', page)
        fields = {**dict(pairs), "visibility": "internal"}
        cookies = f"{who}; {form}"

        large = body_of(fields, pdf_of(30 * MEGABYTE))
        assert send(here.port, texts, cookies, large)[0] == 413
        assert send(here.port, files, cookies, large)[0] == 303
        status, page, _form = send(
            here.port, files, cookies, body_of(fields, pdf_of(42 * MEGABYTE))
        )
        assert (status, "too large" in page or "zu groß" in page) == (422, True)
        assert send(here.port, files, cookies, body_of(fields, pdf_of(49 * MEGABYTE)))[0] == 413
    with Session(engine) as session:
        assert [file.size > 29 * MEGABYTE for file in session.scalars(select(StoredFile))] == [True]
    engine.dispose()
