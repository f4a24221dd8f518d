"""Who does what in a session, as programs send it: of a part that stands, the rest stays."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.api.roles import roles
from eventapp.errors import Invalid
from eventapp.orm import Translated
from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_person

pytestmark = pytest.mark.on_sqlite


def test_of_a_part_that_somebody_has_what_was_not_sent_stays(session: Session) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "BioM")
    ada = make_person(session, event, family_name="Ada")
    held = replace(
        RoleChange.new(ada),
        organisation=organisation,
        announced=True,
        function=Translated(de="Leiterin", fr="Directrice"),
    )
    sent = {"person": ada.public_id, "part": "speaker"}

    (same,) = roles(session, event, [sent], held=[held])
    (changed,) = roles(
        session,
        event,
        [{**sent, "organisation": None, "state": "confirmed", "function": {"de": "Chefin"}}],
        held=[held],
    )

    assert same == held
    assert changed == replace(
        held,
        organisation=None,
        function=Translated(de="Chefin", fr="Directrice"),
    )


def test_another_part_of_the_same_person_begins_anew(session: Session) -> None:
    event = make_event(session)
    ada = make_person(session, event, family_name="Ada")
    held = replace(RoleChange.new(ada), announced=True)
    sent: list[dict[str, Any]] = [
        {"person": ada.public_id, "part": "moderator"},
        {"person": None, "part": "speaker"},
    ]

    moderator, nobody = roles(session, event, sent, held=[held])

    assert moderator == RoleChange.new(ada, SessionPart.MODERATOR)
    assert nobody == RoleChange.new(None)


@pytest.mark.parametrize("name", ["person", "organisation"])
def test_somebody_of_another_event_is_refused_at_the_place_in_the_list(
    session: Session, name: str
) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    ada = make_person(session, event, family_name="Ada")
    foreign = {
        "person": make_person(session, other, family_name="Bob").public_id,
        "organisation": make_organisation(session, other, "BioM").public_id,
    }
    good = {"person": ada.public_id, "part": "speaker"}

    with pytest.raises(Invalid) as refused:
        roles(session, event, [good, {**good, "part": "moderator", name: foreign[name]}])

    assert refused.value.field == f"people[1].{name}"


def test_only_a_new_part_begins_as_a_program_says_the_invitation_settles_the_rest(
    session: Session,
) -> None:
    event = make_event(session)
    ada = make_person(session, event, family_name="Ada")
    bob = make_person(session, event, family_name="Bob")
    held = RoleChange.draft(ada)
    of_ada, of_bob = (
        {"person": person.public_id, "part": "speaker", "state": state}
        for person, state in ((ada, "draft"), (bob, "draft"))
    )

    same, new = roles(session, event, [of_ada, of_bob], held=[held])
    assert (same, new.state) == (held, ContributorState.DRAFT)

    for entry in ({**of_ada, "state": "confirmed"}, {**of_bob, "state": "accepted"}):
        with pytest.raises(Invalid) as refused:
            roles(session, event, [entry], held=[held])
        assert refused.value.field == "people[0].state"
