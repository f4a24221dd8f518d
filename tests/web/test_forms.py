"""Every form of every page, found by walking the application, with what nobody should type."""

from typing import NamedTuple
from urllib.parse import quote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.registration.models import Registration
from tests.factories.forms import FoundForm, forms_and_dead_anchors, forms_of
from tests.factories.routes import whole_database
from tests.factories.walks import forms

pytestmark = pytest.mark.on_sqlite


BROKEN = {
    "a NUL": "a%00b",
    "half a character": "a%ED%A0%80b",
    "an overlong slash": "a%C0%AFb",
    "not UTF-8": "a%FF%FEb",
}


def test_walk_finds_the_forms_there_are(everybody: FlaskClient, spring: dict[str, object]) -> None:
    """A walk that found nothing would let everything below pass."""
    addresses = {address for address, _form in forms(everybody, spring)}

    assert {
        "/spring/register",
        "/spring/my/edit",
        "/spring/manage/settings",
        "/spring/manage/registrations/add",
        "/spring/manage/agenda/add",
        "/spring/manage/team",
        "/sign-in",
    } <= addresses
    assert len(addresses) >= 20


class Refused(NamedTuple):
    """What answers a form: fields it lost, those marked wrong, links that lead to nothing."""

    status: int
    lost: list[str]
    marked: set[str]
    dead: list[str]


def refused(
    client: FlaskClient, address: str, form: FoundForm, names: set[str], length: int
) -> Refused:
    """Send a form with so many letters in these fields."""
    sent = {**form.filled("Kept"), **dict.fromkeys(names, "x" * length)}
    answer = client.post(address, data=sent)
    held, dead = forms_and_dead_anchors(answer.get_data(as_text=True))
    again = [
        control
        for held_form in held
        if (held_form.action or address) == address
        for control in held_form.typed()
    ]
    kept = {control.name: control.value for control in again}
    lost = [typed.name for typed in form.typed() if kept.get(typed.name) != sent[typed.name]]
    return Refused(answer.status_code, lost, {field.name for field in again if field.wrong}, dead)


def test_too_long_is_said_at_each_field_and_everything_typed_stays(
    app: Flask, everybody: FlaskClient, spring: dict[str, object]
) -> None:
    """All fields of a form hold too much at once: each is marked wrong, and leads to its reason."""
    wrong, before = [], whole_database(app)
    for address, form in forms(everybody, spring):
        names = {control.name for control in form.typed()}
        answer = refused(everybody, address, form, names, 10_000)
        if answer.status != 422 or answer.lost or answer.dead or names - answer.marked:
            wrong.append((address, answer, names - answer.marked))

    assert wrong == []
    assert whole_database(app) == before


def test_as_much_as_a_body_holds_is_refused_at_its_field_or_for_its_length(
    app: Flask, everybody: FlaskClient, spring: dict[str, object]
) -> None:
    """A field of each kind in each form alone holds it; the others hold something of their own."""
    wrong, faults = [], list(forms(everybody, spring))
    before = whole_database(app)
    for address, form in faults:
        for name in {control.kind: control.name for control in form.typed()}.values():
            answer = refused(everybody, address, form, {name}, 400_000)
            unsaid = answer.status != 422 or name not in answer.marked
            if answer.status != 413 and (unsaid or answer.lost or answer.dead):
                wrong.append((address, name, answer))

    assert wrong == []
    assert whole_database(app) == before


def test_what_is_no_text_is_never_a_bug(everybody: FlaskClient, spring: dict[str, object]) -> None:
    """Every form is sent each kind of it, and every field one: what reads them is the same."""
    wrong, turn = [], 0
    for address, form in forms(everybody, spring):
        given = form.filled("Kept")
        names = [control.name for control in form.controls if control.name != "csrf_token"]
        for place in range(max(len(names), len(BROKEN))):
            name, broken = names[place % len(names)], list(BROKEN.values())[turn % len(BROKEN)]
            turn += 1
            body = "&".join(
                f"{quote_plus(key)}={broken if key == name else quote_plus(value)}"
                for key, value in given.items()
            )
            answer = everybody.post(
                address, data=body, content_type="application/x-www-form-urlencoded"
            )
            if answer.status_code >= 500:
                wrong.append((address, name, broken, answer.status_code))

    assert wrong == []


