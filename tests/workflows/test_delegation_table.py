"""A delegation as a table: everybody of the list, each with what is known of them."""

import pytest
from sqlalchemy.orm import Session

from eventapp.documents import tables
from eventapp.exports.tables import as_xlsx
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange
from eventapp.workflows.delegation_table import rows
from eventapp.workflows.delegations import delegates
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def test_who_comes_and_who_was_asked_stand_in_a_workbook_that_is_read_again(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    host = make_organisation(session, event, "AFPC")
    guest = InvitationChange(
        email="marty@x.example", family_name="=Marty", organisation="Xylofutur", language="fr"
    )
    written = invitations.written_to(event, category, [guest], host, now=NOON)
    invitations.invite_all(session, event, written, by=SOMEBODY, now=NOON)
    zoe = make_registration(session, event, category, "Zoe", organisation="AFPC")

    heads, *people = tables.read(as_xlsx(rows(delegates(session, event, host))))

    named = [dict(zip(heads, row, strict=True)) for row in people]
    assert [(row["state"], row["family_name"], row["organisation"]) for row in named] == [
        ("silent", "=Marty", "Xylofutur"),
        ("registered", "Zoe", "AFPC"),
    ]
    assert (named[0]["email"], named[0]["language"]) == ("marty@x.example", "fr")
    assert (named[1]["reference"], named[1]["category"]) == (zoe.reference, category.key)
