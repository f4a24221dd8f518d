"""What a co-host's representative and the help desk do not read: answers, and more of the former."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.events.models import Role
from eventapp.mail.models import Email
from eventapp.orm import Translated
from eventapp.registration.models import Question, QuestionKind
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_category, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite

NEED = "Unverträglich: Erdnüsse"


def read(app: Flask, session: Session, user: User, addresses: list[str]) -> dict[str, str]:
    """Return what somebody who signs in reads at each address."""
    client = sign_in(session, app.test_client(), user)
    client.set_cookie("lang", "en")
    answers = {address: client.get(address) for address in addresses}
    assert {response.status_code for response in answers.values()} == {200}
    return {address: answer.get_data(as_text=True) for address, answer in answers.items()}


def test_representative_reads_no_answers_no_foreign_groups_and_ranks_of_the_own_people_alone(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session, places=1)
    make_category(session, event, key="press", name=Translated.same("Pressegruppe"))
    session.add(
        Question(event=event, key="food", kind=QuestionKind.TEXT, label=Translated.same("Essen"))
    )
    organisation = make_organisation(session, event, "Haus Elbe")
    session.flush()
    sure = make_registration(
        session, event, category, "Sicher", organisation=organisation.name, answers={"food": [NEED]}
    )
    for number in range(2):
        make_registration(session, event, category, f"Fremd{number}", email=f"f{number}@x.example")
    own = make_registration(
        session, event, category, "Gast", organisation=organisation.name, answers={"food": [NEED]}
    )
    representative = make_member(session, event, Role.COHOST, organisation_id=organisation.id)
    organiser = make_member(session, event)
    session.commit()
    emails = session.scalars(select(Email.id).where(Email.about_id == sure.id)).all()
    page, table = f"/spring/manage/registrations/{own.reference}", "/spring/manage/registrations"
    beside, csv = f"{table}?open={own.reference}", f"{table}.csv"
    mails = [f"/spring/manage/emails/{number}" for number in emails]
    texts = [page, table, beside, csv, *mails]

    part = read(app, session, representative, texts)
    whole = read(app, session, organiser, texts)

    assert [address for address, text in part.items() if NEED in text or "food" in text] == []
    assert emails
    assert {address for address, text in whole.items() if NEED in text} >= {page, csv, *mails}
    assert "Pressegruppe" in whole[table]
    assert "Pressegruppe" not in part[table]
    for text in (page, table, beside):
        assert "position 3" in whole[text], text
        assert "position 3" not in part[text], text
        assert "position 1" in part[text], text


def test_the_help_desk_reads_no_answers(app: Flask, session: Session) -> None:
    event, category = make_event_with_category(session)
    session.add(
        Question(event=event, key="food", kind=QuestionKind.TEXT, label=Translated.same("Essen"))
    )
    session.flush()
    registration = make_registration(session, event, category, "Gast", answers={"food": [NEED]})
    desk, organiser = make_member(session, event, Role.DESK), make_member(session, event)
    session.commit()
    table = "/spring/manage/registrations"
    texts = [f"{table}/{registration.reference}", table, f"{table}?open={registration.reference}"]

    assert "Gast" in read(app, session, desk, texts)[texts[0]]
    assert [at for at, text in read(app, session, desk, texts).items() if NEED in text] == []
    assert NEED in read(app, session, organiser, texts)[texts[0]]
