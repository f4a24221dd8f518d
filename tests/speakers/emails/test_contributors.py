"""Every e-mail to a contributor is whole in every language, for the person and for the assistant."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.composition import mailing
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.orm import Translated
from eventapp.speakers.emails.contributors import (
    SpeakingAnswer,
    SpeakingConfirmed,
    SpeakingInvitation,
    SpeakingReminder,
    ToContributor,
)
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.services.posting import Addressee, parts_told, post
from tests.factories.agenda import make_room, make_session
from tests.factories.emails import slips
from tests.factories.events import NOON
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite
KINDS: list[tuple[type[ToContributor], dict[str, object]]] = [
    (
        SpeakingInvitation,
        {"message": "Wir hoffen.", "invited_by": "Katrin", "answer_by": "2027-02-13"},
    ),
    (SpeakingReminder, {"missing": ["Porträt", "Folien"], "due": "2027-03-13", "is_late": True}),
    (SpeakingAnswer, {"accepted": True, "missing": ["Porträt"], "details_by": "2027-03-13"}),
    (SpeakingAnswer, {"accepted": True, "is_copy": True, "answered_by": "Océane"}),
    (SpeakingAnswer, {"accepted": False}),
    (SpeakingConfirmed, {"missing": ["Folien"]}),
]
FRENCH = {"de": "Französisch\n", "fr": "français\n", "en": "French\n"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_email_says_what_and_leads_to_the_readers_own_page(
    app: Flask, session: Session, event: Event, language: str
) -> None:
    item = make_session(
        session,
        event,
        "Clusters",
        room=make_room(session, event, "Aula"),
        starts_at=NOON,
        languages=["fr"],
        meeting_point=Translated.same("11:40, Bühne"),
    )
    contributor = make_contributor(
        session,
        event,
        item=item,
        state=ContributorState.INVITED,
        email="g@example.org",
        assistant_email="a@example.org",
        assistant_name="Océane",
    )
    contributor.language = language
    roles = roles_of(session, [contributor.person_id])[contributor.person_id]
    for kind, facts in KINDS:
        parts = parts_told(session, roles, language)
        post(session, contributor, event, kind, to=Addressee.BOTH, now=NOON, parts=parts, **facts)
    session.commit()

    for row in session.scalars(select(Email).order_by(Email.id)):
        with app.app_context():
            message = message_of(mailing(), row, mailing().facts_of(row))
        text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert "/spring/speaking/i/" in text
        assert row.facts.get("is_copy") or "Geneviève Le Goff" in text
        assert slips(text) == []
        assert "%(" not in text
        assert FRENCH[language] in text or row.kind == "SpeakingAnswer"
        assert str(message["Subject"])
        assert ("11:40, Bühne" in text) is (row.kind == "SpeakingConfirmed")
        if row.kind == "SpeakingInvitation":
            assert all(word in text for word in ("Clusters", "Aula", "Wir hoffen."))


def test_an_invitation_holds_as_long_as_it_waits_for_an_answer(
    session: Session, event: Event
) -> None:
    contributor = make_contributor(
        session, event, state=ContributorState.INVITED, email="g@example.org"
    )
    email = SpeakingInvitation.of(
        contributor, event, link="speaking", generation=1, to_assistant=False
    )
    assert email.still_holds(session)

    session.scalars(select(SessionRole)).one().state = ContributorState.DRAFT
    session.flush()

    assert not email.still_holds(session)


def test_an_e_mail_whose_link_was_replaced_is_not_sent(session: Session, event: Event) -> None:
    contributor = make_contributor(session, event, state=ContributorState.INVITED)
    email = SpeakingInvitation.of(
        contributor, event, link="speaking", generation=1, to_assistant=False
    )
    assert email.link_works(session, now=NOON)

    contributor.link_generation += 1
    session.flush()

    assert not email.link_works(session, now=NOON)
