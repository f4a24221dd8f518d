"""The doors' interface: for devices that were let in, from no other site, in sentences."""

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.on_sqlite


def test_no_device_is_answered_by_its_code(client: FlaskClient) -> None:
    for path in ("/door/v1/me", "/door/v1/scan"):
        response = client.post(path, json={})
        assert (response.status_code, response.get_json()["code"]) == (401, "not_enrolled")


def test_another_site_cannot_act_for_a_device(client: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}

    assert client.post("/door/v1/enrol", json={"token": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b'{"token": 7}', b'{"pub": "\xc3\xa9"}']
)
def test_what_is_no_enrolment_is_refused_and_never_a_fault(
    client: FlaskClient, body: bytes
) -> None:
    response = client.post("/door/v1/enrol", data=body, content_type="application/json")

    assert 400 <= response.status_code < 500