def test_fields_nobody_offered_are_never_stored(
    everybody: FlaskClient, session: Session, spring: dict[str, object]
) -> None:
    more = {"id": "77", "event_id": "77", "state": "cancelled", "role": "cohost", "is_admin": "1",
            "holder_no": "77", "link_generation": "77", "slug": "taken", "organisation_id": "77",
            "public_id": "taken", "reference": "TAKEN", "checked_in": "1"}  # fmt: skip
    for address, form in forms(everybody, spring):
        offered = {control.name for control in form.controls}
        extra = {key: value for key, value in more.items() if key not in offered}
        assert everybody.post(address, data={**extra, **form.filled("Kept")}).status_code < 500
    session.rollback()

    for row in session.scalars(select(Registration)):
        assert (row.holder_no, row.link_generation, row.event_id) == (1, 1, 1)
        assert row.reference != "TAKEN"
        assert row.state.value != "cancelled"
    assert [event.slug for event in session.scalars(select(Event))] == ["spring"]


def sendable(form: FoundForm) -> dict[str, object]:
    """Return the form filled in, without the token: the browser lost its cookie meanwhile."""
    return {name: value for name, value in form.filled("Kept").items() if name != "csrf_token"}


def given_back(page: str) -> dict[str, str]:
    """Return what the form of an error page holds."""
    held = next((form for form in forms_of(page) if form.ident == "typed"), FoundForm("", "POST"))
    return {control.name: control.value for control in held.controls}


def test_every_forgotten_form_comes_back_whole_and_one_press_sends_it(
    app: Flask, everybody: FlaskClient, spring: dict[str, object]
) -> None:
    """Passwords are asked for anew; the press is answered by the form's own page, never by 403."""
    wrong, faults, before = [], list(forms(everybody, spring)), whole_database(app)
    for address, form in faults:
        sent = sendable(form)
        answer = everybody.post(address, data=sent, headers={"Sec-Fetch-Site": "same-origin"})
        kept = given_back(answer.get_data(as_text=True))
        lost = [name for name, value in sent.items() if kept.get(name) != value]
        if answer.status_code != 403 or [name for name in lost if "password" not in name]:
            wrong.append((address, answer.status_code, lost))
    assert (wrong, whole_database(app)) == ([], before)

    for address, form in faults:
        answer = everybody.post(
            address, data=sendable(form), headers={"Sec-Fetch-Site": "same-origin"}
        )
        kept = given_back(answer.get_data(as_text=True))
        pressed = everybody.post(address, data=kept, headers={"Sec-Fetch-Site": "same-origin"})
        if pressed.status_code in {400, 403} or pressed.status_code >= 500:
            wrong.append((address, pressed.status_code, []))
    assert wrong == []


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_no_form_of_another_site_comes_back_to_anybody(
    app: Flask, everybody: FlaskClient, spring: dict[str, object], site: str | None
) -> None:
    before = whole_database(app)
    for address, form in forms(everybody, spring):
        headers = {"Sec-Fetch-Site": site} if site else {}
        answer = everybody.post(address, data=sendable(form), headers=headers)
        page = answer.get_data(as_text=True)
        assert (answer.status_code, "Kept" in page, given_back(page)) == (403, False, {})
    assert whole_database(app) == before


def test_another_language_keeps_every_form_as_it_was_typed_and_does_nothing(
    app: Flask, everybody: FlaskClient, spring: dict[str, object]
) -> None:
    pages_with_forms = [
        (to, form) for to, form in forms(everybody, spring) if form.ident == "typed"
    ]
    wrong, before = [], whole_database(app)
    for address, form in pages_with_forms:
        for pressed in ("fr", "en"):
            sent = {**form.filled("Kept"), "in_language": pressed}
            answer = everybody.post(address, data=sent)
            page = answer.get_data(as_text=True)
            kept = given_back(page)
            lost = [
                control.name
                for control in form.typed()
                if kept.get(control.name) != sent[control.name]
            ]
            if lost or f'<html lang="{pressed}">' not in page or "-error" in page:
                wrong.append((address, pressed, answer.status_code, lost))

    assert (wrong, whole_database(app)) == ([], before)
    assert len(pages_with_forms) >= 20
